import type { Hex } from 'viem'
import type { ClassifierOptions } from '../../kinds/types.ts'
import { decodeIntegers, revert } from '../errors.ts'
import type { Journal } from '../Journal.ts'
import * as Sigmoid from '../libraries/Sigmoid.ts'
import type * as SparseSample from '../libraries/SparseSample.ts'
import { usable } from '../Models.ts'
import type { TrainerOf } from '../Trainer.ts'
import type { SampleInput } from './Classifier.ts'
import { linearViews, SparseLinear } from './SparseLinear.ts'

type Options = ClassifierOptions<'logistic-regression'>

const maxScaleBits = 15

/** One logistic regression: class 1 when intercept + Σ weights > 0, else class 0. Weights are in units of 2^-scaleBits. */
export class LogisticRegression extends SparseLinear<Options> {
  readonly maxSampleLength = 512

  /** @throws TwinError FeatureCountOutOfRange, WeightBitsOutOfRange, ScaleBitsOutOfRange, LearningRateOutOfRange */
  constructor(encodedOptions: Hex, journal: Journal) {
    const [featureCount, weightBits, scaleBits, learningRate] = decodeIntegers(
      encodedOptions,
      [24, 8, 8, 16],
    ) as [number, number, number, number]
    super({ featureCount, weightBits, scaleBits, learningRate }, journal, () => {
      if (scaleBits > maxScaleBits) revert('ScaleBitsOutOfRange', BigInt(scaleBits), BigInt(maxScaleBits))
    })
  }

  /** The probability of class 1 in units of 2^-64. */
  probability(sample: SparseSample.Sample): bigint {
    return Sigmoid.logistic(this.score(sample), this.options.scaleBits)
  }

  protected stepFor(sample: SparseSample.Sample, label: number): number {
    const p = this.probability(sample)
    const error = label === 1 ? Sigmoid.one - p : p
    return Number((BigInt(this.options.learningRate) * error + Sigmoid.one / 2n) / Sigmoid.one)
  }

  quadraticLoss(sample: SparseSample.Sample, label: number): number {
    return Sigmoid.quadraticLoss(this.score(sample), this.options.scaleBits, label)
  }
}

/** The probability of class 1, times 10^18. @throws TwinError as `score` */
function probability(trainer: TrainerOf<LogisticRegression>, modelId: bigint, sample: SampleInput): bigint {
  const { classifier } = usable(trainer, modelId)
  return (classifier.probability(classifier.checkSample(sample)) * 10n ** 18n) / Sigmoid.one
}

/** What the twin of a trainer of logistic regressions needs. */
export const logisticRegression = {
  createClassifier: (options: Hex, journal: Journal) => new LogisticRegression(options, journal),
  views: { ...linearViews<Options>(), probability },
  actions: {},
}
