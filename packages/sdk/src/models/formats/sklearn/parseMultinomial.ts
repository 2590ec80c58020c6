import { ModelFileError } from '../../errors.ts'
import { finite, present } from '../../fields.ts'
import type { LinearScores } from '../../linearise.ts'
import type { ModelFile } from '../../ModelFile.ts'
import { centred } from '../../quantise/classes.ts'
import { holdsCounts } from '../../quantise/naiveBayes.ts'
import { parseNumbers, parseRows } from '../json/parseMulticlassPerceptron.ts'
import { parseSampleWeight } from '../json/parseNaiveBayes.ts'
import { checkParts, type Estimator, flag } from './estimator.ts'
import { checkFeatures, linearFile } from './parseLinear.ts'
import type { Export } from './parseSklearn.ts'
import { parseScaler } from './scaler.ts'

const known = {
  learned: 'classes_ class_count_ feature_count_ feature_names_in_ n_features_in_ coef_ intercept_',
  params: 'alpha class_prior fit_prior force_alpha',
}

/** scikit-learn takes no smaller `alpha` unless `force_alpha` is set. */
const leastAlpha = 1e-10

/**
 * Multinomial naive Bayes: by its counts where the contract's naive Bayes gives the same probabilities, else as what
 * it is, a linear classifier: for two classes a logistic regression with the same probabilities.
 */
export function parseMultinomial(exported: Export): ModelFile {
  const { model, common, classifications, sparse, fields } = exported
  checkParts(model, known)
  const rows = parseRows(model.learned.feature_count_, 'model.feature_count_', classifications.length)
  const totalNumFeatures = rows[0]!.length
  checkFeatures(exported, totalNumFeatures)
  const classCounts = [...parseNumbers(model.learned.class_count_, 'model.class_count_', rows.length)]
  for (const [i, row] of rows.entries()) checkCounts(row, `model.feature_count_[${i}]`)
  checkCounts(classCounts, 'model.class_count_')
  const alpha = parseAlpha(model, rows)
  const byCounts = flag(model, 'fit_prior') && !present(model.params.class_prior)
  const scaling = parseScaler(exported, totalNumFeatures)
  const scaled = scaling && !(scaling.factors.every(f => f === 1) && scaling.shifts.every(s => s === 0))
  if (sparse && byCounts && !scaled && alpha.every(each => each === alpha[0])) {
    const featureCounts = rows.map(toMap)
    const smoothingFactor = alpha[0]!
    if (holdsCounts({ classCounts, featureCounts, smoothingFactor })) {
      const counts = { classCounts, featureCounts, totalNumFeatures, smoothingFactor }
      return { ...common, type: 'naive bayes', classifications, ...counts, ...parseSampleWeight(fields) }
    }
  }
  const logarithms = { weights: toLogarithms(rows, alpha), intercepts: parsePriors(model, classCounts) }
  if (rows.length > 2) return linearFile(exported, centred(logarithms), false)
  return linearFile(exported, differenceOf(logarithms), true)
}

function checkCounts(counts: ArrayLike<number>, path: string) {
  for (let i = 0; i < counts.length; i++) {
    if (counts[i]! < 0) throw new ModelFileError(`${path}[${i}]`, `is ${counts[i]}`, 'Counts are 0 or more.')
  }
}

/** The smoothing of each feature, as scikit-learn takes it. */
function parseAlpha({ params }: Estimator, rows: readonly Float64Array[]): Float64Array {
  const path = 'model.params.alpha'
  const features = rows[0]!.length
  const value = params.alpha ?? 1
  const alphas = Array.isArray(value)
    ? parseNumbers(value, path, features)
    : new Float64Array(features).fill(finite(value, path))
  const at = (i: number) => (Array.isArray(value) ? `${path}[${i}]` : path)
  const raised = params.force_alpha === false || params.force_alpha === 'warn'
  return alphas.map((alpha, i) => {
    if (alpha < 0) throw new ModelFileError(at(i), `is ${alpha}`, 'Train with 0 or more.')
    if (alpha >= leastAlpha) return alpha
    if (raised) return leastAlpha
    const forced = params.force_alpha === true
    if (forced && (alpha > 0 || rows.every(row => row[i]! > 0))) return alpha
    const fix = `Train with alpha=${leastAlpha} or more: a word that a class never had would rule the class out.`
    throw new ModelFileError(at(i), `is ${alpha}`, fix)
  })
}

/** log P(feature | class): MultinomialNB's feature_log_prob_. */
function toLogarithms(rows: readonly Float64Array[], alpha: Float64Array): Float64Array[] {
  return rows.map(row => {
    const smoothed = row.map((count, i) => count + alpha[i]!)
    const total = smoothed.reduce((sum, count) => sum + count, 0)
    return smoothed.map(count => Math.log(count) - Math.log(total))
  })
}

/** log P(class): MultinomialNB's class_log_prior_. */
function parsePriors(model: Estimator, classCounts: readonly number[]): Float64Array {
  const { class_prior } = model.params
  if (present(class_prior)) {
    const path = 'model.params.class_prior'
    return logarithmsOf(parseNumbers(class_prior, path, classCounts.length), path)
  }
  if (!flag(model, 'fit_prior')) return new Float64Array(classCounts.length)
  const samples = classCounts.reduce((sum, count) => sum + count, 0)
  return logarithmsOf(classCounts, 'model.class_count_').map(log => log - Math.log(samples))
}

function logarithmsOf(numbers: ArrayLike<number>, path: string): Float64Array {
  return Float64Array.from(numbers, (number, i) => {
    if (number > 0) return Math.log(number)
    throw new ModelFileError(`${path}[${i}]`, `is ${number}`, 'Train without the class, as it never occurs.')
  })
}

/** One score for two classes. */
function differenceOf({ weights: [zero, one], intercepts }: LinearScores): LinearScores {
  return {
    weights: [one!.map((weight, i) => weight - zero![i]!)],
    intercepts: Float64Array.of(intercepts[1]! - intercepts[0]!),
  }
}

function toMap(row: Float64Array): Map<number, number> {
  return new Map([...row.entries()].filter(([, count]) => count !== 0))
}
