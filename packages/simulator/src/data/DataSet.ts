import { Random } from '../random/Random.ts'

/** A sample as the contracts take it: indices of present features, or numbers in units of 2^-15. */
export type Sample = Uint16Array | Int16Array

/** A sample and the class that it belongs to. */
export type Example = { readonly sample: Sample; readonly label: number }

/** Samples one behind the other in memory that worker threads share. */
export type Samples = {
  readonly labels: Uint8Array
  readonly values: Sample
  /** Where each sample begins in `values`; one more than there are samples. */
  readonly offsets: Uint32Array
}

/** Labelled samples, encoded. */
export type DataSet = {
  readonly name: string
  /** Names of the classes, in the order of their labels. */
  readonly classes: readonly string[]
  readonly form: 'sparse' | 'dense'
  /** How many features there are. */
  readonly features: number
  readonly train: Samples
  /** Never shown to agents or to training. */
  readonly test: Samples
}

/** How many samples there are. */
export function countOf({ labels }: Samples): number {
  return labels.length
}

/** The sample at `i`, without copying it. */
export function exampleAt({ labels, values, offsets }: Samples, i: number): Example {
  return { label: labels[i]!, sample: values.subarray(offsets[i]!, offsets[i + 1]!) }
}

/** How many values the sample at `i` has. */
export function lengthAt({ offsets }: Samples, i: number): number {
  return offsets[i + 1]! - offsets[i]!
}

/** All samples, without copying them. */
export function examplesOf(samples: Samples): Example[] {
  return Array.from(samples.labels, (_, i) => exampleAt(samples, i))
}

/** Puts samples one behind the other. */
export function packSamples(form: DataSet['form'], examples: readonly Example[]): Samples {
  const total = examples.reduce((sum, { sample }) => sum + sample.length, 0)
  const labels = new Uint8Array(memory(examples.length))
  const offsets = new Uint32Array(memory(4 * (examples.length + 1)))
  const values = form === 'sparse' ? new Uint16Array(memory(2 * total)) : new Int16Array(memory(2 * total))
  let end = 0
  for (const [i, { label, sample }] of examples.entries()) {
    labels[i] = label
    values.set(sample, end)
    end += sample.length
    offsets[i + 1] = end
  }
  return { labels, offsets, values }
}

/** Memory that threads share, where the platform lets us (browsers may not). */
export function memory(bytes: number): ArrayBuffer {
  return (
    typeof SharedArrayBuffer === 'undefined' ? new ArrayBuffer(bytes) : new SharedArrayBuffer(bytes)
  ) as ArrayBuffer
}

/** Splits examples into training and test samples, by chance but for the seed. */
export function splitExamples<example>(
  examples: readonly example[],
  testShare: number,
  seed: number,
): { train: example[]; test: example[] } {
  const order = Array.from(new Random(seed, 'split').permutation(examples.length), i => examples[i]!)
  const cut = Math.round(examples.length * testShare)
  return { train: order.slice(cut), test: order.slice(0, cut) }
}
