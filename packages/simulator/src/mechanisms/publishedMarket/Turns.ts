import type { Sample } from '../../data/DataSet.ts'
import { type BitCounter, maxLength } from './BitCounter.ts'

/** Which predictions turn when training moves all scores of a class one way by a step, for one state of the model. */
export class Turns {
  /** By which a weight moves. */
  readonly step: number
  /** For each word the lowest threshold: below it nothing turns. */
  readonly needed: Int32Array
  /** A threshold's bits, as the counter's planes. */
  readonly #thresholds: Int32Array
  readonly #planes: number
  /** Bits of the test samples that may turn, and of those among them that are wrong now. */
  readonly #may: Int32Array
  readonly #wrong: Int32Array

  /**
   * A score moves by the step once for the intercept, and once for each feature that the sample trained with has, too.
   * @param samples With their features.
   */
  constructor(step: number, scores: Int32Array, labels: Uint8Array, samples: readonly Sample[]) {
    this.step = step
    const words = Math.ceil(scores.length / 32)
    this.needed = new Int32Array(words).fill(maxLength + 1)
    this.#planes = 32 - Math.clz32(samples.reduce((most, { length }) => Math.max(most, length), 0))
    this.#thresholds = new Int32Array(this.#planes * words)
    this.#may = new Int32Array(words)
    this.#wrong = new Int32Array(words)
    for (let i = 0; i < scores.length; i++) {
      const now = scores[i]! > 0 ? 1 : 0
      if (now === (step > 0 ? 1 : 0)) continue
      // Class 1 is above 0: the first count with which the score is there, or is not any more.
      const needed = step > 0 ? Math.floor(-scores[i]! / step) : Math.ceil(scores[i]! / -step) - 1
      if (needed > samples[i]!.length) continue
      const [w, bit] = [i >> 5, 1 << (i & 31)]
      this.needed[w] = Math.min(this.needed[w]!, needed)
      this.#may[w]! |= bit
      if (now !== labels[i]) this.#wrong[w]! |= bit
      for (let b = 0; b < this.#planes; b++) {
        if ((needed >> b) & 1) this.#thresholds[b * words + w]! |= bit
      }
    }
  }

  /** How many more predictions are wrong after training with the sample that the counter has counted. */
  moreWrong({ words, planes, planeCount, most }: BitCounter): number {
    const thresholds = this.#thresholds
    let more = 0
    for (let w = 0; w < words; w++) {
      if (this.needed[w]! > most) continue
      let above = 0
      let equal = this.#may[w]!
      for (let b = Math.max(this.#planes, planeCount) - 1; b >= 0; b--) {
        const count = b < planeCount ? planes[b * words + w]! : 0
        const threshold = b < this.#planes ? thresholds[b * words + w]! : 0
        above |= equal & count & ~threshold
        equal &= ~(count ^ threshold)
      }
      const turned = above | equal
      if (turned !== 0) more += bitsIn(turned & ~this.#wrong[w]!) - bitsIn(turned & this.#wrong[w]!)
    }
    return more
  }
}

/** How many bits of a word are set ("Hacker's Delight", section 5-1). */
function bitsIn(word: number): number {
  let x = word - ((word >>> 1) & 0x55555555)
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333)
  return Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
