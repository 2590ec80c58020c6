import { packWeights } from '../../../src/models/packedWeights.ts'
import type { Dice } from '../Dice.ts'
import { malformedSparse, sparseSample } from '../samples.ts'
import { errorsOfSamples, errorsOfSparseSample, type KindSide } from './KindSide.ts'

/** What one transaction can store (EIP-7825). */
const maxWords = 600

/** How many features a sparse model has; once in a while too few or too many. */
export function sparseFeatureCount(dice: Dice, calm: boolean): number {
  if (calm) return dice.pick([1, 2, 3])
  if (dice.oneIn(30)) return dice.pick([0, 65_537, 2 ** 24 - 1])
  return dice.pick([1, 2, 5, 12, 12, dice.between(13, 80), dice.between(81, 500)])
}

/** A learning rate for weights up to `max`; once in a while none that is allowed. */
export function learningRate(dice: Dice, calm: boolean, max: number): number {
  if (calm) return dice.pick([10, 100])
  const rates = dice.oneIn(30) ? [0, max + 1, 65_535] : [1, 1, 2, 10, Math.ceil(max / 3), max]
  return Math.min(65_535, Math.max(0, dice.pick(rates)))
}

function weightBits(dice: Dice, calm: boolean): number {
  return !calm && dice.oneIn(30) ? dice.pick([0, 7, 17, 255]) : dice.between(8, 16)
}

/** Random weights of `bits` bits: small ones, and those near the limits. */
export function randomWeights(dice: Dice, length: number, bits: number): Int32Array {
  const max = 2 ** (bits - 1) - 1
  const spread = Math.min(dice.pick([0, 3, 20, max]), max)
  return Int32Array.from({ length }, () =>
    dice.oneIn(12) ? dice.pick([max, -max, -max - 1]) : dice.between(-spread, spread),
  )
}

function words(dice: Dice, { featureCount, weightBits }: { featureCount: number; weightBits: number }) {
  const bits = Math.min(16, Math.max(8, weightBits))
  return packWeights(randomWeights(dice, Math.min(featureCount, 500) + 1, bits), bits)
}

export const sparsePerceptronSide: KindSide<'sparse-perceptron'> = {
  classifier: 'sparse-perceptron',
  options(dice, calm) {
    const bits = weightBits(dice, calm)
    return {
      featureCount: sparseFeatureCount(dice, calm),
      weightBits: bits,
      learningRate: learningRate(dice, calm, Math.floor(2 ** (bits - 1) - 1)),
    }
  },
  words,
  sample: (dice, { featureCount }) => sparseSample(dice, featureCount),
  malformed: (dice, { featureCount }) => malformedSparse(dice, featureCount, 2048),
  view: (dice, _, sample) =>
    dice.oneIn(3)
      ? ['parameters', BigInt(dice.pick([0, 1, 7, 4090, 4096, 4097, 1e6])), BigInt(dice.below(9))]
      : ['score', sample()],
  reads: (twin, modelId) => [['parameters', 0n, twin.model(modelId).requiredWords]],
  errors: {
    createModel: ['WeightBitsOutOfRange', 'LearningRateOutOfRange'],
    addClass: ['ClassesAreFixed'],
    parameters: ['UnknownModel', 'WordsOutOfRange'],
    ...errorsOfSamples(errorsOfSparseSample, ['score']),
  },
}

export const logisticRegressionSide: KindSide<'logistic-regression'> = {
  classifier: 'logistic-regression',
  options(dice, calm) {
    const bits = weightBits(dice, calm)
    return {
      featureCount: sparseFeatureCount(dice, calm),
      weightBits: bits,
      scaleBits: calm ? dice.below(8) : dice.oneIn(30) ? dice.pick([16, 255]) : dice.below(16),
      learningRate: learningRate(dice, calm, Math.floor(2 ** (bits - 1) - 1)),
    }
  },
  words,
  sample: (dice, { featureCount }) => sparseSample(dice, featureCount),
  malformed: (dice, { featureCount }) => malformedSparse(dice, featureCount, 512),
  view: (dice, _, sample) =>
    dice.oneIn(3)
      ? ['parameters', BigInt(dice.pick([0, 1, 7, 4085])), BigInt(dice.below(9))]
      : [dice.pick(['score', 'probability']), sample()],
  reads: (twin, modelId) => [['parameters', 0n, twin.model(modelId).requiredWords]],
  errors: {
    createModel: ['WeightBitsOutOfRange', 'LearningRateOutOfRange', 'ScaleBitsOutOfRange'],
    addClass: ['ClassesAreFixed'],
    parameters: ['UnknownModel', 'WordsOutOfRange'],
    ...errorsOfSamples(errorsOfSparseSample, ['score', 'probability']),
  },
}

export const sparseMulticlassPerceptronSide: KindSide<'sparse-multiclass-perceptron'> = {
  classifier: 'sparse-multiclass-perceptron',
  options(dice, calm) {
    const bits = !calm && dice.oneIn(30) ? dice.pick([0, 12, 255]) : dice.pick([8, 16])
    const few = dice.pick([2, 3, 3, 5])
    const many = dice.pick([2, 8, 16, 17, 31, 32, 33, 64])
    return {
      featureCount: calm ? dice.pick([1, 2, 3]) : Math.min(sparseFeatureCount(dice, calm), 70_000),
      classCount: !calm && dice.oneIn(30) ? dice.pick([0, 1, 65]) : dice.oneIn(3) && !calm ? many : few,
      weightBits: bits,
      learningRate: learningRate(dice, calm, Math.max(0, Math.floor(2 ** (bits - 1) - 1))),
    }
  },
  words(dice, { featureCount, classCount, weightBits }) {
    if (featureCount * classCount > 8000) return []
    const bits = weightBits === 16 ? 16 : 8
    const weights = randomWeights(dice, (featureCount + 1) * classCount, bits)
    const words = packPositions(weights, featureCount + 1, classCount, bits)
    return words.length > maxWords ? [] : words
  },
  sample: (dice, { featureCount }) => sparseSample(dice, featureCount),
  malformed: (dice, { featureCount, classCount, weightBits }) =>
    malformedSparse(dice, featureCount, classCount * weightBits > 256 ? 256 : 512),
  view: (dice, _, sample) =>
    dice.oneIn(3)
      ? ['parameters', BigInt(dice.pick([0, 1, 7, 2000])), BigInt(dice.below(9))]
      : ['scores', sample()],
  reads: (twin, modelId) => [['parameters', 0n, twin.model(modelId).requiredWords]],
  errors: {
    createModel: ['WeightBitsNotSupported', 'LearningRateOutOfRange', 'ClassCountOutOfRange'],
    addClass: ['ClassesAreFixed'],
    parameters: ['UnknownModel', 'WordsOutOfRange'],
    ...errorsOfSamples(errorsOfSparseSample, ['scores']),
  },
}

/** The weights of all classes of each position, as many positions in a word as fit, or as many words as they need. */
function packPositions(weights: Int32Array, positions: number, classes: number, bits: number): bigint[] {
  const lanes = 256 / bits
  const perWord = Math.max(1, Math.floor(lanes / classes))
  const words: bigint[] = []
  for (let position = 0; position < positions; position += perWord) {
    const end = Math.min(position + perWord, positions) * classes
    for (let start = position * classes; start < end; start += lanes) {
      const word = packWeights(weights.slice(start, Math.min(start + lanes, end)), bits)
      words.push(word[0]!)
    }
  }
  return words
}
