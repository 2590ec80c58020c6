import { UnsupportedModelError } from '../errors.ts'
import type { MulticlassPerceptronFile } from '../ModelFile.ts'
import { maxWeight } from '../packedWeights.ts'
import { withAutoBits } from './autoBits.ts'
import { centred, highest, maxClasses } from './classes.ts'
import { withLoss } from './measure.ts'
import type { QuantisedModel, QuantiseModelOptions } from './QuantisedModel.ts'
import { exactScale, fullScale, largestOf, relativeError, toUnits } from './scale.ts'

export type QuantisedSparseMulticlass = QuantisedModel<
  'sparse-multiclass-perceptron',
  { featureCount: number; classCount: number; weightBits: number; learningRate: number }
> & {
  /** Position by position (the intercepts, then the features) the weights of all classes. */
  weights: Int32Array
}

/**
 * Rounds a perceptron of many classes over sets of features. What is added to a feature's weights of all classes
 * changes nothing, so their mean is made 0 first.
 *
 * @throws UnsupportedModelError if there are more than 64 classes.
 */
export function quantiseSparseMulticlass(
  file: MulticlassPerceptronFile,
  { weightBits = 'auto', data }: QuantiseModelOptions = {},
): QuantisedSparseMulticlass {
  const classCount = file.classifications.length
  if (classCount > maxClasses)
    throw new UnsupportedModelError(file.type, `it has more than ${maxClasses} classes`)
  const { weights: rows, intercepts } = centred(file)
  const featureCount = rows[0]!.length
  const floats = Float64Array.from({ length: (featureCount + 1) * classCount }, (_, i) => {
    const [position, label] = [Math.floor(i / classCount), i % classCount]
    return position === 0 ? intercepts[label]! : rows[label]![position - 1]!
  })
  const largest = largestOf(floats)
  return withAutoBits(weightBits, { choices: [8, 16] }, (bits, last) => {
    const exact = exactScale(largest, file.learningRate, bits)
    if (!exact && !last) return undefined
    const { scale, learningRate } = exact ?? fullScale(largest, file.learningRate, bits)
    const weights = toUnits(floats, scale, maxWeight(bits))
    const model: QuantisedSparseMulticlass = {
      classifier: 'sparse-multiclass-perceptron',
      options: { featureCount, classCount, weightBits: bits, learningRate },
      weights,
      words: pack(weights, classCount, bits),
      scale,
      roundingError: relativeError(floats.subarray(classCount), weights.subarray(classCount), scale),
      clipped: [],
      predict: sample => highest(scores(weights, classCount, sample)),
    }
    return withLoss(file, model, data)
  })
}

function scores(weights: Int32Array, classCount: number, sample: ArrayLike<number>): number[] {
  return Array.from({ length: classCount }, (_, label) => {
    let score = weights[label]!
    for (let i = 0; i < sample.length; i++) score += weights[(sample[i]! + 1) * classCount + label]!
    return score
  })
}

/** Several positions to a word, or several words to a position; the first weight lowest. */
function pack(weights: Int32Array, classCount: number, bits: number): bigint[] {
  const lanes = 256 / bits
  const positions = weights.length / classCount
  const chunk = classCount > lanes ? classCount : Math.floor(lanes / classCount) * classCount
  const words: bigint[] = []
  for (let from = 0; from < positions * classCount; from += chunk) {
    const part = weights.subarray(from, from + chunk)
    for (let start = 0; start < part.length; start += lanes) {
      words.push(packLowFirst(part.subarray(start, start + lanes), bits))
    }
  }
  return words
}

function packLowFirst(integers: Int32Array, bits: number): bigint {
  let word = 0n
  for (let i = integers.length - 1; i >= 0; i--) {
    word = (word << BigInt(bits)) | BigInt.asUintN(bits, BigInt(integers[i]!))
  }
  return word
}
