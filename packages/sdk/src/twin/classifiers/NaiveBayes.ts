import type { Hex } from 'viem'
import { revert } from '../errors.ts'
import type { Journal } from '../Journal.ts'
import { log2 } from '../libraries/Logarithm.ts'
import * as Softmax from '../libraries/Softmax.ts'
import type { Sample } from '../libraries/SparseSample.ts'
import { usable } from '../Models.ts'
import type { TrainerOf } from '../Trainer.ts'
import { highest, type SampleInput } from './Classifier.ts'
import { CountedClasses, countedClasses } from './CountedClasses.ts'

/** In 256ths, as the smoothing in the parameters. */
const maxSmoothing = 65_535
const maxSampleWeight = 448
/** ln 2, in units of 2^-15: half of the contract's number, which is even. */
const halfLn2 = 22_713

/** One multinomial naive Bayes: the class with the highest joint probability, of those that have samples. */
export class NaiveBayes extends CountedClasses {
  protected readonly learnsFromUploaded = false

  /** log2(samples) + Σ log2(256 * count + s) - L * log2(256 * total + s * featureCount), in units of 2^-32. */
  scores(sample: Sample): Float64Array {
    const { smoothing, options } = this
    const scores = new Float64Array(this.classCount)
    for (let c = 0; c < scores.length; c++) {
      const samples = this.samples[c]!
      if (samples === 0) scores[c] = Number.NEGATIVE_INFINITY
      else {
        const norm = log2(256 * this.totals[c]! + smoothing * options.featureCount)
        scores[c] = log2(samples) + this.counts.logSum(sample, c, smoothing) - sample.length * norm
      }
    }
    return scores
  }

  override quadraticLoss(sample: Sample, label: number): number {
    return Softmax.quadraticLoss(this.scores(sample), label, halfLn2, 2 ** 32)
  }

  predict(sample: Sample): number {
    return highest(this.scores(sample))
  }

  update(sample: Sample, label: number): void {
    if (this.options.sampleWeight === 0) this.count(sample, label, moved => moved)
    else this.weigh(sample, label)
  }

  protected checkSmoothing(smoothing: number): void {
    if (smoothing === 0 || smoothing > maxSmoothing) {
      revert('SmoothingOutOfRange', BigInt(smoothing), BigInt(maxSmoothing))
    }
  }

  protected inTotal(count: number): number {
    return count
  }
}

/**
 * The binary logarithm of each class's joint probability, in units of 2^-32, up to a constant that is the same for all;
 * -Infinity, where the contract has the smallest integer, for classes without samples.
 * @throws TwinError UnknownModel, ModelIncomplete, and those of a malformed sample
 */
function scores(trainer: TrainerOf<NaiveBayes>, modelId: bigint, sample: SampleInput): number[] {
  const { classifier } = usable(trainer, modelId)
  return [...classifier.scores(classifier.checkSample(sample))]
}

/** What the twin of a trainer of naive Bayes models needs. */
export const naiveBayes = {
  createClassifier: (options: Hex, journal: Journal) => new NaiveBayes(options, journal, maxSampleWeight),
  views: { ...countedClasses.views, scores },
  actions: countedClasses.actions,
}
