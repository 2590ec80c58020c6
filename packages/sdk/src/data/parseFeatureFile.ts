import { type LabelledSample, maxFeatureCount, toSample } from '../encoders/index.ts'
import { withoutMark } from './decodeText.ts'
import { FeatureFileError } from './errors.ts'
import { createLabelReader, type LabelReader } from './labels.ts'
import { linesOf, quotedLabel, readLabel } from './lines.ts'

/**
 * Reads labelled samples, one a line: the label, then the indices of the features that are present, spaces between.
 * Empty lines and those that begin with # are passed over. A label is the name of a class first, as findLabel reads
 * it; in double quotes, if it is not clear where it ends.
 *
 * @param classes The names of the model's classes; without them labels are positions, 0 to 255.
 * @throws FeatureFileError with the number of the line.
 */
export function parseFeatureFile(text: string, classes?: readonly string[]): LabelledSample[] {
  const labels = classes && createLabelReader(classes)
  const mostWords = Math.max(1, ...(classes ?? []).map(name => name.trim().split(/\s+/).length))
  return linesOf(withoutMark(text), classes).map(line => {
    const { label, rest } = labels
      ? splitLabel(line.text, line.number, labels, mostWords)
      : splitPosition(line.text, line.number)
    const indices = rest.split(/\s+/).filter(part => part !== '')
    return {
      label,
      sample: toSample(indices.map(digits => wholeNumber(digits, line.number, 'index', maxFeatureCount))),
    }
  })
}

type Split = { label: number; rest: string }

function splitPosition(line: string, number: number): Split {
  checkCommas(line, number)
  const [first = '', ...rest] = line.split(/\s+/)
  return { label: wholeNumber(first, number, 'label', 256), rest: rest.join(' ') }
}

/** A name may have spaces in it: it ends before the indices. */
function splitLabel(line: string, number: number, labels: LabelReader, mostWords: number): Split {
  const ends = [...line.matchAll(/\S+/g)].map(({ index, 0: word }) => index + word.length)
  const words = line.split(/\s+/)
  const last = words.findLastIndex((word, i) => i > 0 && !/^\d+$/.test(word))
  const shortest = Math.max(0, last)
  const named = ends.slice(shortest, mostWords).flatMap(end => {
    const { exact, positions } = labels.named(line.slice(0, end))
    return positions.length > 0 ? [{ end, exact }] : []
  })
  const exact = named.filter(candidate => candidate.exact)
  const candidates = exact.length > 0 ? exact : named
  if (candidates.length > 1) {
    const names = candidates.map(({ end }) => `"${line.slice(0, end)}"`).join(' or ')
    throw new FeatureFileError(number, `has a label that could be ${names}: put it in double quotes`)
  }
  const [found] = candidates
  if (found)
    return { label: readLabel(labels, line.slice(0, found.end), number), rest: line.slice(found.end) }
  const quoted = quotedLabel(line)
  if (quoted && /^(\s|$)/.test(quoted.rest))
    return { label: readLabel(labels, quoted.label, number), rest: quoted.rest }
  checkCommas(line, number)
  const end = isLabel(labels, words[0]!) ? ends[0]! : ends[shortest]!
  return { label: readLabel(labels, line.slice(0, end), number), rest: line.slice(end) }
}

function isLabel(labels: LabelReader, text: string): boolean {
  try {
    labels.read(text)
    return true
  } catch {
    return false
  }
}

function checkCommas(line: string, number: number) {
  if (line.includes(','))
    throw new FeatureFileError(number, 'has commas: it lists values, not indices of features')
}

function wholeNumber(digits: string, line: number, what: string, below: number): number {
  const value = /^\d+$/.test(digits) ? Number(digits) : Number.NaN
  if (value < below) return value
  throw new FeatureFileError(line, `has the ${what} "${digits}", not a whole number from 0 to ${below - 1}`)
}
