import type { Hex } from 'viem'
import { revert } from '../errors.ts'
import type { Journal } from '../Journal.ts'
import * as CodePages from '../libraries/CodePages.ts'
import * as DenseSample from '../libraries/DenseSample.ts'
import * as DenseVectors from '../libraries/DenseVectors.ts'
import { classGas } from '../libraries/Softmax.ts'
import type { TrainerOf } from '../Trainer.ts'
import { type Classifier, type SampleInput, withWords } from './Classifier.ts'

const maxFeatures = 1024
const maxRate = 32_767
const maxIntercept = 2 ** 31 - 1
/** What predicting and learning take at most, in gas; the contract says of what. */
const baseGas = 30_000
const pageGas = 12_000
const vectorGas = 1500
const wordGas = 2600
const learningWordGas = 2550
const freshWordGas = 21_500
const coldWordGas = 2000
const newWordGas = 19_900

/** Scores that are linear in a dense sample: 2^15 * intercept + Σ weight x, for one vector or several. */
export abstract class DenseLinear implements Classifier<DenseSample.Sample> {
  abstract readonly options: { featureCount: number; learningRate: number }
  readonly requiredWords: number
  /** The intercept of each vector: uploaded + trained. */
  readonly #intercepts: Float64Array
  readonly #trainedIntercepts: Int32Array
  /** The weights of all vectors: uploaded + trained. */
  readonly #weights: Int32Array
  readonly #trained: Int16Array
  readonly #journal: Journal
  readonly #featureCount: number
  readonly #headWords: number

  /** @throws TwinError FeatureCountOutOfRange, LearningRateOutOfRange */
  constructor(featureCount: number, learningRate: number, vectors: number, journal: Journal) {
    if (featureCount === 0 || featureCount > maxFeatures) {
      revert('FeatureCountOutOfRange', BigInt(featureCount), BigInt(maxFeatures))
    }
    if (learningRate === 0 || learningRate > maxRate) {
      revert('LearningRateOutOfRange', BigInt(learningRate), BigInt(maxRate))
    }
    this.#featureCount = featureCount
    this.#headWords = Math.ceil(vectors / 8)
    this.requiredWords = this.#headWords + vectors * DenseSample.wordsFor(featureCount)
    this.#intercepts = new Float64Array(vectors)
    this.#trainedIntercepts = new Int32Array(vectors)
    this.#weights = new Int32Array(vectors * featureCount)
    this.#trained = new Int16Array(vectors * featureCount)
    this.#journal = journal
  }

