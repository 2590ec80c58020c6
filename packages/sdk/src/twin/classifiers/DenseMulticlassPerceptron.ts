import type { Hex } from 'viem'
import type { ClassifierOptions } from '../../kinds/types.ts'
import { decodeIntegers, revert } from '../errors.ts'
import type { Journal } from '../Journal.ts'
import type { Sample } from '../libraries/DenseSample.ts'
import * as Softmax from '../libraries/Softmax.ts'
import { registered, usable } from '../Models.ts'
import type { TrainerOf } from '../Trainer.ts'
import { highest, type SampleInput } from './Classifier.ts'
import { DenseLinear, trainedParameters } from './DenseLinear.ts'
import { maxClasses, minClasses } from './OpenClasses.ts'

type Options = ClassifierOptions<'dense-multiclass-perceptron'>

/** One dense perceptron of several classes: the highest score 2^15 * intercept + Σ weight x wins. */
export class DenseMulticlassPerceptron extends DenseLinear {
  readonly options: Options

  /** @throws TwinError ClassCountOutOfRange, FeatureCountOutOfRange, LearningRateOutOfRange, EmptyRevert */
  constructor(encodedOptions: Hex, journal: Journal) {
    const options = decodeIntegers(encodedOptions, [16, 8, 16]) as [number, number, number]
    const [featureCount, classCount, learningRate] = options
    if (classCount < minClasses || classCount > maxClasses) {
      revert('ClassCountOutOfRange', BigInt(classCount), BigInt(minClasses), BigInt(maxClasses))
    }
    super(featureCount, learningRate, classCount, journal)
    this.options = { featureCount, classCount, learningRate }
  }

  get classes(): number {
    return this.options.classCount
  }

  scores(sample: Sample): number[] {
    return Array.from({ length: this.options.classCount }, (_, v) => this.scoreOf(v, sample))
  }

  predict(sample: Sample): number {
    return highest(this.scores(sample))
  }

  quadraticLoss(sample: Sample, label: number): number {
    // Scores are in weight units / 2^15, so this is already what is wanted of them divided by 2 rate.
    return Softmax.quadraticLoss(this.scores(sample), label, 1, 2 * this.options.learningRate)
  }

  update(sample: Sample, label: number): void {
    const { classCount, learningRate } = this.options
    if (label >= classCount) revert('LabelOutOfRange', BigInt(label), BigInt(classCount))
    const predicted = this.predict(sample)
    if (predicted === label) return
    this.move(label, sample, learningRate, 1)
    this.move(predicted, sample, learningRate, -1)
  }
}

/** What the owner chose. @throws TwinError UnknownModel */
function classifierOptions(trainer: TrainerOf<DenseMulticlassPerceptron>, modelId: bigint): Options {
  return { ...registered(trainer, modelId).classifier.options }
}

/**
 * The signed score of each class in weight units / 2^15; the model says the class with the highest.
 * @throws TwinError UnknownModel, ModelIncomplete, and those of a malformed sample
 */
function scores(
  trainer: TrainerOf<DenseMulticlassPerceptron>,
  modelId: bigint,
  sample: SampleInput,
): number[] {
  const { classifier } = usable(trainer, modelId)
  return classifier.scores(classifier.checkSample(sample))
}

/** What the twin of a trainer of dense perceptrons of several classes needs. */
export const denseMulticlassPerceptron = {
  createClassifier: (options: Hex, journal: Journal) => new DenseMulticlassPerceptron(options, journal),
  views: { classifierOptions, trainedParameters, scores },
  actions: {},
}
