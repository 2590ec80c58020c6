import { ModelFileError } from '../../errors.ts'
import { classNames, type Fields, finite, list, positive } from '../../fields.ts'
import type { ModelFileCommon, MulticlassPerceptronFile } from '../../ModelFile.ts'
import { defaultLearningRate } from './parseOneScore.ts'

export function parseMulticlassPerceptron(
  type: MulticlassPerceptronFile['type'],
  fields: Fields,
  common: ModelFileCommon,
): MulticlassPerceptronFile {
  const classifications = classNames(fields.classifications, 'classifications')
  const weights = parseRows(fields.weights, 'weights', classifications.length)
  const intercepts = parseNumbers(fields.intercepts, 'intercepts', classifications.length)
  const learningRate = positive(fields.learningRate ?? defaultLearningRate, 'learningRate')
  const { vocabulary } = common
  if (vocabulary && vocabulary.length !== weights[0]!.length) {
    throw new ModelFileError(
      'vocabulary',
      `has ${vocabulary.length} words, but the model has ${weights[0]!.length} features`,
      'List a word for each feature.',
    )
  }
  return { ...common, type, classifications, weights, intercepts, learningRate }
}

/** Rows of numbers, all of the same length. */
export function parseRows(value: unknown, path: string, count: number): Float64Array[] {
  const rows = list(value, path)
  checkCount(rows.length, path, count)
  const features = list(rows[0], `${path}[0]`).length
  if (features === 0) {
    throw new ModelFileError(`${path}[0]`, 'is empty', 'Give a number for each feature.')
  }
  return rows.map((row, i) => parseNumbers(row, `${path}[${i}]`, features))
}

/** So many numbers. */
export function parseNumbers(value: unknown, path: string, count: number): Float64Array {
  const numbers = list(value, path)
  checkCount(numbers.length, path, count)
  return Float64Array.from(numbers, (number, i) => finite(number, `${path}[${i}]`))
}

function checkCount(actual: number, path: string, count: number) {
  if (actual === count) return
  throw new ModelFileError(path, `has ${actual} entries, not ${count}`, `Give ${count} entries.`)
}
