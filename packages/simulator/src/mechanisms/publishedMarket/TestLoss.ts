import type { Classifier, Journal, Learner } from '@cotrain/sdk/twin'
import type { Example, Sample } from '../../data/DataSet.ts'
import { LinearScores } from './LinearScores.ts'

/** The loss of a wrong prediction, in units of 2^-16. */
const missed = 1 << 16

/** The loss of the model as it is on one test sample, in units of 2^-16. */
function lossOf(classifier: Classifier, quadratic: boolean, { sample, label }: Example): number {
  if (quadratic) return classifier.quadraticLoss!(sample, label)
  return classifier.predict(sample) === label ? 0 : missed
}

/** The loss of a model on the hidden test samples. */
export class TestLoss {
  readonly #classifier: Classifier
  readonly #journal: Journal
  readonly #samples: readonly Example[]
  readonly #quadratic: boolean
  readonly #scores: LinearScores | undefined

  constructor({ classifier, journal }: Learner, samples: readonly Example[], quadratic: boolean) {
    this.#classifier = classifier
    this.#journal = journal
    this.#samples = samples
    this.#quadratic = quadratic
    const { weights } = classifier as { weights?: unknown }
    if (!quadratic && weights instanceof Int32Array) {
      this.#scores = new LinearScores(weights, samples, journal)
    }
  }

  /**
   * Trains the model with a sample if that does not raise the loss, which is `best` without it.
   * @returns The loss with it, whether it was kept or not.
   */
  train(sample: Sample, label: number, best: number): number {
    let loss = best
    this.#journal.keepIf(() => {
      loss = this.#scores
        ? this.#scores.lossAfter(() => this.#classifier.update(sample, label), sample, best)
        : this.#lossAfter(sample, label)
      return loss <= best
    })
    return loss
  }

  #lossAfter(sample: Sample, label: number): number {
    this.#classifier.update(sample, label)
    return this.loss()
  }

  /** The loss of the model as it is. */
  loss(): number {
    let loss = 0
    for (const sample of this.#samples) loss += lossOf(this.#classifier, this.#quadratic, sample)
    return loss
  }
}
