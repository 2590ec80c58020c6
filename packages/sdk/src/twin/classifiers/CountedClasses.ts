import type { Hex } from 'viem'
import type { ClassifierOptions } from '../../kinds/types.ts'
import { decodeIntegers, revert } from '../errors.ts'
import type { Journal } from '../Journal.ts'
import { ClassCounts } from '../libraries/ClassCounts.ts'
import * as CodePages from '../libraries/CodePages.ts'
import { lanesOf } from '../libraries/DenseVectors.ts'
import { classGas as classLossGas } from '../libraries/Softmax.ts'
import * as SparseSample from '../libraries/SparseSample.ts'
import { registered } from '../Models.ts'
import type { TrainerOf } from '../Trainer.ts'
import type { SampleInput } from './Classifier.ts'
import { checkClasses, maxClasses, type OpenClasses } from './OpenClasses.ts'

type Options = ClassifierOptions<'naive-bayes' | 'sparse-nearest-centroid'>

const maxSampleLength = 448
const maxPredictionGas = 15_500_000
/** What predictions and learning take at most, in gas; the contract says of what. */
const baseGas = 30_000
const classGas = 1000
const pageGas = 5000
const pagePassGas = 2050
const groupGas = 4250
const passGas = 1100
const learningGas = 28_800
const lanesPerPage = 16 * CodePages.pageWords
const maxFeatures = 65_536
const maxSize = 2 ** 19
const minCountBits = 4
const maxCountBits = 8
const minClassesPerWord = 2
const maxClassesPerWord = 16
const maxGroups = 4
const maxSamples = 2 ** 22 - 1
const newLowGas = 17_100
/** And what learning from several samples takes. */
const bundleSampleGas = 12_000
const newStatesGas = 22_000
const coldPageGas = 2500
const bundleFeatureGas = 1000
const bundleWordsGas = 1100
const firstWordsGas = 26_700
const sameLowGas = 2800
const statesOfAWord = 3
/** Bits of a word that counts may fill, and words of a group beyond those that its features fill. */
const wordBits = 255
const moreWords = 3

/** Counts, for each class, its samples and in how many of them each feature is present. */
export abstract class CountedClasses implements OpenClasses<SparseSample.Sample> {
  readonly options: Options
  readonly requiredWords: number
  classCount = 0
  /** In 256ths. */
  smoothing = 0
  /** Samples of each class, those at the upload included. */
  readonly samples = new Float64Array(maxClasses)
  /** The sum, over the counts of each class, of what `inTotal` makes of them. */
  readonly totals = new Float64Array(maxClasses)
  readonly counts: ClassCounts
  readonly maxSampleLength: number
  readonly #gas: { fixed: number; feature: number }
  readonly #journal: Journal
  readonly #headWords: number

  /**
   * @throws TwinError FeatureCountOutOfRange, ClassCountOutOfRange, CountBitsOutOfRange, ModelTooLarge,
   * ClassesPerWordOutOfRange, SampleWeightOutOfRange, EmptyRevert
   * @param maxSampleWeight The highest sample weight that the classifier takes.
   */
  constructor(encodedOptions: Hex, journal: Journal, maxSampleWeight: number) {
    this.options = checkedOptions(encodedOptions, maxSampleWeight)
    const { featureCount, uploadedClasses, countBits } = this.options
    this.counts = new ClassCounts(featureCount, uploadedClasses, this.options.maxClasses, countBits)
    this.#gas = gasBounds(this.options)
    this.maxSampleLength = maxSampleLengthOf(this.options)
    this.#headWords = Math.floor((uploadedClasses + 8) / 8)
    this.requiredWords = this.#headWords + this.counts.words
    this.#journal = journal
  }

  /** Throws on a smoothing that the classifier does not take. */
  protected abstract checkSmoothing(smoothing: number): void
  /** What a count adds to its class's total. */
  protected abstract inTotal(count: number): number
  /** Whether learning depends on the uploaded counts. */
  protected abstract readonly learnsFromUploaded: boolean
  abstract predict(sample: SparseSample.Sample): number
  quadraticLoss?(sample: SparseSample.Sample, label: number): number
  abstract update(sample: SparseSample.Sample, label: number): void

