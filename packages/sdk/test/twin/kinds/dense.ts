import type { Dice } from '../Dice.ts'
import { denseSample, malformedDense } from '../samples.ts'
import { errorsOfDenseSample, errorsOfSamples, type KindSide } from './KindSide.ts'
import { learningRate } from './perceptrons.ts'

/** Lanes as words, the highest bits first, filled up with 0. */
export function packLanes(lanes: readonly number[], bits: 16 | 32): bigint[] {
  const perWord = 256 / bits
  return Array.from({ length: Math.ceil(lanes.length / perWord) }, (_, i) => {
    let word = 0n
    for (let lane = i * perWord; lane < (i + 1) * perWord; lane++) {
      word = (word << BigInt(bits)) | BigInt.asUintN(bits, BigInt(lanes[lane] ?? 0))
    }
    return word
  })
}

/** Random int16: small ones, any, and those at the limits. */
export function integers(dice: Dice, length: number): number[] {
  const spread = dice.pick([0, 5, 1000, 32_767])
  return Array.from({ length }, () =>
    dice.oneIn(12) ? dice.pick([32_767, -32_767, -32_768]) : dice.between(-spread, spread),
  )
}

function denseFeatureCount(dice: Dice, calm: boolean): number {
  if (calm) return dice.pick([1, 2, 3])
  if (dice.oneIn(30)) return dice.pick([0, 1025, 65_535])
  return dice.pick([1, 2, 5, 15, 16, 17, 33, 48, dice.between(1, 100)])
}

function denseWords(dice: Dice, featureCount: number, vectors: number): bigint[] {
  if (featureCount * vectors > 15_000) return []
  const spread = dice.pick([0, 10, 2 ** 31 - 1])
  const intercepts = Array.from({ length: vectors }, () => dice.between(-spread, spread))
  return [
    ...packLanes(intercepts, 32),
    ...Array.from({ length: vectors }, () => packLanes(integers(dice, featureCount), 16)).flat(),
  ]
}

export const densePerceptronSide: KindSide<'dense-perceptron'> = {
  classifier: 'dense-perceptron',
  options: (dice, calm) => ({
    featureCount: denseFeatureCount(dice, calm),
    learningRate: learningRate(dice, calm, 32_767),
  }),
  words: (dice, { featureCount }) => denseWords(dice, featureCount, 1),
  headWords: () => 0,
  sample: (dice, { featureCount }) => denseSample(dice, featureCount),
  malformed: (dice, { featureCount }) => malformedDense(dice, featureCount),
  view: (dice, _, sample) =>
    dice.oneIn(3)
      ? ['trainedParameters', BigInt(dice.pick([0, 1, 3, 4000, 4100])), BigInt(dice.below(5))]
      : ['score', sample()],
  reads: (twin, modelId) => [['trainedParameters', 0n, twin.model(modelId).requiredWords]],
  errors: {
    createModel: ['LearningRateOutOfRange', 'ChunkNotAligned', 'MaxFeaturesNotOffered'],
    uploadParameters: ['ChunkNotAligned'],
    addClass: ['ClassesAreFixed'],
    trainedParameters: ['UnknownModel', 'WordsOutOfRange'],
    ...errorsOfSamples(errorsOfDenseSample, ['score']),
  },
}

export const denseMulticlassPerceptronSide: KindSide<'dense-multiclass-perceptron'> = {
  classifier: 'dense-multiclass-perceptron',
  options(dice, calm) {
    const few = dice.pick([2, 3, 3, 5])
    const large = !calm && dice.oneIn(25)
    return {
      featureCount: large ? 200 : denseFeatureCount(dice, calm),
      classCount: large
        ? 64
        : !calm && dice.oneIn(30)
          ? dice.pick([0, 1, 65])
          : !calm && dice.oneIn(4)
            ? dice.pick([7, 8, 9, 17])
            : few,
      learningRate: learningRate(dice, calm, 32_767),
    }
  },
  words: (dice, { featureCount, classCount }) => denseWords(dice, featureCount, classCount),
  headWords: () => 0,
  sample: (dice, { featureCount }) => denseSample(dice, featureCount),
  malformed: (dice, { featureCount }) => malformedDense(dice, featureCount),
  view: (dice, _, sample) =>
    dice.oneIn(3)
      ? ['trainedParameters', BigInt(dice.pick([0, 1, 3, 4000, 4100])), BigInt(dice.below(5))]
      : ['scores', sample()],
  reads: (twin, modelId) => [['trainedParameters', 0n, twin.model(modelId).requiredWords]],
  errors: {
    createModel: [
      'LearningRateOutOfRange',
      'ClassCountOutOfRange',
      'ChunkNotAligned',
      'MaxFeaturesNotOffered',
    ],
    uploadParameters: ['ChunkNotAligned'],
    addClass: ['ClassesAreFixed'],
    trainedParameters: ['UnknownModel', 'WordsOutOfRange'],
    ...errorsOfSamples(errorsOfDenseSample, ['scores']),
  },
}

export const nearestCentroidSide: KindSide<'nearest-centroid'> = {
  classifier: 'nearest-centroid',
  options(dice, calm) {
    const large = !calm && dice.oneIn(25)
    const maxClasses = large ? 50 : !calm && dice.oneIn(30) ? dice.pick([0, 1, 65]) : dice.between(2, 6)
    const tooMany = !calm && dice.oneIn(30)
    const initialClasses = tooMany ? maxClasses + 1 : dice.pick([0, 1, 2, 2, maxClasses])
    return {
      featureCount: large ? dice.pick([200, 900]) : denseFeatureCount(dice, calm),
      initialClasses: calm ? 2 : Math.min(initialClasses, maxClasses + 1),
      maxClasses,
      openClasses: dice.oneIn(2),
    }
  },
  words(dice, { featureCount, initialClasses }) {
    if (featureCount * initialClasses > 15_000) return []
    const counts = Array.from({ length: initialClasses }, () =>
      dice.pick([0, 1, 1, dice.below(100), 65_534, 65_535]),
    )
    const mean = () => {
      const shift = dice.pick([0, 2, 4])
      return integers(dice, featureCount).map(x => x >> shift)
    }
    return [...packLanes(counts, 16), ...counts.flatMap(() => packLanes(mean(), 16))]
  },
  headWords: ({ initialClasses }) => Math.ceil(initialClasses / 16),
  sample: (dice, { featureCount }) => denseSample(dice, featureCount),
  malformed: (dice, { featureCount }) => malformedDense(dice, featureCount),
  view(dice, _, sample) {
    return dice.oneIn(2) ? ['centroid', BigInt(dice.pick([0, 1, 2, 63, 64]))] : ['distances', sample()]
  },
  reads(twin, modelId) {
    const labels = Array.from({ length: Number(twin.classCount(modelId)) }, (_, c) => BigInt(c))
    return labels.map(label => ['centroid', label])
  },
  errors: {
    createModel: ['ClassCountOutOfRange', 'ModelTooLarge', 'ChunkNotAligned', 'MaxFeaturesNotOffered'],
    uploadParameters: ['ChunkNotAligned'],
    addClass: ['TooManyClasses', 'NotOwner'],
    centroid: ['UnknownModel', 'LabelOutOfRange'],
    ...errorsOfSamples(errorsOfDenseSample, ['distances']),
  },
}
