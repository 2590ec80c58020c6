import type { Hex } from 'viem'
import type { ClassifierOptions } from '../../kinds/types.ts'
import { decodeIntegers, revert } from '../errors.ts'
import type { Journal } from '../Journal.ts'
import * as CodePages from '../libraries/CodePages.ts'
import * as DenseSample from '../libraries/DenseSample.ts'
import * as DenseVectors from '../libraries/DenseVectors.ts'
import { registered, usable } from '../Models.ts'
import type { TrainerOf } from '../Trainer.ts'
import { nearest } from './Centroids.ts'
import type { SampleInput } from './Classifier.ts'
import { checkClasses, type OpenClasses } from './OpenClasses.ts'

type Options = ClassifierOptions<'nearest-centroid'>

const maxFeatures = 1024
const maxSize = 32_768
const maxCount = 65_535
/** What a prediction takes at most, in gas; the contract says of what. */
const baseGas = 30_000
const pageGas = 12_000
const classGas = 3500
const wordGas = 5000
const learningWordGas = 46_000
const freshWordGas = 22_500
const coldWordGas = 2000
const newWordGas = 19_900

/** One nearest centroid (Rocchio): the class whose mean is closest to the sample, of those that have samples. */
export class NearestCentroid implements OpenClasses<DenseSample.Sample> {
  readonly options: Options
  readonly requiredWords: number
  classCount = 0
  /** Samples that stood behind the uploaded mean of each class, and those behind the centroid now. */
  readonly initialCounts: Int32Array
  readonly counts: Int32Array
  /** ‖Σx‖² of each class, in units of 2^-30. */
  readonly squaredNorms: bigint[]
  readonly #means: Int16Array
  /** What was contributed: Σx of each class less what was uploaded of it. */
  readonly #sums: Int32Array
  readonly #journal: Journal

  /** @throws TwinError FeatureCountOutOfRange, ClassCountOutOfRange, ModelTooLarge, EmptyRevert */
  constructor(encodedOptions: Hex, journal: Journal) {
    const [featureCount, initialClasses, most, open] = decodeIntegers(encodedOptions, [16, 8, 8, 1]) as [
      number,
      number,
      number,
      number,
    ]
    if (featureCount === 0 || featureCount > maxFeatures) {
      revert('FeatureCountOutOfRange', BigInt(featureCount), BigInt(maxFeatures))
    }
    checkClasses(initialClasses, most)
    const words = DenseSample.wordsFor(featureCount)
    if (most * words * 16 > maxSize) revert('ModelTooLarge', BigInt(most * words * 16), BigInt(maxSize))
    this.options = { featureCount, initialClasses, maxClasses: most, openClasses: open === 1 }
    this.requiredWords = this.#headWords + initialClasses * words
    this.initialCounts = new Int32Array(most)
    this.counts = new Int32Array(most)
    this.squaredNorms = Array(most).fill(0n)
    this.#means = new Int16Array(initialClasses * featureCount)
    this.#sums = new Int32Array(most * featureCount)
    this.#journal = journal
  }