  storeParameters(offset: number, words: readonly bigint[]): void {
    if (words.length === 0) return
    const { classCount, smoothing } = this
    const samples = this.samples.slice()
    const totals = this.totals.slice()
    const counted = words.slice(0, Math.max(0, this.#headWords - offset))
    const start = offset + counted.length - this.#headWords
    this.#journal.record(() => {
      this.classCount = classCount
      this.smoothing = smoothing
      this.samples.set(samples)
      this.totals.set(totals)
      if (this.counts.words > 0) this.counts.forget(start)
    })
    for (const [i, word] of counted.entries()) this.#storeHead(offset + i, word)
    const rest = words.slice(counted.length)
    if (rest.length === 0) return
    CodePages.checkChunk(start, rest.length, this.counts.words)
    this.counts.store(
      start,
      rest,
      (label, count) => {
        this.totals[label]! += this.inTotal(count)
      },
      (index, word) => revert('WordNotCanonical', BigInt(this.#headWords + index), word),
    )
  }

  get classes(): number {
    return this.classCount
  }

  integers() {
    const samples = Array.from(this.samples.subarray(0, this.classCount))
    const features = samples.map((_, c) => this.counts.ofClass(c))
    return { options: this.options, smoothing: this.smoothing, counts: { samples, features } }
  }

  checkSample(sample: SampleInput): SparseSample.Sample {
    return SparseSample.checked(sample, this.options.featureCount, this.maxSampleLength)
  }

  predictionGas(features: number): number {
    const lossGas = this.quadraticLoss === undefined ? 0 : this.options.maxClasses * classLossGas
    return this.#gas.fixed + features * this.#gas.feature + lossGas
  }

  learningGas(features: number): number {
    const { sampleWeight, countBits } = this.options
    const passes = sampleWeight > features * (2 ** countBits - 1)
    const featureGas = passes ? learningGas + newLowGas : learningGas
    return baseGas + pagesOf(this.options) * (pageGas + pagePassGas) + features * featureGas
  }

  bundleGas(features: number, samples: number): number {
    const { options } = this
    const { maxClasses: most, classesPerWord, countBits, sampleWeight } = options
    const words = Math.floor(options.featureCount / Math.floor(wordBits / (countBits * classesPerWord)))
    const ofGroup = words + moreWords
    const groups = Math.ceil(most / classesPerWord)
    const first = Math.min(features, Math.min(samples, groups) * ofGroup)
    const grown = Math.floor((sampleWeight === 0 ? features : samples * sampleWeight) / 2 ** countBits)
    const states = Math.min(samples, Math.floor((most - 1) / statesOfAWord))
    const work = samples * bundleSampleGas + features * bundleFeatureGas
    const again = Math.min(features, samples * ofGroup) * bundleWordsGas + grown * sameLowGas
    const once = states * newStatesGas + first * firstWordsGas + Math.min(first, grown) * newLowGas
    return work + again + once + (this.learnsFromUploaded ? copyingGas(options, features, samples) : 0)
  }

  packSample(sample: SparseSample.Sample): Hex {
    return SparseSample.pack(sample)
  }

  /**
   * Adds the sample to the counts of `label`.
   * @param growth What the class's total grows by, from how many counts have grown and their sum before.
   * @throws TwinError LabelOutOfRange
   */
  protected count(
    sample: SparseSample.Sample,
    label: number,
    growth: (moved: number, before: number) => number,
  ): void {
    this.#learn(label, () => {
      const { moved, before } = this.counts.increment(sample, label)
      return { growth: growth(moved.length, before), undo: () => this.counts.decrement(moved, label) }
    })
  }

  /**
   * Adds the sample weight to the counts of `label`, of which each feature of the sample gets its share.
   * @throws TwinError LabelOutOfRange
   */
  protected weigh(sample: SparseSample.Sample, label: number): void {
    this.#learn(label, () => {
      const added = this.counts.addWeight(sample, label, this.options.sampleWeight)
      const growth = added.reduce((sum, share) => sum + share, 0)
      return { growth, undo: () => this.counts.takeWeight(sample, label, added) }
    })
  }

  /** One more sample of the class, unless that is settled, and what it adds to the counts. */
  #learn(label: number, add: () => { growth: number; undo: () => void }): void {
    if (label >= this.classCount) revert('LabelOutOfRange', BigInt(label), BigInt(this.classCount))
    if (this.samples[label]! === maxSamples) return
    const total = this.totals[label]!
    const { growth, undo } = add()
    this.#journal.record(() => {
      undo()
      this.samples[label]!--
      this.totals[label] = total
    })
    this.samples[label]!++
    this.totals[label] = total + growth
  }

  /** Takes one word of | smoothing | samples of class 0 | samples of class 1 | … |. */
  #storeHead(index: number, word: bigint): void {
    const classes = this.options.uploadedClasses
    lanesOf(word, 32).forEach((value, lane) => {
      const label = 8 * index + lane - 1
      if (label < 0) {
        this.checkSmoothing(value)
        this.smoothing = value
        this.classCount = classes
      } else if (value !== 0) {
        if (label >= classes) revert('WordNotCanonical', BigInt(index), word)
        if (value > maxSamples) {
          revert('SampleCountTooLarge', BigInt(label), BigInt(value), BigInt(maxSamples))
        }
        this.samples[label] = value
      }
    })
  }
}

