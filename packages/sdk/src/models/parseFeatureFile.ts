import { type LabelledSample, maxFeatureCount, toSample } from '../encoders/index.ts'
import { FeatureFileError } from './errors.ts'

/**
 * Reads labelled samples, one a line: the label, then the indices of the features that are present, spaces between.
 * Empty lines and those that begin with # are passed over.
 *
 * @throws FeatureFileError with the number of the line.
 */
export function parseFeatureFile(text: string): LabelledSample[] {
  const samples: LabelledSample[] = []
  for (const [i, line] of text.split('\n').entries()) {
    const trimmed = line.trim()
    if (trimmed !== '' && !trimmed.startsWith('#')) samples.push(parseLine(trimmed, i + 1))
  }
  return samples
}

function parseLine(line: string, number: number): LabelledSample {
  if (line.includes(','))
    throw new FeatureFileError(number, 'has commas: it lists values, not indices of features')
  const [label, ...indices] = line.split(/\s+/)
  return { label: wholeNumber(label!, number, 'label', 256), sample: toSample(indices.map(toIndex)) }

  function toIndex(digits: string) {
    return wholeNumber(digits, number, 'index', maxFeatureCount)
  }
}

function wholeNumber(digits: string, line: number, what: string, below: number): number {
  const value = /^\d+$/.test(digits) ? Number(digits) : Number.NaN
  if (value < below) return value
  throw new FeatureFileError(line, `has the ${what} "${digits}", not a whole number from 0 to ${below - 1}`)
}
