import type { AnySample, Classifier } from '../../classifiers/Classifier.ts'
import type { Journal } from '../../Journal.ts'
import { LinearScores } from './LinearScores.ts'
import type { TestSample } from './TestSet.ts'

/** The loss of a wrong prediction, in units of 2^-16. */
const missed = 1 << 16

/** The loss of the model as it is on one test sample, in units of 2^-16. */
export function lossOf(classifier: Classifier, quadratic: boolean, { sample, label }: TestSample): number {
  if (quadratic) return classifier.quadraticLoss!(sample, label)
  return classifier.predict(sample) === label ? 0 : missed
}

/** The loss of a model on its market's hidden test samples. */
export class TestLoss {
  readonly #classifier: Classifier
  readonly #journal: Journal
  readonly #samples: readonly TestSample[]
  readonly #quadratic: boolean
  readonly #scores: LinearScores | undefined

  constructor(classifier: Classifier, journal: Journal, samples: readonly TestSample[], quadratic: boolean) {
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
  train(sample: AnySample, label: number, best: number): number {
    let loss = best
    this.#journal.keepIf(() => {
      loss = this.#scores
        ? this.#scores.lossAfter(() => this.#classifier.update(sample, label), sample as Uint16Array, best)
        : this.#lossAfter(sample, label)
      return loss <= best
    })
    return loss
  }

  /** Trains the model with a sample, whatever that does to the loss. */
  learn(sample: AnySample, label: number): void {
    this.#scores?.forget()
    this.#classifier.update(sample, label)
  }

  /** The loss on the test samples from `start` on, before `end`, as if the model had learned a sample. */
  lossWith(sample: AnySample, label: number, start: number, end: number): number {
    return this.#journal.tentatively(() => {
      this.#classifier.update(sample, label)
      return this.#sum(start, end)
    })
  }

  #lossAfter(sample: AnySample, label: number): number {
    this.#classifier.update(sample, label)
    return this.#sum(0, this.#samples.length)
  }

  #sum(start: number, end: number): number {
    let loss = 0
    for (let i = start; i < end; i++) loss += lossOf(this.#classifier, this.#quadratic, this.#samples[i]!)
    return loss
  }
}
