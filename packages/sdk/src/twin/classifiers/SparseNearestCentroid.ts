import type { Hex } from 'viem'
import { revert } from '../errors.ts'
import type { Journal } from '../Journal.ts'
import type { Sample } from '../libraries/SparseSample.ts'
import { usable } from '../Models.ts'
import type { TrainerOf } from '../Trainer.ts'
import { nearest } from './Centroids.ts'
import type { SampleInput } from './Classifier.ts'
import { CountedClasses, countedClasses } from './CountedClasses.ts'

/** One nearest centroid over sets of features: a present feature is 1, an absent one 0. */
export class SparseNearestCentroid extends CountedClasses {
  /** ‖Σx‖² - 2 n x·Σx of each class; below 2^53, so that they are exact. */
  numerators(sample: Sample): bigint[] {
    return Array.from({ length: this.classCount }, (_, c) => {
      const samples = this.samples[c]!
      const dot = samples === 0 ? 0 : this.counts.sum(sample, c)
      return BigInt(this.totals[c]! - 2 * samples * dot)
    })
  }

  protected readonly learnsFromUploaded = true

  predict(sample: Sample): number {
    return nearest(this.numerators(sample), this.samples)
  }

  update(sample: Sample, label: number): void {
    // (count + 1)² = count² + 2 count + 1
    this.count(sample, label, (moved, before) => 2 * before + moved)
  }

  protected checkSmoothing(smoothing: number): void {
    if (smoothing !== 0) revert('SmoothingOutOfRange', BigInt(smoothing), 0n)
  }

  protected inTotal(count: number): number {
    return count * count
  }
}

/**
 * ‖Σx‖² - 2 n x·Σx of each class, and n of each class; the model says the class with the smallest numerator / n².
 * @throws TwinError UnknownModel, ModelIncomplete, and those of a malformed sample
 */
function distances(
  trainer: TrainerOf<SparseNearestCentroid>,
  modelId: bigint,
  sample: SampleInput,
): [numerators: bigint[], samples: bigint[]] {
  const { classifier } = usable(trainer, modelId)
  const numerators = classifier.numerators(classifier.checkSample(sample))
  return [numerators, numerators.map((_, c) => BigInt(classifier.samples[c]!))]
}

/** What the twin of a trainer of sparse nearest centroids needs. */
export const sparseNearestCentroid = {
  createClassifier: (options: Hex, journal: Journal) => new SparseNearestCentroid(options, journal, 0),
  views: { ...countedClasses.views, distances },
  actions: countedClasses.actions,
}
