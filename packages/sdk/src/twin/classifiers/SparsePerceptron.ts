import type { Hex } from 'viem'
import type { ClassifierOptions } from '../../kinds/types.ts'
import { decodeIntegers } from '../errors.ts'
import type { Journal } from '../Journal.ts'
import * as Sigmoid from '../libraries/Sigmoid.ts'
import * as SparseSample from '../libraries/SparseSample.ts'
import { linearViews, SparseLinear } from './SparseLinear.ts'

type Options = ClassifierOptions<'sparse-perceptron'>

/** One sparse perceptron: class 1 when intercept + Σ weights > 0, else class 0. */
export class SparsePerceptron extends SparseLinear<Options> {
  readonly maxSampleLength = SparseSample.maxLength

  /** @throws TwinError FeatureCountOutOfRange, WeightBitsOutOfRange, LearningRateOutOfRange, EmptyRevert */
  constructor(encodedOptions: Hex, journal: Journal) {
    const [featureCount, weightBits, learningRate] = decodeIntegers(encodedOptions, [24, 8, 16]) as [
      number,
      number,
      number,
    ]
    super({ featureCount, weightBits, learningRate }, journal)
  }

  quadraticLoss(sample: SparseSample.Sample, label: number): number {
    // score / (2 rate), in units of 2^-15
    const scaled = Math.trunc((this.score(sample) * 2 ** 14) / this.options.learningRate)
    return Sigmoid.quadraticLoss(scaled, 15, label)
  }

  protected stepFor(sample: SparseSample.Sample, label: number): number {
    return this.predict(sample) === label ? 0 : this.options.learningRate
  }
}

/** What the twin of a trainer of sparse perceptrons needs. */
export const sparsePerceptron = {
  createClassifier: (options: Hex, journal: Journal) => new SparsePerceptron(options, journal),
  views: linearViews<Options>(),
  actions: {},
}
