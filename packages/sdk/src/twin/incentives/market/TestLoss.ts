import type { AnySample, Classifier } from '../../classifiers/Classifier.ts'
import type { Journal } from '../../Journal.ts'
import * as PackedWeights from '../../libraries/PackedWeights.ts'
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

/**
 * The scores of test samples by one weight a feature, class 1 above 0, kept up to date by what training changes: with
 * the test samples of each feature at hand, that is a few additions.
 */
class LinearScores {
  readonly #weights: Int32Array
  readonly #samples: readonly TestSample[]
  readonly #labels: Uint8Array
  readonly #journal: Journal
  /** By feature, the test samples that have it. */
  readonly #having: (number[] | undefined)[] = []
  /** Of the model as it is; undefined when they must be added up anew. */
  #scores: Int32Array | undefined
  /** Used again and again. */
  #next: Int32Array

  constructor(weights: Int32Array, samples: readonly TestSample[], journal: Journal) {
    this.#weights = weights
    this.#samples = samples
    this.#journal = journal
    this.#labels = Uint8Array.from(samples, ({ label }) => label)
    this.#next = new Int32Array(samples.length)
    for (const [i, { sample }] of samples.entries()) {
      for (const feature of sample) {
        const having = this.#having[feature]
        if (having) having.push(i)
        else this.#having[feature] = [i]
      }
    }
  }

  /** The loss when `update` has trained the model with `sample`; `best` when that changes nothing. */
  lossAfter(update: () => void, sample: Uint16Array, best: number): number {
    const scores = this.#scores ?? this.#addUp()
    const before = PackedWeights.read(this.#weights, sample)
    update()
    const after = PackedWeights.read(this.#weights, sample)
    if (after.every((weight, i) => weight === before[i])) return best
    const next = this.#next
    const intercept = after[0]! - before[0]!
    for (let i = 0; i < next.length; i++) next[i] = scores[i]! + intercept
    for (let i = 0; i < sample.length; i++) {
      const step = after[i + 1]! - before[i + 1]!
      const having = step === 0 ? undefined : this.#having[sample[i]!]
      if (having) for (const j of having) next[j]! += step
    }
    const loss = this.#lossOf(next)
    if (loss <= best) this.#keep(next, scores)
    return loss
  }

  /** The model changes in another way. */
  forget(): void {
    this.#scores = undefined
  }

  #keep(next: Int32Array, scores: Int32Array): void {
    this.#journal.record(() => {
      this.#scores = undefined
    })
    this.#scores = next
    this.#next = scores
  }

  #addUp(): Int32Array {
    const scores = Int32Array.from(this.#samples, ({ sample }) =>
      PackedWeights.sum(this.#weights, sample as Uint16Array),
    )
    this.#scores = scores
    return scores
  }

  #lossOf(scores: Int32Array): number {
    const labels = this.#labels
    let wrong = 0
    for (let i = 0; i < scores.length; i++) if ((scores[i]! > 0 ? 1 : 0) !== labels[i]) wrong++
    return wrong * missed
  }
}
