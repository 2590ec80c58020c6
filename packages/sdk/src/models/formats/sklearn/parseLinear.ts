import { ModelFileError } from '../../errors.ts'
import { positive, present } from '../../fields.ts'
import { suggestLearningRate } from '../../learningRate.ts'
import type { LinearScores } from '../../linearise.ts'
import type { ModelFile } from '../../ModelFile.ts'
import { parseNumbers, parseRows } from '../json/parseMulticlassPerceptron.ts'
import { checkParts, type Estimator } from './estimator.ts'
import { checkFeatureNames } from './featureNames.ts'
import type { Export } from './parseSklearn.ts'
import { parseScaler, unscale } from './scaler.ts'

/** Parameters of linear classifiers: what they do is in the coefficients, but for those that are read below. */
const params = [
  'alpha alphas alpha_per_target average C class_weight copy_X Cs cv dual early_stopping epsilon eta0 fit_intercept',
  'gcv_mode intercept_scaling l1_ratio l1_ratios learning_rate loss max_iter multi_class n_iter n_iter_no_change',
  'n_jobs normalize penalty positive power_t random_state refit scoring shuffle solver store_cv_results',
  'store_cv_values tol use_legacy_attributes validation_fraction verbose warm_start',
].join(' ')

/** Linear classifiers: one row of coefficients for two classes, else one row a class. */
export function parseLinear(exported: Export): ModelFile {
  const { model, classifications } = exported
  checkParts(model, {
    learned: 'classes_ coef_ intercept_ class_count_ feature_names_in_ n_features_in_',
    params,
  })
  const rows = classifications.length === 2 ? 1 : classifications.length
  const weights = parseRows(model.learned.coef_, 'model.coef_', rows)
  const intercepts = parseIntercepts(model, rows)
  if (rows > 1 || !isLogistic(model)) return linearFile(exported, { weights, intercepts }, false)
  return linearFile(exported, inLogOdds(model, { weights, intercepts }), true)
}

/**
 * A file of scores that are linear in what the model's scaler makes: one score for two classes, else one a class.
 *
 * @param probable Whether the logistic function of a single score is the probability of class 1.
 */
export function linearFile(exported: Export, scaled: LinearScores, probable: boolean): ModelFile {
  const { common, classifications, sparse } = exported
  const featureCount = scaled.weights[0]!.length
  checkFeatures(exported, featureCount)
  const scaling = parseScaler(exported, featureCount)
  const scores = scaled.weights.map((weights, i) => {
    const intercept = scaled.intercepts[i]!
    return scaling ? unscale(weights, intercept, scaling) : { weights, intercept }
  })
  const weights = scores.map(score => score.weights)
  const intercepts = Float64Array.from(scores, score => score.intercept)
  checkFinite(weights, intercepts)
  const about = { ...common, classifications, learningRate: parseLearningRate(exported, weights) }
  if (weights.length > 1) {
    const type = sparse ? 'sparse multiclass perceptron' : 'dense multiclass perceptron'
    return { ...about, type, weights, intercepts }
  }
  const one = { ...about, weights: weights[0]!, intercept: intercepts[0]! }
  if (probable) return { ...one, type: sparse ? 'sparse logistic regression' : 'dense logistic regression' }
  return { ...one, type: sparse ? 'sparse perceptron' : 'dense perceptron' }
}

/** Numbers of the file that are finite can still be too large for each other. */
function checkFinite(weights: readonly Float64Array[], intercepts: Float64Array) {
  const all = [...weights, intercepts]
  if (all.every(numbers => numbers.every(Number.isFinite))) return
  throw new ModelFileError(
    'scaler',
    'makes weights that no number can hold',
    'Scale the numbers before training, so that they are of ordinary size.',
  )
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

/** Whether the logistic function of the score, or of twice the score, is a probability. */
function isLogistic({ className, params }: Estimator): boolean {
  if (className === 'SGDClassifier') return params.loss === 'log_loss' || params.loss === 'log'
  return className.startsWith('LogisticRegression')
}

/**
 * The logarithm of the odds of class 1. With multi_class="multinomial" that is twice the score of two classes, as
 * scikit-learn takes the softmax of the score and its negative; with any other value, and in versions without the
 * parameter, it is the score (LogisticRegression.predict_proba of versions 0.20 to 1.8).
 */
function inLogOdds({ className, params }: Estimator, { weights, intercepts }: LinearScores): LinearScores {
  if (className === 'SGDClassifier' || !present(params.multi_class)) return { weights, intercepts }
  const known = ['auto', 'deprecated', 'multinomial', 'ovr', 'warn']
  const { multi_class: value } = params
  if (typeof value !== 'string' || !known.includes(value)) {
    const fix = `scikit-learn knows: ${known.join(', ')}.`
    throw new ModelFileError('model.params.multi_class', `is ${JSON.stringify(value)}`, fix)
  }
  if (value !== 'multinomial') return { weights, intercepts }
  return { weights: weights.map(row => row.map(x => 2 * x)), intercepts: intercepts.map(x => 2 * x) }
}

/** @throws ModelFileError unless the model has as many features as its encoder and its columns. */
export function checkFeatures({ common, model }: Export, featureCount: number) {
  checkFeatureNames(model, featureCount, undefined)
  const words = common.vocabulary?.length
  if (words !== undefined && words !== featureCount) {
    throw new ModelFileError(
      'vectorizer.vocabulary_',
      `has ${words} words, but the model has ${featureCount} features`,
      'Export the vectorizer that the model was trained with.',
    )
  }
}
