import type { ClassifierOptions } from '../../../src/kinds/index.ts'
import { maxSampleWeight } from '../../../src/models/index.ts'
import { maxSampleLengthOf } from '../../../src/twin/classifiers/CountedClasses.ts'
import type { Dice } from '../Dice.ts'
import { malformedSparse, sparseSample } from '../samples.ts'
import { packLanes } from './dense.ts'
import { errorsOfSamples, errorsOfSparseSample, type KindSide } from './KindSide.ts'
import { sparseFeatureCount } from './perceptrons.ts'

type Counted = 'naive-bayes' | 'sparse-nearest-centroid'
type Options = ClassifierOptions<Counted>

const pageWords = 512

function options(dice: Dice, calm: boolean): Options {
  const large = !calm && dice.oneIn(20)
  const maxClasses = large ? 64 : !calm && dice.oneIn(30) ? dice.pick([0, 1, 65]) : dice.between(2, 6)
  const tooMany = !calm && dice.oneIn(30)
  const uploadedClasses = tooMany ? maxClasses + 1 : dice.pick([0, 1, 2, 2, maxClasses])
  const countBits = !calm && dice.oneIn(30) ? dice.pick([0, 3, 9, 255]) : dice.pick([4, 4, 8, 5, 8])
  return {
    featureCount: large ? dice.pick([150, 200, 60_000]) : sparseFeatureCount(dice, calm),
    uploadedClasses: large ? 64 : calm ? 2 : uploadedClasses,
    maxClasses,
    openClasses: dice.oneIn(2),
    countBits: large ? 4 : countBits,
    classesPerWord: large
      ? 16
      : !calm && dice.oneIn(20)
        ? dice.pick([0, 1, 3, 32])
        : dice.pick([2, 4, 8, 16]),
    sampleWeight: 0,
  }
}

function weighedOptions(dice: Dice, calm: boolean): Options {
  const weights = [0, 0, 1, 3, 20, 100, maxSampleWeight, ...(calm ? [] : [maxSampleWeight + 1])]
  return { ...options(dice, calm), sampleWeight: dice.pick(weights) }
}

/** What has no weight refuses any. */
function unweighedOptions(dice: Dice, calm: boolean): Options {
  return { ...options(dice, calm), sampleWeight: !calm && dice.oneIn(30) ? 1 : 0 }
}

/** | smoothing | samples of each class | in words, then the counts in pages of whole features. */
function wordsWith(smoothing: (dice: Dice) => number) {
  return (dice: Dice, { featureCount, uploadedClasses }: Options): bigint[] => {
    if (featureCount * uploadedClasses > 13_000) return []
    const most = dice.oneIn(4) ? 2 ** 22 : 2 ** 22 - 1
    const samples = Array.from({ length: uploadedClasses }, () =>
      dice.pick([0, 1, 3, dice.below(200), most - 1, most]),
    )
    const head = packLanes([smoothing(dice), ...samples], 32)
    if (uploadedClasses === 0) return head
    const spread = dice.pick([0, 1, 20, 65_535])
    const counts = Array.from({ length: featureCount * uploadedClasses }, () => dice.below(spread + 1))
    const perPage = Math.floor((16 * pageWords) / uploadedClasses) * uploadedClasses
    for (let start = 0; start < counts.length; start += perPage) {
      const page = packLanes(counts.slice(start, start + perPage), 16)
      if (start + perPage < counts.length) while (page.length < pageWords) page.push(0n)
      head.push(...page)
    }
    return head
  }
}

function counted<classifier extends Counted>(
  classifier: classifier,
  options: KindSide<Counted>['options'],
  smoothing: (dice: Dice) => number,
  view: string,
) {
  const side: KindSide<Counted> = {
    classifier,
    options,
    words: wordsWith(smoothing),
    headWords: ({ uploadedClasses }) => Math.floor((uploadedClasses + 8) / 8),
    sample: (dice, { featureCount }) => sparseSample(dice, featureCount),
    malformed: (dice, options) => malformedSparse(dice, options.featureCount, maxSampleLengthOf(options)),
    view(dice, _, sample) {
      const label = BigInt(dice.pick([0, 1, 2, 63, 64, 66]))
      return dice.oneIn(3) ? ['classState', label] : [view, sample()]
    },
    reads(twin, modelId) {
      const labels = Array.from({ length: Number(twin.classCount(modelId)) }, (_, c) => BigInt(c))
      return labels.map(label => ['classState', label])
    },
    errors: {
      createModel: [
        'ClassCountOutOfRange',
        'CountBitsOutOfRange',
        'ClassesPerWordOutOfRange',
        'ModelTooLarge',
        'SampleWeightOutOfRange',
        'ChunkNotAligned',
        'SampleCountTooLarge',
        'SmoothingOutOfRange',
      ],
      uploadParameters: ['ChunkNotAligned', 'SampleCountTooLarge', 'SmoothingOutOfRange'],
      addClass: ['TooManyClasses', 'NotOwner'],
      classState: ['UnknownModel', 'LabelOutOfRange'],
      ...errorsOfSamples(errorsOfSparseSample, [view]),
    },
  }
  return side as unknown as KindSide<classifier>
}

export const naiveBayesSide = counted(
  'naive-bayes',
  weighedOptions,
  dice => (dice.oneIn(8) ? dice.pick([0, 65_536]) : dice.pick([1, 256, 256, 65_535])),
  'scores',
)
export const sparseNearestCentroidSide = counted(
  'sparse-nearest-centroid',
  unweighedOptions,
  dice => (dice.oneIn(8) ? 1 : 0),
  'distances',
)
