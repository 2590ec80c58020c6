import type { Hex } from 'viem'
import type { ClassifierOptions } from '../../kinds/types.ts'
import { decodeIntegers, revert } from '../errors.ts'
import type { Journal } from '../Journal.ts'
import * as ClassWeights from '../libraries/ClassWeights.ts'
import { maxWeight } from '../libraries/PackedWeights.ts'
import * as Softmax from '../libraries/Softmax.ts'
import * as SparseSample from '../libraries/SparseSample.ts'
import { registered, usable } from '../Models.ts'
import type { TrainerOf } from '../Trainer.ts'
import { type Classifier, highest, type SampleInput, withWords } from './Classifier.ts'
import { maxClasses, minClasses } from './OpenClasses.ts'

type Options = ClassifierOptions<'sparse-multiclass-perceptron'>

const maxFeatures = 65_536
const maxSampleLength = 512
/** When a position has several words. */
const maxSampleLengthWide = 256

/** One sparse perceptron of several classes: the highest score intercept + Σ weights wins. */
export class SparseMulticlassPerceptron implements Classifier<SparseSample.Sample> {
  readonly options: Options
  readonly requiredWords: number
  /** The intercepts of all classes, then the weights of each feature, in integer weight units. */
  readonly weights: Int16Array
  readonly shape: ClassWeights.Shape
  readonly #journal: Journal
  readonly #maxWeight: number

  /** @throws TwinError FeatureCountOutOfRange, ClassCountOutOfRange, WeightBitsNotSupported, LearningRateOutOfRange */
  constructor(encodedOptions: Hex, journal: Journal) {
    const [featureCount, classCount, weightBits, learningRate] = decodeIntegers(
      encodedOptions,
      [24, 8, 8, 16],
    ) as [number, number, number, number]
    if (featureCount === 0 || featureCount > maxFeatures) {
      revert('FeatureCountOutOfRange', BigInt(featureCount), BigInt(maxFeatures))
    }
    if (classCount < minClasses || classCount > maxClasses) {
      revert('ClassCountOutOfRange', BigInt(classCount), BigInt(minClasses), BigInt(maxClasses))
    }
    if (weightBits !== 8 && weightBits !== 16) revert('WeightBitsNotSupported', BigInt(weightBits))
    this.#maxWeight = maxWeight(weightBits)
    if (learningRate === 0 || learningRate > this.#maxWeight) {
      revert('LearningRateOutOfRange', BigInt(learningRate), BigInt(this.#maxWeight))
    }
    this.options = { featureCount, classCount, weightBits, learningRate }
    this.shape = ClassWeights.shapeOf(classCount, weightBits)
    this.requiredWords = ClassWeights.wordsFor(featureCount + 1, this.shape)
    this.weights = new Int16Array((featureCount + 1) * classCount)
    this.#journal = journal
  }

  storeParameters(offset: number, words: readonly bigint[]): void {
    if (words.length === 0) return
    const { start } = ClassWeights.rangeOf(offset, this.positions, this.shape)
    // Never written before: an upload goes on where the last one ended.
    this.#journal.record(() => this.weights.fill(0, start))
    ClassWeights.store(this.weights, offset, words, this.positions, this.shape)
  }

  get maxSampleLength(): number {
    return this.shape.words > 1 ? maxSampleLengthWide : maxSampleLength
  }

  checkSample(sample: SampleInput): SparseSample.Sample {
    return SparseSample.checked(sample, this.options.featureCount, this.maxSampleLength)
  }

  predictionGas(features: number): number {
    return ClassWeights.sumGas(features, this.positions, this.shape) + this.classes * Softmax.classGas
  }

  learningGas(features: number): number {
    return ClassWeights.learningGas(features, this.positions, this.shape)
  }

  bundleGas(features: number, samples: number): number {
    return ClassWeights.bundleGas(features, samples, this.positions, this.shape)
  }

  packSample(sample: SparseSample.Sample): Hex {
    return SparseSample.pack(sample)
  }

  scores(sample: SparseSample.Sample): Int32Array {
    return ClassWeights.sum(this.weights, sample, this.options.classCount)
  }

  predict(sample: SparseSample.Sample): number {
    return highest(this.scores(sample))
  }

  integers() {
    return { options: this.options, weights: this.weights.slice() }
  }

  quadraticLoss(sample: SparseSample.Sample, label: number): number {
    return Softmax.quadraticLoss(this.scores(sample), label, 2 ** 14, this.options.learningRate)
  }

  update(sample: SparseSample.Sample, label: number): void {
    const { classCount, learningRate } = this.options
    if (label >= classCount) revert('LabelOutOfRange', BigInt(label), BigInt(classCount))
    const predicted = this.predict(sample)
    if (predicted === label) return
    this.#move(sample, label, learningRate)
    this.#move(sample, predicted, -learningRate)
  }

  get classes(): number {
    return this.options.classCount
  }

  /** The intercepts and the features. */
  get positions(): number {
    return this.options.featureCount + 1
  }

  #move(sample: SparseSample.Sample, c: number, step: number): void {
    const { classCount } = this.options
    const before = ClassWeights.read(this.weights, sample, classCount, c)
    this.#journal.record(() => ClassWeights.write(this.weights, sample, classCount, c, before))
    ClassWeights.add(this.weights, sample, classCount, c, step, this.#maxWeight)
  }
}

/** What the owner chose. @throws TwinError UnknownModel */
function classifierOptions(trainer: TrainerOf<SparseMulticlassPerceptron>, modelId: bigint): Options {
  return { ...registered(trainer, modelId).classifier.options }
}

/** The packed words of weights from `offset` on. @throws TwinError UnknownModel, WordsOutOfRange */
function parameters(
  trainer: TrainerOf<SparseMulticlassPerceptron>,
  modelId: bigint,
  offset: bigint,
  count: bigint,
): bigint[] {
  const { weights, positions, shape } = withWords(trainer, modelId, offset, count)
  return Array.from({ length: Number(count) }, (_, i) =>
    ClassWeights.wordAt(weights, Number(offset) + i, positions, shape),
  )
}

/**
 * The signed score of each class in weight units; the model says the class with the highest.
 * @throws TwinError UnknownModel, ModelIncomplete, and those of a malformed sample
 */
function scores(
  trainer: TrainerOf<SparseMulticlassPerceptron>,
  modelId: bigint,
  sample: SampleInput,
): number[] {
  const { classifier } = usable(trainer, modelId)
  return [...classifier.scores(classifier.checkSample(sample))]
}

/** What the twin of a trainer of sparse perceptrons of several classes needs. */
export const sparseMulticlassPerceptron = {
  createClassifier: (options: Hex, journal: Journal) => new SparseMulticlassPerceptron(options, journal),
  views: { classifierOptions, parameters, scores },
  actions: {},
}
