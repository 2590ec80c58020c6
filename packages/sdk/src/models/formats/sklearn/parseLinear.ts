import { ModelFileError } from '../../errors.ts'
import { positive, present } from '../../fields.ts'
import { suggestLearningRate } from '../../learningRate.ts'
import type { ModelFile } from '../../ModelFile.ts'
import { parseNumbers, parseRows } from '../json/parseMulticlassPerceptron.ts'
import type { Estimator } from './estimator.ts'
import type { Export } from './parseSklearn.ts'
import { parseScaler, unscale } from './scaler.ts'

/** Linear classifiers: one row of coefficients for two classes, else one row a class. */
export function parseLinear(exported: Export): ModelFile {
  const { model, common, classifications, sparse, fields } = exported
  const rows = classifications.length === 2 ? 1 : classifications.length
  const scaled = parseRows(model.learned.coef_, 'model.coef_', rows)
  const scaledIntercepts = parseIntercepts(model, rows)
  const scaling = parseScaler(fields.scaler, scaled[0]!.length)
  const scores = scaled.map((weights, i) => {
    const intercept = scaledIntercepts[i]!
    return scaling ? unscale(weights, intercept, scaling) : { weights, intercept }
  })
  const weights = scores.map(score => score.weights)
  const intercepts = Float64Array.from(scores, score => score.intercept)
  const learningRate = parseLearningRate(exported, weights)
  checkFeatures(exported, weights[0]!.length)
  const about = { ...common, classifications, learningRate }
  if (rows > 1) {
    const type = sparse ? 'sparse multiclass perceptron' : 'dense multiclass perceptron'
    return { ...about, type, weights, intercepts }
  }
  const one = { ...about, weights: weights[0]!, intercept: intercepts[0]! }
  if (isLogistic(model)) {
    return { ...one, type: sparse ? 'sparse logistic regression' : 'dense logistic regression' }
  }
  return { ...one, type: sparse ? 'sparse perceptron' : 'dense perceptron' }
}

/** One for each score, or the single 0 of a model that was fitted without. */
function parseIntercepts({ learned }: Estimator, count: number): Float64Array {
  const { intercept_: value } = learned
  if (value === 0 || (Array.isArray(value) && value.length === 1 && value[0] === 0)) {
    return new Float64Array(count)
  }
  return parseNumbers(value, 'model.intercept_', count)
}

function parseLearningRate({ model, common, sparse, fields }: Export, weights: Float64Array[]): number {
  if (present(fields.learning_rate)) return positive(fields.learning_rate, 'learning_rate')
  const { eta0, learning_rate } = model.params
  const constant = model.className === 'Perceptron' || learning_rate === 'constant'
  if (constant && typeof eta0 === 'number' && eta0 > 0) return eta0
  return suggestLearningRate(weights, sparse, common.inputs)
}

/** Whether the logistic function of the score is a probability. */
function isLogistic({ className, params }: Estimator): boolean {
  if (className === 'SGDClassifier') return params.loss === 'log_loss' || params.loss === 'log'
  return className.startsWith('LogisticRegression')
}

/** @throws ModelFileError unless the model has as many features as its encoder. */
export function checkFeatures({ common }: Export, featureCount: number) {
  const words = common.vocabulary?.length
  if (words !== undefined && words !== featureCount) {
    throw new ModelFileError(
      'vectorizer.vocabulary_',
      `has ${words} words, but the model has ${featureCount} features`,
      'Export the vectorizer that the model was trained with.',
    )
  }
}
