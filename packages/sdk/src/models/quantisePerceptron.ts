import type { LabelledSample } from '../encoders/index.ts'
import { accuracyOf } from './accuracy.ts'
import { UnsupportedModelError, WeightsError } from './errors.ts'
import type { ModelFile, PerceptronFile } from './ModelFile.ts'
import { maxWeight, maxWeightBits, minWeightBits, packWeights } from './packedWeights.ts'

export type QuantiseOptions = {
  /** 8 to 16, or `auto` (the default): the smallest of 8, 10, 12 and 16 that loses next to nothing. */
  weightBits?: number | 'auto' | undefined
  /** Samples to measure the loss of accuracy with. */
  data?: readonly LabelledSample[] | undefined
}

export type QuantisedPerceptron = {
  /** The contract's PerceptronOptions; `learningRate` in integer weight units. */
  options: { featureCount: number; weightBits: number; learningRate: number }
  /** The intercept, then the weight of each feature, in integer units. */
  weights: Int32Array
  /** The same, packed as the contract stores them. */
  words: bigint[]
  /** Integer units in 1 of the file's weights. */
  scale: number
  /** Root mean square of what rounding changed in the weights of features, divided by that of the weights. */
  roundingError: number
  /** The contract's learning rate in the file's units; the file's own, unless it cannot be had (see below). */
  learningRate: number
  /** Share of the samples that rounding costs, if there are data: 0.001 is a tenth of a point. */
  accuracyLoss?: number
}

const autoBits = [8, 10, 12, 16]
const maxRoundingError = 1 / 32
const maxAccuracyLoss = 0.001
/** How far off the file's learning rate the contract's may be, when it cannot be a whole number of units. */
const maxRateError = 0.2
/** A weight can grow by a quarter of the largest one, and by so many updates, before it saturates. */
const headroom = 1.25
const headroomUpdates = 8

/**
 * Rounds a perceptron to the integers of the contract. The scale makes the learning rate a whole number of units and
 * leaves room for training. `auto` takes the fewest bits that keep the rounding error at 1/32 or less, the learning
 * rate within 20 % of the file's and, with data, the loss of accuracy at 0.1 point or less. A learning rate that cannot
 * be a whole number of units beside these weights is rounded or cut instead: `learningRate` of the result tells.
 *
 * @throws UnsupportedModelError if the model is no perceptron over sets of features.
 * @throws WeightsError if the bits are not 8 to 16.
 */
export function quantisePerceptron(file: ModelFile, options: QuantiseOptions = {}): QuantisedPerceptron {
  const { weightBits = 'auto', data } = options
  const perceptron = assertDeployable(file)
  if (weightBits !== 'auto') {
    if (!Number.isInteger(weightBits) || weightBits < minWeightBits || weightBits > maxWeightBits) {
      throw new WeightsError(`Weights have ${minWeightBits} to ${maxWeightBits} bits, not ${weightBits}.`)
    }
    return quantise(perceptron, weightBits, exactScale(perceptron, weightBits), data)
  }
  for (const bits of autoBits) {
    const result = quantise(perceptron, bits, exactScale(perceptron, bits), data)
    if (losesNextToNothing(result, perceptron)) return result
  }
  const exact = quantise(perceptron, maxWeightBits, exactScale(perceptron, maxWeightBits), data)
  const fullest = quantise(perceptron, maxWeightBits, undefined, data)
  return fullest.roundingError < exact.roundingError / 2 ? fullest : exact
}

function losesNextToNothing(result: QuantisedPerceptron, file: PerceptronFile): boolean {
  const rateError = Math.abs(result.learningRate / file.learningRate - 1)
  return (
    result.roundingError <= maxRoundingError &&
    rateError <= maxRateError &&
    (result.accuracyLoss ?? 0) <= maxAccuracyLoss
  )
}

/**
 * The model as a perceptron over sets of features.
 *
 * @throws UnsupportedModelError if it is another kind of model, or its encoder makes lists of numbers.
 */
export function assertDeployable(file: ModelFile): PerceptronFile {
  if (file.type !== 'sparse perceptron' && file.type !== 'dense perceptron') {
    throw new UnsupportedModelError(file.type, 'there is no contract for it yet')
  }
  const encoder = file.encoder?.trim().toLowerCase() ?? ''
  if (file.type === 'dense perceptron' && denseEncoders.has(encoder)) {
    throw new UnsupportedModelError(
      file.type,
      `its encoder, "${file.encoder}", makes lists of numbers, not sets`,
    )
  }
  return file
}

const denseEncoders = new Set([
  'none',
  'multiply by 1e9, then round',
  'mobilenetv2',
  'universal sentence encoder',
])

/** Units in 1 that make the learning rate a whole number of units; undefined if none leaves room for training. */
function exactScale(file: PerceptronFile, bits: number): number | undefined {
  const max = maxWeight(bits)
  const largest = largestWeight(file) / file.learningRate
  const most = Math.floor(Math.min(max / (largest * headroom), max / (largest + headroomUpdates)))
  if (most < 1) return undefined
  const whole = [file.intercept, ...file.weights].every(weight =>
    Number.isInteger(weight / file.learningRate),
  )
  return (whole ? 1 : most) / file.learningRate
}

function quantise(
  file: PerceptronFile,
  weightBits: number,
  exact: number | undefined,
  data: readonly LabelledSample[] | undefined,
): QuantisedPerceptron {
  const max = maxWeight(weightBits)
  const scale = exact ?? max / (largestWeight(file) * headroom)
  const learningRate = Math.min(max, Math.max(1, Math.round(file.learningRate * scale)))
  const floats = [file.intercept, ...file.weights]
  const weights = Int32Array.from(floats, weight => Math.max(-max, Math.min(max, Math.round(weight * scale))))
  const result: QuantisedPerceptron = {
    options: { featureCount: file.weights.length, weightBits, learningRate },
    weights,
    words: packWeights(weights, weightBits),
    scale,
    roundingError: roundingError(file.weights, weights.subarray(1), scale),
    learningRate: exact === undefined ? learningRate / scale : file.learningRate,
  }
  if (data?.length) {
    const float = accuracyOf(file.intercept, file.weights, data, file.featureIndices)
    const integer = accuracyOf(weights[0]!, weights.subarray(1), data, file.featureIndices)
    result.accuracyLoss = Math.round((float - integer) * data.length) / data.length
  }
  return result
}

function largestWeight(file: PerceptronFile): number {
  return file.weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), Math.abs(file.intercept))
}

function roundingError(floats: Float64Array, weights: Int32Array, scale: number): number {
  let error = 0
  let size = 0
  for (const [i, weight] of floats.entries()) {
    error += (weights[i]! / scale - weight) ** 2
    size += weight ** 2
  }
  return size === 0 ? 0 : Math.sqrt(error / size)
}
