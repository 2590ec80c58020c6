import { ModelFileError } from '../../errors.ts'
import { classNames, type Fields, list, present } from '../../fields.ts'
import type { ModelFile, ModelFileCommon } from '../../ModelFile.ts'
import { type Estimator, parseEstimator } from './estimator.ts'
import { checkInputOrder, namesOfFeatures } from './featureNames.ts'
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
  RidgeClassifierCV: parseLinear,
  MultinomialNB: parseMultinomial,
  NearestCentroid: parseCentroid,
}

/** Fields that a file may have, beside `learning_rate` and those of every format. */
const known = 'format model vectorizer scaler classes samples learning_rate'.split(' ')
const common = 'name description links encoder vocabulary inputs maxFeatures sampleWeight'.split(' ')

/**
 * Reads what docs/scikit_learn.py writes about a classifier of scikit-learn.
 *
 * @throws ModelFileError that names the field: also if the classifier does what no contract does, or something stands
 * there that is not read.
 */
export function parseSklearn(fields: Fields, about: ModelFileCommon): ModelFile {
  const unknown = Object.keys(fields).find(name => !known.includes(name) && !common.includes(name))
  if (unknown !== undefined) {
    const fix = `Leave it out, or write one of: ${[...known, ...common].join(', ')}.`
    throw new ModelFileError(unknown, 'is not read of a file of scikit-learn', fix)
  }
  const model = parseEstimator(fields.model, 'model')
  const parse = Object.hasOwn(parsers, model.className) ? parsers[model.className] : undefined
  if (!parse) throw notRead(model.className)
  const vectorizer = present(fields.vectorizer) ? parseVectorizer(fields.vectorizer) : undefined
  if (vectorizer) checkNoOther(about)
  const classifications = parseClasses(fields, model)
  checkInputOrder(about.inputs, namesOfFeatures(model))
  const sparse = isSparse(fields, model, vectorizer !== undefined)
  return parse({ model, common: { ...about, ...vectorizer }, classifications, sparse, fields })
}

function notRead(className: string): ModelFileError {
  const classes = Object.keys(parsers).join(', ')
  const inner = wrappers.find(name => className.endsWith(name))
  const fix = inner
    ? `Export the classifier inside it, if it is one of: ${classes}.`
    : `Train one of: ${classes}.`
  return new ModelFileError('model.class', `is "${className}"`, fix)
}

/** Estimators that do something to another one: a search, a threshold, a calibration, steps before it. */
const wrappers = [
  'SearchCV',
  'ThresholdClassifier',
  'ThresholdClassifierCV',
  'CalibratedClassifierCV',
  'Pipeline',
]

/** A vectorizer and another encoder at once: which is the model's? */
function checkNoOther({ encoder, vocabulary }: ModelFileCommon) {
  const field = encoder !== undefined ? 'encoder' : vocabulary && 'vocabulary'
  if (field === undefined) return
  throw new ModelFileError(field, 'stands beside a vectorizer', 'Keep one of them.')
}

function parseClasses(fields: Fields, { learned }: Estimator): string[] {
  const labels = list(learned.classes_, 'model.classes_').map((label, i) => {
    if (['string', 'number', 'boolean'].includes(typeof label)) return String(label)
    const fix = 'Classes are texts or numbers, one a sample.'
    throw new ModelFileError(`model.classes_[${i}]`, `is ${JSON.stringify(label)}`, fix)
  })
  if (!present(fields.classes)) return classNames(labels, 'model.classes_')
  if (labels.length < 2) return classNames(labels, 'model.classes_')
  return classNames(fields.classes, 'classes', labels.length)
}

/** `samples` tells what a file without a vectorizer was trained on. */
function isSparse({ samples, inputs }: Fields, { className }: Estimator, words: boolean): boolean {
  if (!present(samples)) return words || (className === 'MultinomialNB' && !present(inputs))
  if (samples === 'sets') return true
  if (samples === 'numbers' && !words) return false
  throw new ModelFileError(
    'samples',
    `is ${JSON.stringify(samples)}`,
    'Write "sets" or "numbers"; words make sets.',
  )
}
