import { hashToken } from '@cotrain/sdk/encoders'
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator'

/** A number drawn anew each time: fixed, normal (cut at 0), or exponential with that mean. */
export type Distribution = number | { mean: number; sd: number } | { exponential: number }

/**
 * Random numbers of one purpose. The same seed and path give the same numbers on every machine: only additions,
 * multiplications and comparisons of IEEE doubles, no logarithms or sines, whose last bit is not the same everywhere.
 */
export class Random {
  readonly #generator: RandomGenerator

  /** @param path What the numbers are for, so that one part of a run does not disturb the numbers of another. */
  constructor(seed: number, ...path: readonly (string | number)[]) {
    this.#generator = xoroshiro128plus(hashToken([seed, ...path].join('/')))
  }

  /** From 0 up to, but not including, 1. */
  uniform(): number {
    return uniformFloat64(this.#generator)
  }

  /** A whole number from 0 to `count` - 1. */
  below(count: number): number {
    return uniformInt(this.#generator, 0, count - 1)
  }

  /** True with this probability. */
  chance(probability: number): boolean {
    return this.uniform() < probability
  }

  /** One of the items. */
  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!
  }

  /** Normal up to six standard deviations: the sum of twelve uniform numbers. */
  normal(mean: number, sd: number): number {
    let sum = -6
    for (let i = 0; i < 12; i++) sum += this.uniform()
    return mean + sd * sum
  }

  /** Exponential, by von Neumann's comparisons ("Various techniques used in connection with random digits", 1951). */
  exponential(mean: number): number {
    for (let whole = 0; ; whole++) {
      const first = this.uniform()
      let last = first
      let falling = 1
      for (let next = this.uniform(); next < last; next = this.uniform()) {
        last = next
        falling++
      }
      if (falling % 2 === 1) return mean * (whole + first)
    }
  }

  /** A number of the distribution, never below 0. */
  draw(distribution: Distribution): number {
    if (typeof distribution === 'number') return distribution
    if ('exponential' in distribution) return this.exponential(distribution.exponential)
    return Math.max(0, this.normal(distribution.mean, distribution.sd))
  }

  /** The numbers from 0 to `count` - 1, shuffled. */
  permutation(count: number): Uint32Array {
    const order = Uint32Array.from({ length: count }, (_, i) => i)
    for (let i = count - 1; i > 0; i--) {
      const j = this.below(i + 1)
      const swapped = order[i]!
      order[i] = order[j]!
      order[j] = swapped
    }
    return order
  }
}
