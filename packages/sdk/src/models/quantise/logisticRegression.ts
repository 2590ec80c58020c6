import type { LogisticRegressionFile } from '../ModelFile.ts'
import { maxWeight, packWeights } from '../packedWeights.ts'
import { withAutoBits } from './autoBits.ts'
import { withLoss } from './measure.ts'
import type { ClippedParameter, QuantisedModel, QuantiseModelOptions } from './QuantisedModel.ts'
import { headroom, largestOf, relativeError, scoreOf, toUnits } from './scale.ts'

export type QuantisedLogisticRegression = QuantisedModel<
  'logistic-regression',
  { featureCount: number; weightBits: number; scaleBits: number; learningRate: number }
> & { weights: Int32Array }

const maxScaleBits = 15
const choices = [8, 9, 10, 11, 12, 13, 14, 15, 16]
const tried = [8, 10, 12, 14, 16]
/** Fewer bits will not do if rounding changes the learning rate by more than this share. */
const maxRateError = 1 / 8

/** Nor if rounding changes probabilities by more than this. */
const maxProbabilityError = 1e-3
/** As many features has a sample that this is told from, unless the model has fewer. */
const typicalFeatures = 64

/**
 * Rounds a logistic regression over sets of features: its scale is a power of two, so that scores are fixed point.
 * `auto` takes the fewest bits that also keep probabilities to 1/1000, by three standard deviations of what rounding
 * changes in the score of a sample with 64 features.
 */
export function quantiseLogisticRegression(
  file: LogisticRegressionFile,
  { weightBits = 'auto', data }: QuantiseModelOptions = {},
): QuantisedLogisticRegression {
  return withAutoBits(weightBits, { choices, tried }, (bits, last) => {
    const max = maxWeight(bits)
    const largest = largestOf(file.weights, [file.intercept])
    const room = Math.floor(Math.log2(max / (Math.max(largest, 2 ** -maxScaleBits) * headroom)))
    const scaleBits = Math.max(0, Math.min(maxScaleBits, room))
    const scale = 2 ** scaleBits
    const learningRate = Math.min(max, Math.max(1, Math.round(file.learningRate * scale)))
    const rateError = Math.abs(learningRate / scale / file.learningRate - 1)
    if (!last && (room < 0 || rateError > maxRateError)) return undefined
    const weights = toUnits([file.intercept, ...file.weights], scale, max)
    const model: QuantisedLogisticRegression = {
      classifier: 'logistic-regression',
      options: { featureCount: file.weights.length, weightBits: bits, scaleBits, learningRate },
      weights,
      words: packWeights(weights, bits),
      scale,
      roundingError: relativeError(file.weights, weights.subarray(1), scale),
      clipped: clippedWeights(file, scale, max),
      predict: sample => (scoreOf(weights, sample) > 0 ? 1 : 0),
    }
    if (!last && probabilityError(file, weights, scale) > maxProbabilityError) return undefined
    return withLoss(file, model, data)
  })
}

/** The logistic function is nowhere steeper than 1/4. */
function probabilityError({ weights, intercept }: LogisticRegressionFile, units: Int32Array, scale: number) {
  let squares = (units[0]! / scale - intercept) ** 2
  for (const [i, weight] of weights.entries()) squares += (units[i + 1]! / scale - weight) ** 2
  const features = Math.min(weights.length, typicalFeatures)
  return (3 / 4) * Math.sqrt((squares / units.length) * (features + 1))
}

/** Scores are fixed point, with 1 as the coarsest unit, so that very large weights have no room. */
function clippedWeights(
  { weights, intercept }: LogisticRegressionFile,
  scale: number,
  max: number,
): ClippedParameter[] {
  const named: [string, number][] = [['intercept', intercept]]
  for (const [i, weight] of weights.entries()) named.push([`weights[${i}]`, weight])
  return named
    .filter(([, value]) => Math.abs(Math.round(value * scale)) > max)
    .map(([name, value]) => ({ name, value, countsAs: (Math.sign(value) * max) / scale }))
}
