import * as CodePages from './CodePages.ts'
import { lanesOf } from './DenseVectors.ts'
import { log2OfExactProduct, log2OfRounded } from './Logarithm.ts'
import type { Sample } from './SparseSample.ts'

const pageLanes = 16 * CodePages.pageWords
const featuresOfProduct = 10
const residueModulus = 65_535

/** How often each feature was present in each class's samples: uploaded + trained counts. The latter saturate. */
export class ClassCounts {
  readonly featureCount: number
  readonly uploadedClasses: number
  /** How many words the uploaded counts take. */
  readonly words: number
  /** Features of a page of uploaded counts; infinitely many when there are none. */
  readonly #pageFeatures: number
  readonly #maxTrained: number
  /** Uploaded and trained together: by class, then by feature. */
  readonly #counts: Uint32Array
  /** By class, then by feature. */
  readonly #trained: Uint16Array

  constructor(featureCount: number, uploadedClasses: number, maxClasses: number, bits: number) {
    this.featureCount = featureCount
    this.uploadedClasses = uploadedClasses
    this.#pageFeatures =
      uploadedClasses === 0 ? Number.POSITIVE_INFINITY : Math.floor(pageLanes / uploadedClasses)
    this.#maxTrained = 2 ** (2 * bits) - 1
    this.words = wordsFor(featureCount, uploadedClasses)
    this.#counts = new Uint32Array(featureCount * maxClasses)
    this.#trained = new Uint16Array(featureCount * maxClasses)
  }

  /**
   * Stores uploaded words from `offset` on, and calls `add` with each count that is not 0, and its class.
   * @param report Called with a word that has bits set where no count is.
   */
  store(
    offset: number,
    words: readonly bigint[],
    add: (label: number, count: number) => void,
    report: (index: number, word: bigint) => never,
  ): void {
    const classes = this.uploadedClasses
    const perPage = Math.floor(pageLanes / classes) * classes
    words.forEach((word, i) => {
      if (word === 0n) return
      const page = Math.floor((offset + i) / CodePages.pageWords)
      const first = 16 * ((offset + i) % CodePages.pageWords)
      lanesOf(word, 16).forEach((count, j) => {
        if (count === 0) return
        const at = page * perPage + first + j
        const feature = Math.floor(at / classes)
        if (first + j >= perPage || feature >= this.featureCount) report(offset + i, word)
        this.#counts[this.#at(feature, at % classes)] = count
        add(at % classes, count)
      })
    })
  }

  /** Forgets what was stored from the word at `offset` on. */
  forget(offset: number): void {
    const classes = this.uploadedClasses
    const perPage = Math.floor(pageLanes / classes) * classes
    const page = Math.floor(offset / CodePages.pageWords)
    const first = page * perPage + Math.min(perPage, 16 * (offset % CodePages.pageWords))
    for (let at = first; at < this.featureCount * classes; at++) {
      this.#counts[this.#at(Math.floor(at / classes), at % classes)] = 0
    }
  }

  /** The count of `label` for `feature`. */
  read(feature: number, label: number): number {
    return this.#counts[this.#at(feature, label)]!
  }

  #at(feature: number, label: number): number {
    return label * this.featureCount + feature
  }

  /** The counts of `label` that are not 0, by feature. */
  ofClass(label: number): Map<number, number> {
    const counts = new Map<number, number>()
    for (let feature = 0; feature < this.featureCount; feature++) {
      const count = this.read(feature, label)
      if (count !== 0) counts.set(feature, count)
    }
    return counts
  }

  /** Σ count of `label` over the features of the sample. */
  sum(sample: Sample, label: number): number {
    let total = 0
    const counts = this.#counts
    const base = this.#at(0, label)
    for (let i = 0; i < sample.length; i++) total += counts[base + sample[i]!]!
    return total
  }

  /**
   * Σ log2(Π (256 * count + smoothing)), in units of 2^-32. Each product is over ten features of the sample, in its
   * order; the last one on a page of uploaded counts, over what is left there.
   */
  logSum(sample: Sample, label: number, smoothing: number): number {
    const counts = this.#counts
    const base = this.#at(0, label)
    let total = 0
    let pageEnd = this.#pageFeatures
    for (let start = 0, end = 0; start < sample.length; start = end) {
      while (sample[start]! >= pageEnd) pageEnd += this.#pageFeatures
      const most = Math.min(start + featuresOfProduct, sample.length)
      let product = 1
      for (end = start; end < most && sample[end]! < pageEnd; end++) {
        product *= 256 * counts[base + sample[end]!]! + smoothing
      }
      total += log2OfRounded(product) ?? this.#exactLog(sample.subarray(start, end), label, smoothing)
    }
    return total
  }

  #exactLog(features: Sample, label: number, smoothing: number): number {
    return log2OfExactProduct(Array.from(features, feature => 256 * this.read(feature, label) + smoothing))
  }

  /**
   * Adds 1 to the trained counts of `label` for the features of the sample, but for those that are full.
   * @returns The features whose counts have grown, and the sum of these counts before.
   */
  increment(sample: Sample, label: number): { moved: Sample; before: number } {
    const moved = sample.filter(feature => this.#trained[this.#at(feature, label)]! < this.#maxTrained)
    let before = 0
    for (const feature of moved) {
      before += this.read(feature, label)
      this.#train(feature, label, 1)
    }
    return { moved, before }
  }

  /** Takes 1 from the trained counts of `label` for these features. */
  decrement(features: Sample, label: number): void {
    for (const feature of features) this.#train(feature, label, -1)
  }

  /**
   * Shares out a weight among the features of a sample, as the contract's SampleWeights does, and adds to the trained
   * counts of `label` what fits.
   * @returns What was added for each feature.
   */
  addWeight(sample: Sample, label: number, weight: number): Uint16Array {
    const { length } = sample
    let given = (sample.reduce((sum, feature) => sum + feature, 0) % residueModulus) % length
    return Uint16Array.from(sample, feature => {
      const share = Math.floor((given + weight) / length) - Math.floor(given / length)
      given += weight
      const added = Math.min(share, this.#maxTrained - this.#trained[this.#at(feature, label)]!)
      this.#train(feature, label, added)
      return added
    })
  }

  /** Takes from the trained counts of `label` what `addWeight` has added. */
  takeWeight(sample: Sample, label: number, added: Uint16Array): void {
    sample.forEach((feature, i) => {
      this.#train(feature, label, -added[i]!)
    })
  }

  #train(feature: number, label: number, change: number): void {
    const at = this.#at(feature, label)
    this.#counts[at]! += change
    this.#trained[at]! += change
  }
}

function wordsFor(featureCount: number, classes: number): number {
  if (classes === 0) return 0
  const perPage = Math.floor(pageLanes / classes)
  const rest = featureCount % perPage
  return Math.floor(featureCount / perPage) * CodePages.pageWords + Math.ceil((rest * classes) / 16)
}
