import { type Hex, isHex } from 'viem'
import { SampleError } from './errors.ts'
import { bytesOfHex, hexOfWords, wordsOf } from './hex.ts'

/** The features that are present, as strictly ascending indices. */
export type Sample = Uint16Array

/** A sample and the class that it belongs to: 0, 1, … */
export type LabelledSample = { label: number; sample: Sample }

/** More features than this the contract accepts in no sample. */
export const maxSampleLength = 2048

/** More features than this no model has: indices are below it. */
export const maxFeatureCount = 65_536

/**
 * Makes a sample of indices in any order; an index that stands twice counts once.
 *
 * @param featureCount Features of the model; indices must be below it.
 * @throws SampleError if an index is not a whole number from 0 to `featureCount - 1`.
 */
export function toSample(indices: Iterable<number>, featureCount: number = maxFeatureCount): Sample {
  const list = Array.isArray(indices) ? (indices as readonly number[]) : Array.from(indices)
  const sorted = new Uint16Array(list.length)
  for (let i = 0; i < list.length; i++) {
    const index = list[i]!
    if (!Number.isInteger(index) || index < 0 || index >= featureCount) {
      throw new SampleError(`${index} is not the index of a feature.`, {
        metaMessages: [`Indices are whole numbers from 0 to ${featureCount - 1}.`],
      })
    }
    sorted[i] = index
  }
  sorted.sort()
  let length = 0
  for (const index of sorted) {
    if (length === 0 || index !== sorted[length - 1]) sorted[length++] = index
  }
  return length === sorted.length ? sorted : sorted.slice(0, length)
}

/**
 * The bytes that the contract takes: two for each index, big-endian.
 *
 * @throws SampleError if the indices do not ascend, or are more than 2,048.
 */
export function packSample(sample: Sample): Hex {
  checkSample(sample)
  return hexOfWords(sample)
}

/**
 * The sample in the bytes of a contribution.
 *
 * @throws SampleError if these are not the bytes of a sample.
 */
export function unpackSample(packed: Hex): Sample {
  if (!isHex(packed) || packed.length % 2 !== 0) {
    throw new SampleError('A packed sample is hexadecimal bytes.', {
      metaMessages: ['Example: 0x00010005 for the features 1 and 5.'],
    })
  }
  const bytes = bytesOfHex(packed)
  if (bytes.length % 2 !== 0) {
    throw new SampleError(
      `A packed sample has two bytes for each feature; this one has ${bytes.length} bytes.`,
    )
  }
  const sample = wordsOf(bytes)
  checkSample(sample)
  return sample
}

function checkSample(sample: Sample) {
  if (sample.length > maxSampleLength) {
    throw new SampleError(
      `A sample has at most ${maxSampleLength} features; this one has ${sample.length}.`,
      {
        metaMessages: ['Give fewer features, for example those of the first part of the text.'],
      },
    )
  }
  for (let i = 1; i < sample.length; i++) {
    if (sample[i]! <= sample[i - 1]!) {
      throw new SampleError(`Index ${sample[i]} follows ${sample[i - 1]}: indices must ascend, each once.`, {
        metaMessages: ['Make the sample with toSample, which sorts.'],
      })
    }
  }
}
