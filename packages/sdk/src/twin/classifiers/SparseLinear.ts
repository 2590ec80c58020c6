import type { Hex } from 'viem'
import { revert } from '../errors.ts'
import type { Journal } from '../Journal.ts'
import * as PackedWeights from '../libraries/PackedWeights.ts'
import * as SparseSample from '../libraries/SparseSample.ts'
import { registered, usable } from '../Models.ts'
import type { TrainerOf } from '../Trainer.ts'
import { type Classifier, type SampleInput, withWords } from './Classifier.ts'

type LinearOptions = { featureCount: number; weightBits: number; learningRate: number }

const classes = 2
const maxFeatures = 65_536
const minWeightBits = 8
const maxWeightBits = 16

/** One score of sets of features, intercept + Σ weights: class 1 when it is above 0, else class 0. */
export abstract class SparseLinear<options extends LinearOptions = LinearOptions>
  implements Classifier<SparseSample.Sample>
{
  readonly options: options
  readonly classes = classes
  readonly requiredWords: number
  abstract readonly maxSampleLength: number
  /** The intercept, then the weight of each feature, in integer weight units. */
  readonly weights: Int32Array
  readonly #journal: Journal
  readonly #maxWeight: number

  /**
   * @param check Throws when another option is wrong; they are checked in the contract's order.
   * @throws TwinError FeatureCountOutOfRange, WeightBitsOutOfRange, LearningRateOutOfRange
   */
  constructor(options: options, journal: Journal, check?: () => void) {
    const { featureCount, weightBits, learningRate } = options
    if (featureCount === 0 || featureCount > maxFeatures) {
      revert('FeatureCountOutOfRange', BigInt(featureCount), BigInt(maxFeatures))
    }
    if (weightBits < minWeightBits || weightBits > maxWeightBits) {
      revert('WeightBitsOutOfRange', BigInt(weightBits), BigInt(minWeightBits), BigInt(maxWeightBits))
    }
    check?.()
    this.#maxWeight = PackedWeights.maxWeight(weightBits)
    if (learningRate === 0 || learningRate > this.#maxWeight) {
      revert('LearningRateOutOfRange', BigInt(learningRate), BigInt(this.#maxWeight))
    }
    this.options = options
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

  learningGas(features: number): number {
    return PackedWeights.addGas(features, this.weights.length, this.options.weightBits)
  }

  bundleGas(features: number, samples: number): number {
    return PackedWeights.bundleGas(features, samples, this.weights.length, this.options.weightBits)
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

  integers() {
    return { options: this.options, weights: this.weights.slice() }
  }

  update(sample: SparseSample.Sample, label: number): void {
    if (label >= classes) revert('LabelOutOfRange', BigInt(label), BigInt(classes))
    const size = this.stepFor(sample, label)
    if (size === 0) return
    const before = PackedWeights.read(this.weights, sample)
    this.#journal.record(() => PackedWeights.write(this.weights, sample, before))
    PackedWeights.add(this.weights, sample, label === 1 ? size : -size, this.#maxWeight)
  }

  /** How far the weights of a sample move towards its label. */
  protected abstract stepFor(sample: SparseSample.Sample, label: number): number
}

/** What the twin of a trainer of such classifiers lets one read. */
export function linearViews<options extends LinearOptions>() {
  type LinearTrainer = TrainerOf<SparseLinear<options>>
  return {
    /** What the owner chose. @throws TwinError UnknownModel */
    classifierOptions: (trainer: LinearTrainer, modelId: bigint): options => ({
      ...registered(trainer, modelId).classifier.options,
    }),

    /**
     * The packed words of weights from `offset` on; those that are not uploaded yet are 0.
     * @throws TwinError UnknownModel, WordsOutOfRange
     */
    parameters: (trainer: LinearTrainer, modelId: bigint, offset: bigint, count: bigint): bigint[] => {
      const { weights, options } = withWords(trainer, modelId, offset, count)
      return Array.from({ length: Number(count) }, (_, i) =>
        PackedWeights.wordAt(weights, Number(offset) + i, options.weightBits),
      )
    },

    /**
     * The signed score in weight units; the model says class 1 when it is above 0.
     * @throws TwinError UnknownModel, ModelIncomplete, and those of a malformed sample
     */
    score: (trainer: LinearTrainer, modelId: bigint, sample: SampleInput): number => {
      const { classifier } = usable(trainer, modelId)
      return classifier.score(classifier.checkSample(sample))
    },
  }
}
