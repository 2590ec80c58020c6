import type { Hex } from 'viem'
import type { ClassifierOptions } from '../../kinds/types.ts'
import { decodeIntegers, revert } from '../errors.ts'
import type { Journal } from '../Journal.ts'
import * as PackedWeights from '../libraries/PackedWeights.ts'
import * as Sigmoid from '../libraries/Sigmoid.ts'
import * as SparseSample from '../libraries/SparseSample.ts'
import { registered, usable } from '../Models.ts'
import type { TrainerOf } from '../Trainer.ts'
import { type Classifier, type SampleInput, withWords } from './Classifier.ts'

type Options = ClassifierOptions<'logistic-regression'>

const classes = 2
const maxSampleLength = 512
const maxFeatures = 65_536
const minWeightBits = 8
const maxWeightBits = 16
const maxScaleBits = 15

/** One logistic regression: class 1 when intercept + Σ weights > 0, else class 0. */
export class LogisticRegression implements Classifier<SparseSample.Sample> {
  readonly options: Options
  readonly classes = classes
  readonly requiredWords: number
  readonly maxSampleLength = maxSampleLength
  /** The intercept, then the weight of each feature, in units of 2^-scaleBits. */
  readonly weights: Int32Array
  readonly #journal: Journal
  readonly #maxWeight: number

  /** @throws TwinError FeatureCountOutOfRange, WeightBitsOutOfRange, ScaleBitsOutOfRange, LearningRateOutOfRange */
  constructor(encodedOptions: Hex, journal: Journal) {
    const [featureCount, weightBits, scaleBits, learningRate] = decodeIntegers(
      encodedOptions,
      [24, 8, 8, 16],
    ) as [number, number, number, number]
    if (featureCount === 0 || featureCount > maxFeatures) {
      revert('FeatureCountOutOfRange', BigInt(featureCount), BigInt(maxFeatures))
    }
    if (weightBits < minWeightBits || weightBits > maxWeightBits) {
      revert('WeightBitsOutOfRange', BigInt(weightBits), BigInt(minWeightBits), BigInt(maxWeightBits))
    }
    if (scaleBits > maxScaleBits) revert('ScaleBitsOutOfRange', BigInt(scaleBits), BigInt(maxScaleBits))
    this.#maxWeight = PackedWeights.maxWeight(weightBits)
    if (learningRate === 0 || learningRate > this.#maxWeight) {
      revert('LearningRateOutOfRange', BigInt(learningRate), BigInt(this.#maxWeight))
    }
    this.options = { featureCount, weightBits, scaleBits, learningRate }
    this.requiredWords = PackedWeights.wordsFor(featureCount + 1, weightBits)
    this.weights = new Int32Array(featureCount + 1)
    this.#journal = journal
  }

  storeParameters(offset: number, words: readonly bigint[]): void {
    if (words.length === 0) return
    const { weightBits } = this.options
    const values = PackedWeights.unpack(words, offset, this.weights.length, weightBits)
    const start = offset * Math.floor(256 / weightBits)
    // Never written before: an upload goes on where the last one ended.
    this.#journal.record(() => this.weights.fill(0, start, start + values.length))
    this.weights.set(values, start)
  }

  checkSample(sample: SampleInput): SparseSample.Sample {
    return SparseSample.checked(sample, this.options.featureCount, this.maxSampleLength)
  }

  predictionGas(features: number): number {
    return PackedWeights.sumGas(features, this.weights.length, this.options.weightBits)
  }

  packSample(sample: SparseSample.Sample): Hex {
    return SparseSample.pack(sample)
  }

  score(sample: SparseSample.Sample): number {
    return PackedWeights.sum(this.weights, sample)
  }

  predict(sample: SparseSample.Sample): number {
    return PackedWeights.sum(this.weights, sample) > 0 ? 1 : 0
  }

  /** The probability of class 1 in units of 2^-64. */
  probability(sample: SparseSample.Sample): bigint {
    return Sigmoid.logistic(this.score(sample), this.options.scaleBits)
  }

  integers() {
    return { options: this.options, weights: this.weights.slice() }
  }

  learns(): boolean {
    return true
  }

  update(sample: SparseSample.Sample, label: number): void {
    if (label >= classes) revert('LabelOutOfRange', BigInt(label), BigInt(classes))
    const error = this.#error(sample, label)
    const size = Number((BigInt(this.options.learningRate) * error + Sigmoid.one / 2n) / Sigmoid.one)
    if (size === 0) return
    const before = PackedWeights.read(this.weights, sample)
    this.#journal.record(() => PackedWeights.write(this.weights, sample, before))
    PackedWeights.add(this.weights, sample, label === 1 ? size : -size, this.#maxWeight)
  }

  quadraticLoss(sample: SparseSample.Sample, label: number): number {
    const error = this.#error(sample, label)
    return Number((error * error) >> 112n)
  }

  /** |label - probability|, in units of 2^-64. */
  #error(sample: SparseSample.Sample, label: number): bigint {
    const p = this.probability(sample)
    return label === 1 ? Sigmoid.one - p : p
  }
}

/** What the owner chose. @throws TwinError UnknownModel */
function classifierOptions(trainer: TrainerOf<LogisticRegression>, modelId: bigint): Options {
  return { ...registered(trainer, modelId).classifier.options }
}

/** The packed words of weights from `offset` on. @throws TwinError UnknownModel, WordsOutOfRange */
function parameters(
  trainer: TrainerOf<LogisticRegression>,
  modelId: bigint,
  offset: bigint,
  count: bigint,
): bigint[] {
  const { weights, options } = withWords(trainer, modelId, offset, count)
  return Array.from({ length: Number(count) }, (_, i) =>
    PackedWeights.wordAt(weights, Number(offset) + i, options.weightBits),
  )
}

/** The signed score in weight units. @throws TwinError UnknownModel, ModelIncomplete, those of a malformed sample */
function score(trainer: TrainerOf<LogisticRegression>, modelId: bigint, sample: SampleInput): number {
  const { classifier } = usable(trainer, modelId)
  return classifier.score(classifier.checkSample(sample))
}

/** The probability of class 1, times 10^18. @throws TwinError as `score` */
function probability(trainer: TrainerOf<LogisticRegression>, modelId: bigint, sample: SampleInput): bigint {
  const { classifier } = usable(trainer, modelId)
  return (classifier.probability(classifier.checkSample(sample)) * 10n ** 18n) / Sigmoid.one
}

/** What the twin of a trainer of logistic regressions needs. */
export const logisticRegression = {
  createClassifier: (options: Hex, journal: Journal) => new LogisticRegression(options, journal),
  views: { classifierOptions, parameters, score, probability },
  actions: {},
}
