import type { Hex } from 'viem'
import type { ClassifierOptions } from '../../kinds/types.ts'
import { decodeIntegers, revert } from '../errors.ts'
import type { Journal } from '../Journal.ts'
import type { Sample } from '../libraries/DenseSample.ts'
import * as Sigmoid from '../libraries/Sigmoid.ts'
import { registered, usable } from '../Models.ts'
import type { TrainerOf } from '../Trainer.ts'
import type { SampleInput } from './Classifier.ts'
import { DenseLinear, trainedParameters } from './DenseLinear.ts'

type Options = ClassifierOptions<'dense-perceptron'>

const classes = 2

/** One dense perceptron: class 1 when 2^15 * intercept + Σ weight x > 0, else class 0. */
export class DensePerceptron extends DenseLinear {
  readonly options: Options
  readonly classes = classes

  /** @throws TwinError FeatureCountOutOfRange, LearningRateOutOfRange, EmptyRevert */
  constructor(encodedOptions: Hex, journal: Journal) {
    const [featureCount, learningRate] = decodeIntegers(encodedOptions, [16, 16]) as [number, number]
    super(featureCount, learningRate, 1, journal)
    this.options = { featureCount, learningRate }
  }

  predict(sample: Sample): number {
    return this.scoreOf(0, sample) > 0 ? 1 : 0
  }

  quadraticLoss(sample: Sample, label: number): number {
    // The score is in weight units / 2^15, so this is already score / (2 rate) in units of 2^-15.
    const scaled = Math.trunc(this.scoreOf(0, sample) / (2 * this.options.learningRate))
    return Sigmoid.quadraticLoss(scaled, 15, label)
  }

  update(sample: Sample, label: number): void {
    if (label >= classes) revert('LabelOutOfRange', BigInt(label), BigInt(classes))
    if (this.predict(sample) === label) return
    this.move(0, sample, this.options.learningRate, label === 1 ? 1 : -1)
  }
}

/** What the owner chose. @throws TwinError UnknownModel */
function classifierOptions(trainer: TrainerOf<DensePerceptron>, modelId: bigint): Options {
  return { ...registered(trainer, modelId).classifier.options }
}

/**
 * The signed score in weight units / 2^15; the model says class 1 when it is above 0.
 * @throws TwinError UnknownModel, ModelIncomplete, and those of a malformed sample
 */
function score(trainer: TrainerOf<DensePerceptron>, modelId: bigint, sample: SampleInput): number {
  const { classifier } = usable(trainer, modelId)
  return classifier.scoreOf(0, classifier.checkSample(sample))
}

/** What the twin of a trainer of dense perceptrons needs. */
export const densePerceptron = {
  createClassifier: (options: Hex, journal: Journal) => new DensePerceptron(options, journal),
  views: { classifierOptions, trainedParameters, score },
  actions: {},
}
