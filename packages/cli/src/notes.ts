import type { ClippedNumber } from '@cotrain/sdk/encoders'
import type { ClippedInput, ModelFile } from '@cotrain/sdk/models'
import type { PreparedFile, Quantised } from './deployFile.ts'
import { formatCount, plural } from './format.ts'

/** What people should know of what becomes of a file on the chain, a sentence or two each. */
export function notesOf(file: ModelFile, quantised: Quantised): string[] {
  const { classifier, options } = quantised
  const notes = noteOnParameters(quantised)
  if (file.type === 'dense logistic regression' && classifier === 'dense-perceptron') {
    notes.push(
      'A logistic regression over numbers goes on the chain as a dense perceptron: it predicts the same classes, but gives no probabilities, and learns from mistakes only.',
    )
  }
  if ('maxClasses' in options && file.classifications.length < 2) {
    const { maxClasses, openClasses } = options
    const begin = file.classifications.length === 0 ? 'no class' : 'one class'
    const who = openClasses ? 'anybody adds them' : 'its owner adds them'
    notes.push(
      `The model begins with ${begin} and may have ${maxClasses} (--max-classes); ${who} with: cotrain add-class`,
    )
  }
  return notes
}

/** What limits the samples that people will teach the model, and what they weigh. */
export function noteOnSamples({ parameters, quantised: { options } }: PreparedFile): string[] {
  const { maxFeatures = 0 } = parameters
  const notes: string[] = []
  if (maxFeatures > 0) {
    notes.push(
      `Contributed samples may have ${plural(maxFeatures, 'feature')}; another limit or none: --max-features`,
    )
  }
  if ('sampleWeight' in options && options.sampleWeight > 0) {
    notes.push(
      `Each contribution adds ${options.sampleWeight} to the counts of its class in all, however long it is; 1 for each feature: --sample-weight 0`,
    )
  }
  return notes
}

/** That the file has numbers that its contract cannot hold, if it has. */
export function noteOnParameters({ clipped }: Quantised): string[] {
  if (clipped.length === 0) return []
  const named = clipped.map(({ name, value, countsAs }) => `${name} is ${value} and counts as ${countsAs}`)
  return [`The contract cannot hold ${plural(clipped.length, 'number')} of the file: ${list(named)}.`]
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

const most = 8

function list(named: readonly string[]): string {
  const rest = named.length - most
  return rest > 0 ? `${named.slice(0, most).join('; ')}; and ${formatCount(rest)} more` : named.join('; ')
}