/** How many features a sample may have, so that it can be predicted in one transaction whatever the model learns. */
export function maxSampleLengthOf(options: Options): number {
  const { fixed, feature } = gasBounds(options)
  return Math.min(maxSampleLength, Math.floor((maxPredictionGas - fixed) / feature))
}

/** What a prediction takes at most whatever the sample, and for each of its features, in gas. */
function gasBounds(options: Options) {
  const { uploadedClasses, maxClasses: classes, classesPerWord } = options
  // Over two classes that share a word and are both uploaded, or both not.
  const passes = Math.ceil(classes / 2) + (uploadedClasses % 2)
  return {
    fixed: baseGas + classes * classGas + pagesOf(options) * (pageGas + passes * pagePassGas),
    feature: Math.ceil(classes / classesPerWord) * groupGas + passes * passGas,
  }
}

/** What copying the pages of uploaded counts takes at most that `samples` samples have. */
function copyingGas(options: Options, features: number, samples: number): number {
  const pages = pagesOf(options)
  const copied = Math.min(features, samples * pages)
  return copied * (pageGas + pagePassGas - coldPageGas) + Math.min(features, pages) * coldPageGas
}

/** Of uploaded counts. */
function pagesOf({ featureCount, uploadedClasses }: Options): number {
  if (uploadedClasses === 0) return 0
  return Math.ceil(featureCount / Math.floor(lanesPerPage / uploadedClasses))
}

function checkedOptions(encodedOptions: Hex, maxSampleWeight: number): Options {
  const [featureCount, uploadedClasses, most, open, countBits, classesPerWord, sampleWeight] = decodeIntegers(
    encodedOptions,
    [24, 8, 8, 1, 8, 8, 16],
  ) as [number, number, number, number, number, number, number]
  if (featureCount === 0 || featureCount > maxFeatures) {
    revert('FeatureCountOutOfRange', BigInt(featureCount), BigInt(maxFeatures))
  }
  checkClasses(uploadedClasses, most)
  if (countBits < minCountBits || countBits > maxCountBits) {
    revert('CountBitsOutOfRange', BigInt(countBits), BigInt(minCountBits), BigInt(maxCountBits))
  }
  const size = featureCount * uploadedClasses
  if (size > maxSize) revert('ModelTooLarge', BigInt(size), BigInt(maxSize))
  const lowest = Math.max(minClassesPerWord, Math.ceil(most / maxGroups))
  const powerOfTwo = (classesPerWord & (classesPerWord - 1)) === 0
  if (classesPerWord < lowest || classesPerWord > maxClassesPerWord || !powerOfTwo) {
    const range = [BigInt(lowest), BigInt(maxClassesPerWord)] as const
    revert('ClassesPerWordOutOfRange', BigInt(classesPerWord), ...range)
  }
  if (sampleWeight > maxSampleWeight) {
    revert('SampleWeightOutOfRange', BigInt(sampleWeight), BigInt(maxSampleWeight))
  }
  return {
    featureCount,
    uploadedClasses,
    maxClasses: most,
    openClasses: open === 1,
    countBits,
    classesPerWord,
    sampleWeight,
  }
}

/** What the owner chose. @throws TwinError UnknownModel */
function classifierOptions(trainer: TrainerOf<CountedClasses>, modelId: bigint): Options {
  return { ...registered(trainer, modelId).classifier.options }
}

/** The samples of a class, and its total. @throws TwinError UnknownModel, LabelOutOfRange */
function classState(
  trainer: TrainerOf<CountedClasses>,
  modelId: bigint,
  label: bigint,
): [samples: bigint, total: bigint] {
  const { samples, totals, classCount: classes } = registered(trainer, modelId).classifier
  if (label >= BigInt(classes)) revert('LabelOutOfRange', label, BigInt(classes))
  return [BigInt(samples[Number(label)]!), BigInt(totals[Number(label)]!)]
}

/** What the twins of trainers of counted classes have in common. */
export const countedClasses = {
  views: { classifierOptions, classState },
  actions: {},
}
