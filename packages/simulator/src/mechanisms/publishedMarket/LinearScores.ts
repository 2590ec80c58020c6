import type { Journal } from '@cotrain/sdk/twin'
import type { Example, Sample } from '../../data/DataSet.ts'
import { BitCounter, maxLength } from './BitCounter.ts'
import { Turns } from './Turns.ts'

/** The loss of a wrong prediction, in units of 2^-16. */
const missed = 1 << 16

/**
 * The scores of test samples by one weight a feature, class 1 above 0, kept up to date by what training changes: all
 * weights of a sample move by the same step, unless one is at its limit, so what tells whether a prediction turns is how
 * many features the test sample has in common with it.
 */
export class LinearScores {
  readonly #weights: Int32Array
  /** From the lowest score at first to the highest, so that those whose predictions may turn stand together. */
  readonly #samples: readonly Sample[]
  readonly #labels: Uint8Array
  readonly #journal: Journal
  readonly #counter: BitCounter
  /** Weights before training; used again and again. */
  readonly #before = new Int32Array(maxLength + 1)
  /** Of the model as it is; undefined when they must be added up anew. */
  #scores: Int32Array | undefined
  /** How many of these predict wrongly. */
  #wrong = 0
  /** By steps up and down, for these scores. */
  #up: Turns | undefined
  #down: Turns | undefined

  constructor(weights: Int32Array, samples: readonly Example[], journal: Journal) {
    this.#weights = weights
    const ordered = samples
      .map(({ sample, label }) => ({ sample, label, score: scoreOf(weights, sample) }))
      .sort((a, b) => a.score - b.score)
    this.#samples = ordered.map(({ sample }) => sample)
    this.#labels = Uint8Array.from(ordered, ({ label }) => label)
    this.#journal = journal
    this.#counter = new BitCounter(this.#samples, weights.length - 1)
  }

  /** The loss when `update` has trained the model with `sample`; `best` when that changes nothing. */
  lossAfter(update: () => void, sample: Sample, best: number): number {
    const scores = this.#scores ?? this.#addUp()
    const step = this.#stepOf(update, sample)
    if (step === 0) return best
    if (step === undefined) return this.#lossAnew(best)
    const turns = this.#turns(scores, step)
    this.#counter.count(sample, turns.needed)
    const wrong = this.#wrong + turns.moreWrong(this.#counter)
    const loss = wrong * missed
    if (loss <= best) this.#keep(scores, sample, step, wrong)
    return loss
  }

  /** The model changes in another way. */
  forget(): void {
    this.#scores = undefined
  }

  /** By how much the update has moved the weights; undefined when not all of them by the same. */
  #stepOf(update: () => void, sample: Sample): number | undefined {
    const weights = this.#weights
    const before = this.#before
    const { length } = sample
    before[0] = weights[0]!
    for (let i = 0; i < length; i++) before[i + 1] = weights[sample[i]! + 1]!
    update()
    const step = weights[0]! - before[0]!
    for (let i = 0; i < length; i++) {
      if (weights[sample[i]! + 1]! - before[i + 1]! !== step) return undefined
    }
    return step
  }

  #turns(scores: Int32Array, step: number): Turns {
    const known = step > 0 ? this.#up : this.#down
    if (known?.step === step) return known
    const turns = new Turns(step, scores, this.#labels, this.#samples)
    if (step > 0) this.#up = turns
    else this.#down = turns
    return turns
  }

  /** The scores follow the model, which keeps what it was trained with. */
  #keep(scores: Int32Array, sample: Sample, step: number, wrong: number): void {
    this.#undoable()
    this.#counter.count(sample)
    for (let i = 0; i < scores.length; i++) scores[i]! += step * (1 + this.#counter.countOf(i))
    this.#wrong = wrong
  }

  #lossAnew(best: number): number {
    const loss = this.#wrongOf(this.#sums()) * missed
    if (loss <= best) {
      this.#undoable()
      this.#addUp()
    }
    return loss
  }

  /** The scores are about to follow the model; when the model goes back, they must be added up anew. */
  #undoable(): void {
    this.#journal.record(() => this.forget())
    this.#up = undefined
    this.#down = undefined
  }

  #addUp(): Int32Array {
    this.#scores = this.#sums()
    this.#wrong = this.#wrongOf(this.#scores)
    this.#up = undefined
    this.#down = undefined
    return this.#scores
  }

  #sums(): Int32Array {
    return Int32Array.from(this.#samples, sample => scoreOf(this.#weights, sample))
  }

  #wrongOf(scores: Int32Array): number {
    let wrong = 0
    for (let i = 0; i < scores.length; i++) if ((scores[i]! > 0 ? 1 : 0) !== this.#labels[i]) wrong++
    return wrong
  }
}

/** The weight at position 0 plus those of the sample's features. */
function scoreOf(weights: Int32Array, sample: Sample): number {
  let score = weights[0]!
  for (let i = 0; i < sample.length; i++) score += weights[sample[i]! + 1]!
  return score
}