  storeParameters(offset: number, words: readonly bigint[]): void {
    CodePages.checkChunk(offset, words.length, this.requiredWords)
    if (words.length === 0) return
    // Never written before: an upload goes on where the last one ended.
    this.#journal.record(() => {
      const first = this.#placeOf(offset)
      if (first.lanes === 32) this.#intercepts.fill(0, first.start)
      this.#weights.fill(0, first.lanes === 32 ? 0 : first.start)
    })
    words.forEach((word, i) => {
      const { lanes, start, end, target } = this.#placeOf(offset + i)
      const values = DenseVectors.lanesOf(word, lanes)
      for (let lane = 0; lane < values.length; lane++) {
        if (start + lane < end) target[start + lane] = signed(values[lane]!, lanes)
        else if (values[lane] !== 0) revert('WordNotCanonical', BigInt(offset + i), word)
      }
    })
  }

  get maxSampleLength(): number {
    return this.#featureCount
  }

  checkSample(sample: SampleInput): DenseSample.Sample {
    return DenseSample.checked(sample, this.#featureCount)
  }

  predictionGas(): number {
    return this.#readingGas(wordGas) + this.#intercepts.length * classGas
  }

  learningGas(): number {
    // two vectors that are written, or one
    const vectors = Math.min(2, this.#intercepts.length)
    const written = vectors * (1 + DenseSample.wordsFor(this.#featureCount))
    return this.#readingGas(learningWordGas) + written * freshWordGas
  }

  bundleGas(_features: number, samples: number): number {
    const vectors = this.#intercepts.length
    const words = DenseSample.wordsFor(this.#featureCount)
    const written = samples * Math.min(2, vectors)
    const fresh = Math.floor((written + Math.min(written, vectors)) / 2)
    const writing = (1 + words) * (written * (freshWordGas - newWordGas) + fresh * newWordGas)
    return samples * this.#readingGas(learningWordGas - coldWordGas) + vectors * words * coldWordGas + writing
  }

  /** Of the words of each vector, and of what comes with them. */
  #readingGas(wordGas: number): number {
    const vectors = this.#intercepts.length
    const words = vectors * DenseSample.wordsFor(this.#featureCount)
    const pages = Math.floor(words / CodePages.pageWords) + 2
    return baseGas + pages * pageGas + vectors * vectorGas + words * wordGas
  }

  packSample(sample: DenseSample.Sample): Hex {
    return DenseSample.pack(sample)
  }

  /** The score of vector `v`, in weight units / 2^15. */
  scoreOf(v: number, sample: DenseSample.Sample): number {
    return this.#intercepts[v]! * 2 ** 15 + DenseVectors.dot(this.#weights, v * this.#featureCount, sample)
  }

  integers() {
    const { options } = this
    const rows = Array.from(this.#intercepts, (_, v) => v * this.#featureCount)
    const weights = rows.map(start => this.#weights.slice(start, start + this.#featureCount))
    return { options, intercepts: this.#intercepts.slice(), weights }
  }

  abstract readonly classes: number
  abstract predict(sample: DenseSample.Sample): number
  abstract update(sample: DenseSample.Sample, label: number): void

  abstract quadraticLoss(sample: DenseSample.Sample, label: number): number

  /** The word at `index` of what training has added; 0 after the last. */
  trainedWordAt(index: number): bigint {
    const { lanes, start, end } = this.#placeOf(index)
    if (index >= this.requiredWords) return 0n
    const values = lanes === 32 ? this.#trainedIntercepts : this.#trained
    return DenseVectors.wordOf(values, start, end, lanes)
  }

  /** Moves vector `v` by the sample times `rate`, away from it when `sign` is -1; the intercept by `rate`. */
  protected move(v: number, sample: DenseSample.Sample, rate: number, sign: 1 | -1): void {
    const start = v * this.#featureCount
    const end = start + this.#featureCount
    const intercept = this.#trainedIntercepts[v]!
    const before = this.#trained.slice(start, end)
    this.#journal.record(() => {
      this.#setIntercept(v, intercept)
      this.#setTrained(start, before)
    })
    const moved = Math.max(-maxIntercept, Math.min(maxIntercept, intercept + sign * rate))
    this.#setIntercept(v, moved)
    const after = before.slice()
    DenseVectors.addToWeights(after, 0, sample, rate, sign)
    this.#setTrained(start, after)
  }

  #setIntercept(v: number, value: number): void {
    this.#intercepts[v]! += value - this.#trainedIntercepts[v]!
    this.#trainedIntercepts[v] = value
  }

  #setTrained(start: number, values: Int16Array): void {
    for (let i = 0; i < values.length; i++) {
      this.#weights[start + i]! += values[i]! - this.#trained[start + i]!
      this.#trained[start + i] = values[i]!
    }
  }

  /** Which intercepts or weights the word at `index` has: those from `start` on, before `end`. */
  #placeOf(index: number) {
    if (index < this.#headWords) {
      const target = this.#intercepts
      return { lanes: 32 as const, start: 8 * index, end: target.length, target }
    }
    const perVector = DenseSample.wordsFor(this.#featureCount)
    const v = Math.floor((index - this.#headWords) / perVector)
    const first = v * this.#featureCount
    const start = first + 16 * ((index - this.#headWords) % perVector)
    return { lanes: 16 as const, start, end: first + this.#featureCount, target: this.#weights }
  }
}

/** The words of what training has added, from `offset` on. @throws TwinError UnknownModel, WordsOutOfRange */
export function trainedParameters(
  trainer: TrainerOf<DenseLinear>,
  modelId: bigint,
  offset: bigint,
  count: bigint,
): bigint[] {
  const classifier = withWords(trainer, modelId, offset, count)
  return Array.from({ length: Number(count) }, (_, i) => classifier.trainedWordAt(Number(offset) + i))
}

function signed(value: number, bits: number): number {
  return value >= 2 ** (bits - 1) ? value - 2 ** bits : value
}
