import type { ClippedNumber } from '../encoders/index.ts'
import type { ModelFile } from './ModelFile.ts'
import type { ClippedInput } from './quantise/measure.ts'
import type { quantise } from './quantise/quantise.ts'

type Quantised = ReturnType<typeof quantise>

/** What people should know of what becomes of a file on the chain, a sentence or two each. */
export function notesOnModel(file: ModelFile, quantised: Quantised): string[] {
  const notes = noteOnParameters(quantised)
  if (file.type === 'dense logistic regression' && quantised.classifier === 'dense-perceptron') {
    notes.push(
      'A logistic regression over numbers goes on the chain as a dense perceptron: it predicts the same classes, but gives no probabilities, and learns from mistakes only.',
    )
  }
  return notes
}

/** That the file has numbers that its contract cannot hold, if it has. */
export function noteOnParameters({ clipped }: Pick<Quantised, 'clipped'>): string[] {
  if (clipped.length === 0) return []
  const named = clipped.map(({ name, value, countsAs }) => `${name} is ${value} and counts as ${countsAs}`)
  const count = `${formatCount(clipped.length)} number${clipped.length === 1 ? '' : 's'}`
  return [`The contract cannot hold ${count} of the file: ${list(named)}.`]
}

/** That samples have numbers beyond the ranges of a model's inputs, if they have: contracts see the end of the range. */
export function noteOnInputs(clipped: readonly ClippedInput[] = []): string[] {
  if (clipped.length === 0) return []
  const named = clipped.map(
    ({ name, min, max, samples }) => `${name} in ${formatCount(samples)} (its range is ${min} to ${max})`,
  )
  return [`Samples have numbers beyond their range, which count as its end on the chain: ${list(named)}.`]
}

/** The same of the numbers of one sample. */
export function noteOnSample(clipped: readonly ClippedNumber[]): string[] {
  if (clipped.length === 0) return []
  const named = clipped.map(({ name, value, min, max }) => {
    return `${name} is ${value} and counts as ${value < min ? min : max}`
  })
  return [`Beyond the range: ${list(named)}.`]
}

const formatCount = (count: number) => count.toLocaleString('en-US')

const most = 8

function list(named: readonly string[]): string {
  const rest = named.length - most
  return rest > 0 ? `${named.slice(0, most).join('; ')}; and ${formatCount(rest)} more` : named.join('; ')
}
