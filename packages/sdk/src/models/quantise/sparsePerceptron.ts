import type { PerceptronFile } from '../ModelFile.ts'
import { maxWeight, packWeights } from '../packedWeights.ts'
import { withAutoBits } from './autoBits.ts'
import { withLoss } from './measure.ts'
import type { QuantisedModel, QuantiseModelOptions } from './QuantisedModel.ts'
import { exactScale, fullScale, largestOf, relativeError, type Scale, scoreOf, toUnits } from './scale.ts'

export type QuantisedSparsePerceptron = QuantisedModel<
  'sparse-perceptron',
  { featureCount: number; weightBits: number; learningRate: number }
> & {
  /** The intercept, then the weight of each feature, in integer units. */
  weights: Int32Array
}

const choices = [8, 9, 10, 11, 12, 13, 14, 15, 16]
const tried = [8, 10, 12, 16]
const maxRoundingError = 1 / 32
/** How far off the file's learning rate the contract's may be, when it cannot be a whole number of units. */
const maxRateError = 0.2

/**
 * Rounds a perceptron over sets of features. The scale makes the learning rate a whole number of units and leaves room
 * for training. `auto` takes the fewest bits that keep the rounding error at 1/32 or less, the learning rate within 20 %
 * of the file's and, with data, the loss of accuracy at 0.1 point or less. A learning rate that cannot be a whole number
 * of units beside these weights is rounded or cut instead.
 *
 * @throws WeightsError if the bits are not 8 to 16.
 */
export function quantiseSparsePerceptron(
  file: PerceptronFile,
  { weightBits = 'auto', data }: QuantiseModelOptions = {},
): QuantisedSparsePerceptron {
  const largest = largestOf(file.weights, [file.intercept])
  return withAutoBits(weightBits, { choices, tried, maxRoundingError }, (bits, last) => {
    const full = fullScale(largest, file.learningRate, bits)
    const exact = exactScale(largest, file.learningRate, bits)
    const model = round(file, bits, exact === undefined ? full : (wholeScale(file) ?? exact))
    const rateError = Math.abs(model.options.learningRate / model.scale / file.learningRate - 1)
    if (!last) return rateError > maxRateError ? undefined : withLoss(file, model, data)
    const loses = model.roundingError > maxRoundingError || rateError > maxRateError
    const other = weightBits === 'auto' && loses ? round(file, bits, full) : model
    return withLoss(file, other.roundingError < model.roundingError / 2 ? other : model, data)
  })
}

/** A unit is the learning rate itself, if all weights are whole numbers of those: nothing is rounded. */
function wholeScale({ intercept, weights, learningRate }: PerceptronFile): Scale | undefined {
  const isWhole = (weight: number) => Number.isInteger(weight / learningRate)
  return isWhole(intercept) && weights.every(isWhole)
    ? { scale: 1 / learningRate, learningRate: 1 }
    : undefined
}

function round(file: PerceptronFile, weightBits: number, { scale, learningRate }: Scale) {
  const weights = toUnits([file.intercept, ...file.weights], scale, maxWeight(weightBits))
  const model: QuantisedSparsePerceptron = {
    classifier: 'sparse-perceptron',
    options: { featureCount: file.weights.length, weightBits, learningRate },
    weights,
    words: packWeights(weights, weightBits),
    scale,
    roundingError: relativeError(file.weights, weights.subarray(1), scale),
    clipped: [],
    predict: sample => (scoreOf(weights, sample) > 0 ? 1 : 0),
  }
  return model
}