  storeParameters(offset: number, words: readonly bigint[]): void {
    const { initialClasses } = this.options
    const { classCount } = this
    if (offset === 0 && classCount === 0) {
      this.#journal.record(() => {
        this.classCount = classCount
      })
      this.classCount = initialClasses
    }
    if (words.length === 0) return
    this.#recordParameters()
    const head = this.#headWords
    const counted = words.slice(0, Math.max(0, head - offset))
    for (const [i, word] of counted.entries()) this.#storeCounts(offset + i, word)
    const means = words.slice(counted.length)
    if (means.length === 0) return
    const start = offset + counted.length - head
    CodePages.checkChunk(start, means.length, this.requiredWords - head)
    for (const [i, word] of means.entries()) this.#storeMean(start + i, word)
  }

  get maxSampleLength(): number {
    return this.options.featureCount
  }

  checkSample(sample: SampleInput): DenseSample.Sample {
    return DenseSample.checked(sample, this.options.featureCount)
  }

  predictionGas(): number {
    const { featureCount, initialClasses, maxClasses: most } = this.options
    const words = DenseSample.wordsFor(featureCount)
    const pages = Math.ceil((initialClasses * words) / CodePages.pageWords)
    return baseGas + pages * pageGas + most * (classGas + words * wordGas)
  }

  learningGas(): number {
    const words = DenseSample.wordsFor(this.options.featureCount)
    return baseGas + 2 * pageGas + words * learningWordGas + 2 * freshWordGas
  }

  bundleGas(_features: number, samples: number): number {
    const { featureCount, maxClasses: most } = this.options
    const words = 2 * DenseSample.wordsFor(featureCount) + 2
    const once = Math.min(samples, most)
    const fresh = Math.floor((samples + once) / 2)
    const again = this.learningGas() - words * (coldWordGas + newWordGas)
    return samples * again + words * (once * coldWordGas + fresh * newWordGas)
  }

  packSample(sample: DenseSample.Sample): Hex {
    return DenseSample.pack(sample)
  }

  predict(sample: DenseSample.Sample): number {
    return nearest(this.numerators(sample), this.counts)
  }

  get classes(): number {
    return this.classCount
  }

  update(sample: DenseSample.Sample, label: number): void {
    if (label >= this.classCount) revert('LabelOutOfRange', BigInt(label), BigInt(this.classCount))
    if (this.counts[label] === maxCount) return
    const norm = this.squaredNorms[label]!
    const start = label * this.options.featureCount
    this.#journal.record(() => {
      this.squaredNorms[label] = norm
      this.counts[label]!--
      DenseVectors.addToSums(this.#sums, start, sample, -1)
    })
    // ‖Σx + x‖² = ‖Σx‖² + 2 x·Σx + ‖x‖²
    const more = 2 * this.#dot(sample, label) + DenseSample.squaredNorm(sample)
    this.squaredNorms[label] = norm + BigInt(more)
    this.counts[label]!++
    DenseVectors.addToSums(this.#sums, start, sample, 1)
  }

  integers() {
    const { featureCount } = this.options
    const samples = Array.from(this.counts.subarray(0, this.classCount))
    const sums = samples.map((_, c) => {
      const start = c * featureCount
      const trained = Float64Array.from(this.#sums.subarray(start, start + featureCount))
      return trained.map((sum, i) => sum + this.initialCounts[c]! * (this.#means[start + i] ?? 0))
    })
    return { samples, sums }
  }

  /** ‖Σx‖² - 2 n x·Σx of each class, in units of 2^-30. */
  numerators(sample: DenseSample.Sample): bigint[] {
    return Array.from(
      { length: this.classCount },
      (_, c) => this.squaredNorms[c]! - BigInt(2 * this.counts[c]!) * BigInt(this.#dot(sample, c)),
    )
  }

  /** x·Σx; below 2^53, so that it is exact. */
  #dot(sample: DenseSample.Sample, label: number): number {
    const initial = this.initialCounts[label]!
    const start = label * this.options.featureCount
    const uploaded = initial === 0 ? 0 : initial * DenseVectors.dot(this.#means, start, sample)
    return uploaded + DenseVectors.dot(this.#sums, start, sample)
  }

  /** Words of the initial counts. */
  get #headWords(): number {
    return Math.ceil(this.options.initialClasses / 16)
  }

  /** Notes the parameters as they are. Means need no undoing: those that are not uploaded are not read. */
  #recordParameters(): void {
    const { initialCounts, counts, squaredNorms } = this
    const before = { initialCounts: initialCounts.slice(), squaredNorms: squaredNorms.slice() }
    this.#journal.record(() => {
      initialCounts.set(before.initialCounts)
      counts.set(before.initialCounts)
      squaredNorms.splice(0, squaredNorms.length, ...before.squaredNorms)
    })
  }

  /** Sets the counts of sixteen classes. */
  #storeCounts(index: number, word: bigint): void {
    DenseVectors.lanesOf(word, 16).forEach((count, lane) => {
      const c = 16 * index + lane
      if (c < this.options.initialClasses) {
        this.initialCounts[c] = count
        this.counts[c] = count
      } else if (count !== 0) revert('WordNotCanonical', BigInt(index), word)
    })
  }

  /** Sets sixteen coordinates of a mean, and adds to ‖Σx‖² what they contribute to it. */
  #storeMean(index: number, word: bigint): void {
    const { featureCount } = this.options
    const perClass = DenseSample.wordsFor(featureCount)
    const c = Math.floor(index / perClass)
    const first = 16 * (index % perClass)
    const mean = Int16Array.from(DenseVectors.lanesOf(word, 16))
    const used = Math.min(16, featureCount - first)
    if (mean.subarray(used).some(lane => lane !== 0)) {
      revert('WordNotCanonical', BigInt(this.#headWords + index), word)
    }
    this.#means.set(mean.subarray(0, used), c * featureCount + first)
    const n = BigInt(this.initialCounts[c]!)
    this.squaredNorms[c]! += n * n * BigInt(DenseSample.squaredNorm(mean))
  }
}

/** What the owner chose. @throws TwinError UnknownModel */
function classifierOptions(trainer: TrainerOf<NearestCentroid>, modelId: bigint): Options {
  return { ...registered(trainer, modelId).classifier.options }
}

/**
 * Samples behind the uploaded mean of a class, samples behind its centroid now, and ‖Σx‖² in units of 2^-30.
 * @throws TwinError UnknownModel, LabelOutOfRange
 */
function centroid(
  trainer: TrainerOf<NearestCentroid>,
  modelId: bigint,
  label: bigint,
): [initialCount: bigint, count: bigint, squaredNorm: bigint] {
  const { initialCounts, counts, squaredNorms, classCount: classes } = registered(trainer, modelId).classifier
  if (label >= BigInt(classes)) revert('LabelOutOfRange', label, BigInt(classes))
  const c = Number(label)
  return [BigInt(initialCounts[c]!), BigInt(counts[c]!), squaredNorms[c]!]
}

/**
 * ‖Σx‖² - 2 n x·Σx of each class, in units of 2^-30, and n of each class; the model says the class with the smallest
 * numerator / n².
 * @throws TwinError UnknownModel, ModelIncomplete, and those of a malformed sample
 */
function distances(
  trainer: TrainerOf<NearestCentroid>,
  modelId: bigint,
  sample: SampleInput,
): [numerators: bigint[], counts: bigint[]] {
  const { classifier } = usable(trainer, modelId)
  const numerators = classifier.numerators(classifier.checkSample(sample))
  return [numerators, numerators.map((_, c) => BigInt(classifier.counts[c]!))]
}

/** What the twin of a trainer of nearest centroids needs. */
export const nearestCentroid = {
  createClassifier: (options: Hex, journal: Journal) => new NearestCentroid(options, journal),
  views: { classifierOptions, centroid, distances },
  actions: {},
}
