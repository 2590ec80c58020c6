import * as CodePages from './CodePages.ts'
import { lanesOf } from './DenseVectors.ts'
import { log2OfProduct } from './Logarithm.ts'
import type { Sample } from './SparseSample.ts'

const pageLanes = 16 * CodePages.pageWords
const featuresOfProduct = 10
/** Used again and again by `logSum`. */
const factors = /*#__PURE__*/ new Float64Array(featuresOfProduct)

/** How often each feature was present in each class's samples: uploaded + trained counts. The latter saturate. */
export class ClassCounts {
  readonly featureCount: number
  readonly uploadedClasses: number
  /** How many words the uploaded counts take. */
  readonly words: number
  readonly #maxClasses: number
  /** Features of a page of uploaded counts; infinitely many when there are none. */
  readonly #pageFeatures: number
  readonly #maxTrained: number
  /** By feature, then by class. */
  readonly #uploaded: Uint16Array
  readonly #trained: Uint16Array

  constructor(featureCount: number, uploadedClasses: number, maxClasses: number, bits: number) {
    this.featureCount = featureCount
    this.uploadedClasses = uploadedClasses
    this.#maxClasses = maxClasses
    this.#pageFeatures =
      uploadedClasses === 0 ? Number.POSITIVE_INFINITY : Math.floor(pageLanes / uploadedClasses)
    this.#maxTrained = 2 ** (2 * bits) - 1
    this.words = wordsFor(featureCount, uploadedClasses)
    this.#uploaded = new Uint16Array(featureCount * uploadedClasses)
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
        if (first + j >= perPage || at >= this.#uploaded.length) report(offset + i, word)
        this.#uploaded[at] = count
        add(at % classes, count)
      })
    })
  }

  /** Forgets what was stored from the word at `offset` on. */
  forget(offset: number): void {
    const perPage = Math.floor(pageLanes / this.uploadedClasses) * this.uploadedClasses
    const page = Math.floor(offset / CodePages.pageWords)
    this.#uploaded.fill(0, page * perPage + Math.min(perPage, 16 * (offset % CodePages.pageWords)))
  }

  /** The count of `label` for `feature`. */
  read(feature: number, label: number): number {
    const trained = this.#trained[feature * this.#maxClasses + label]!
    return label < this.uploadedClasses
      ? trained + this.#uploaded[feature * this.uploadedClasses + label]!
      : trained
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
    for (let i = 0; i < sample.length; i++) total += this.read(sample[i]!, label)
    return total
  }

  /**
   * Σ log2(Π (256 * count + smoothing)), in units of 2^-32. Each product is over ten features of the sample, in its
   * order; the last one on a page of uploaded counts, over what is left there.
   */
  logSum(sample: Sample, label: number, smoothing: number): number {
    let total = 0
    let count = 0
    let pageEnd = this.#pageFeatures
    for (let i = 0; i < sample.length; i++) {
      const feature = sample[i]!
      if (count === featuresOfProduct || feature >= pageEnd) {
        if (count > 0) total += log2OfProduct(factors, count)
        count = 0
        while (feature >= pageEnd) pageEnd += this.#pageFeatures
      }
      factors[count++] = 256 * this.read(feature, label) + smoothing
    }
    return count > 0 ? total + log2OfProduct(factors, count) : total
  }

  /**
   * Adds 1 to the trained counts of `label` for the features of the sample, but for those that are full.
   * @returns The features whose counts have grown, and the sum of these counts before.
   */
  increment(sample: Sample, label: number): { moved: Sample; before: number } {
    const moved = sample.filter(
      feature => this.#trained[feature * this.#maxClasses + label]! < this.#maxTrained,
    )
    let before = 0
    for (const feature of moved) {
      before += this.read(feature, label)
      this.#trained[feature * this.#maxClasses + label]!++
    }
    return { moved, before }
  }

  /** Takes 1 from the trained counts of `label` for these features. */
  decrement(features: Sample, label: number): void {
    for (const feature of features) this.#trained[feature * this.#maxClasses + label]!--
  }
}

function wordsFor(featureCount: number, classes: number): number {
  if (classes === 0) return 0
  const perPage = Math.floor(pageLanes / classes)
  const rest = featureCount % perPage
  return Math.floor(featureCount / perPage) * CodePages.pageWords + Math.ceil((rest * classes) / 16)
}
