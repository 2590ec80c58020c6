import type { Hex } from 'viem'
import type { ClassifierOptions } from '../../kinds/types.ts'
import { decodeIntegers, revert } from '../errors.ts'
import type { Journal } from '../Journal.ts'
import * as PackedWeights from '../libraries/PackedWeights.ts'
import * as SparseSample from '../libraries/SparseSample.ts'
import { registered, usable } from '../Models.ts'
import type { TrainerOf } from '../Trainer.ts'
import { type Classifier, type SampleInput, withWords } from './Classifier.ts'

type Options = ClassifierOptions<'sparse-perceptron'>

const classes = 2
const maxFeatures = 65_536
const minWeightBits = 8
const maxWeightBits = 16

/** One sparse perceptron: class 1 when intercept + Σ weights > 0, else class 0. */
export class SparsePerceptron implements Classifier<SparseSample.Sample> {
  readonly options: Options
  readonly classes = classes
  readonly requiredWords: number
  readonly maxSampleLength = SparseSample.maxLength
  /** The intercept, then the weight of each feature, in integer weight units. */
  readonly weights: Int32Array
  readonly #journal: Journal
  readonly #maxWeight: number

  /** @throws TwinError FeatureCountOutOfRange, WeightBitsOutOfRange, LearningRateOutOfRange, EmptyRevert */
  constructor(encodedOptions: Hex, journal: Journal) {
    const [featureCount, weightBits, learningRate] = decodeIntegers(encodedOptions, [24, 8, 16]) as [
      number,
      number,
      number,
    ]
    if (featureCount === 0 || featureCount > maxFeatures) {
      revert('FeatureCountOutOfRange', BigInt(featureCount), BigInt(maxFeatures))
    }
    if (weightBits < minWeightBits || weightBits > maxWeightBits) {
      revert('WeightBitsOutOfRange', BigInt(weightBits), BigInt(minWeightBits), BigInt(maxWeightBits))
    }
    this.#maxWeight = PackedWeights.maxWeight(weightBits)
    if (learningRate === 0 || learningRate > this.#maxWeight) {
      revert('LearningRateOutOfRange', BigInt(learningRate), BigInt(this.#maxWeight))
    }
    this.options = { featureCount, weightBits, learningRate }
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

  integers() {
    return { options: this.options, weights: this.weights.slice() }
  }

  learns(sample: SparseSample.Sample, label: number): boolean {
    return this.predict(sample) !== label
  }

  update(sample: SparseSample.Sample, label: number): void {
    if (label >= classes) revert('LabelOutOfRange', BigInt(label), BigInt(classes))
    if (this.predict(sample) === label) return
    const before = PackedWeights.read(this.weights, sample)
    this.#journal.record(() => PackedWeights.write(this.weights, sample, before))
    const step = label === 1 ? this.options.learningRate : -this.options.learningRate
    PackedWeights.add(this.weights, sample, step, this.#maxWeight)
  }
}

/** What the owner chose. @throws TwinError UnknownModel */
function classifierOptions(trainer: TrainerOf<SparsePerceptron>, modelId: bigint): Options {
  return { ...registered(trainer, modelId).classifier.options }
}

/**
 * The packed words of weights from `offset` on; those that are not uploaded yet are 0.
 * @throws TwinError UnknownModel, WordsOutOfRange
 */
function parameters(
  trainer: TrainerOf<SparsePerceptron>,
  modelId: bigint,
  offset: bigint,
  count: bigint,
): bigint[] {
  const { weights, options } = withWords(trainer, modelId, offset, count)
  return Array.from({ length: Number(count) }, (_, i) =>
    PackedWeights.wordAt(weights, Number(offset) + i, options.weightBits),
  )
}

/**
 * The signed score in weight units; the model says class 1 when it is above 0.
 * @throws TwinError UnknownModel, ModelIncomplete, and those of a malformed sample
 */
function score(trainer: TrainerOf<SparsePerceptron>, modelId: bigint, sample: SampleInput): number {
  const { classifier } = usable(trainer, modelId)
  return classifier.score(classifier.checkSample(sample))
}

/** What the twin of a trainer of sparse perceptrons needs. */
export const sparsePerceptron = {
  createClassifier: (options: Hex, journal: Journal) => new SparsePerceptron(options, journal),
  views: { classifierOptions, parameters, score },
  actions: {},
}
