import { type DenseEncoder, denseUnit } from '../../encoders/index.ts'
import { denseEncoderOf } from '../encoderOf.ts'
import { UnsupportedModelError } from '../errors.ts'
import type { LinearScores } from '../linearise.ts'
import type {
  LogisticRegressionFile,
  ModelFile,
  MulticlassPerceptronFile,
  PerceptronFile,
} from '../ModelFile.ts'
import { centred, highest, maxClasses } from './classes.ts'
import { withLoss } from './measure.ts'
import type { QuantisedModel, QuantiseModelOptions } from './QuantisedModel.ts'
import { largestOf, relativeError, toUnits } from './scale.ts'
import { packBigEndian } from './words.ts'

/** For each score an intercept, and a weight for each feature. */
type Integers = { intercepts: Int32Array; weights: Int32Array[] }

export type QuantisedDensePerceptron = Integers &
  QuantisedModel<'dense-perceptron', { featureCount: number; learningRate: number }>
export type QuantisedDenseMulticlass = Integers &
  QuantisedModel<
    'dense-multiclass-perceptron',
    { featureCount: number; classCount: number; learningRate: number }
  >

const maxInteger = 2 ** 15 - 1
const maxIntercept = 2 ** 31 - 1
/** What training adds saturates as weights do, so that at least sixteen updates in one direction have room. */
const maxRate = 2 ** 11

/**
 * Rounds a perceptron over numbers: to one over the samples that its encoder makes, with weights of 16 bits. A
 * logistic regression becomes a perceptron with the same predictions.
 */
export function quantiseDensePerceptron(
  file: PerceptronFile | LogisticRegressionFile,
  { data }: QuantiseModelOptions = {},
): QuantisedDensePerceptron {
  const scores = { weights: [file.weights], intercepts: Float64Array.of(file.intercept) }
  const { featureCount, learningRate, dot, ...rest } = quantise(file, scores, file.learningRate)
  const model: QuantisedDensePerceptron = {
    ...rest,
    classifier: 'dense-perceptron',
    options: { featureCount, learningRate },
    predict: sample => (dot(sample)[0]! > 0 ? 1 : 0),
  }
  return withLoss(file, model, data)
}

/** @throws UnsupportedModelError if there are more than 64 classes. */
export function quantiseDenseMulticlass(
  file: MulticlassPerceptronFile,
  { data }: QuantiseModelOptions = {},
): QuantisedDenseMulticlass {
  const classCount = file.classifications.length
  if (classCount > maxClasses)
    throw new UnsupportedModelError(file.type, `it has more than ${maxClasses} classes`)
  const { featureCount, learningRate, dot, ...rest } = quantise(file, centred(file), file.learningRate)
  const model: QuantisedDenseMulticlass = {
    ...rest,
    classifier: 'dense-multiclass-perceptron',
    options: { featureCount, classCount, learningRate },
    predict: sample => highest(dot(sample)),
  }
  return withLoss(file, model, data)
}

function quantise(file: ModelFile, scores: LinearScores, fileRate: number) {
  const { encoder } = denseEncoderOf(file)
  const rows = scores.weights.map(row => row.map((weight, i) => weight / encoder.scales[i]!))
  const intercepts = scores.weights.map((row, k) => scores.intercepts[k]! + atOffsets(row, encoder))
  const { scale, learningRate } = chooseScale(largestOf(...rows), largestOf(intercepts), fileRate)
  const weights = rows.map(row => toUnits(row, scale, maxInteger))
  const integers = toUnits(intercepts, scale, maxIntercept)
  return {
    featureCount: encoder.featureCount,
    learningRate,
    scale,
    intercepts: integers,
    weights,
    clipped: [],
    words: [...packBigEndian(integers, 32), ...weights.flatMap(row => packBigEndian(row, 16))],
    roundingError: relativeError(rows.flatMap(toList), weights.flatMap(toList), scale),
    dot: (sample: ArrayLike<number>) =>
      weights.map((row, k) => integers[k]! * denseUnit + product(row, sample)),
  }
}

/** What the weights give where the encoder has 0. */
function atOffsets(weights: Float64Array, { offsets }: DenseEncoder): number {
  return weights.reduce((sum, weight, i) => sum + weight * offsets[i]!, 0)
}

/** As large as weights and intercepts allow, and so that the learning rate is a whole number of units. */
function chooseScale(weight: number, intercept: number, fileRate: number) {
  const fits = Math.min(maxInteger / weight, maxIntercept / intercept)
  const most = Math.floor(Math.min(fits * fileRate, maxRate))
  if (most >= 1) return { scale: most / fileRate, learningRate: most }
  return { scale: fits, learningRate: 1 }
}

function product(weights: Int32Array, sample: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < weights.length; i++) sum += weights[i]! * sample[i]!
  return sum
}

function toList(numbers: ArrayLike<number>): number[] {
  return Array.from(numbers)
}
