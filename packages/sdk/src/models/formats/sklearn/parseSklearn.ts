import { ModelFileError } from '../../errors.ts'
import { classNames, type Fields, list, present } from '../../fields.ts'
import type { ModelFile, ModelFileCommon } from '../../ModelFile.ts'
import { type Estimator, parseEstimator } from './estimator.ts'
import { parseCentroid } from './parseCentroid.ts'
import { parseLinear } from './parseLinear.ts'
import { parseMultinomial } from './parseMultinomial.ts'
import { parseVectorizer } from './vectorizer.ts'

/** What the field `format` says. */
export const sklearnFormat = 'scikit-learn'

/** A fitted classifier, and what else the file says of it. */
export type Export = {
  model: Estimator
  common: ModelFileCommon
  /** Names of the classes, in the order of `classes_`. */
  classifications: string[]
  /** Whether samples are sets of present features. */
  sparse: boolean
  fields: Fields
}

const parsers: Record<string, (exported: Export) => ModelFile> = {
  Perceptron: parseLinear,
  SGDClassifier: parseLinear,
  LogisticRegression: parseLinear,
  LogisticRegressionCV: parseLinear,
  PassiveAggressiveClassifier: parseLinear,
  LinearSVC: parseLinear,
  RidgeClassifier: parseLinear,
  MultinomialNB: parseMultinomial,
  NearestCentroid: parseCentroid,
}

/**
 * Reads what the snippet in docs/import.md writes about a classifier of scikit-learn.
 *
 * @throws ModelFileError that names the field: also if the classifier does what no contract does.
 */
export function parseSklearn(fields: Fields, about: ModelFileCommon): ModelFile {
  const model = parseEstimator(fields.model, 'model')
  const parse = Object.hasOwn(parsers, model.className) ? parsers[model.className] : undefined
  if (!parse) {
    throw new ModelFileError(
      'model.class',
      `is "${model.className}"`,
      `Train one of: ${Object.keys(parsers).join(', ')}.`,
    )
  }
  const vectorizer = present(fields.vectorizer) ? parseVectorizer(fields.vectorizer) : undefined
  const common = { ...about, ...vectorizer }
  const classifications = parseClasses(fields, model)
  const sparse = isSparse(fields, vectorizer !== undefined || model.className === 'MultinomialNB')
  return parse({ model, common, classifications, sparse, fields })
}

function parseClasses(fields: Fields, { learned }: Estimator): string[] {
  const labels = list(learned.classes_, 'model.classes_').map(String)
  if (!present(fields.classes)) return classNames(labels, 'model.classes_')
  return classNames(fields.classes, 'classes', labels.length)
}

/** `samples` tells what a file without a vectorizer was trained on. */
function isSparse({ samples }: Fields, byDefault: boolean): boolean {
  if (!present(samples)) return byDefault
  if (samples === 'sets') return true
  if (samples === 'numbers' && !byDefault) return false
  throw new ModelFileError(
    'samples',
    `is ${JSON.stringify(samples)}`,
    'Write "sets" or "numbers"; words and MultinomialNB make sets.',
  )
}
