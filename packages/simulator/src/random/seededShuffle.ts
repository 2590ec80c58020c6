import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** Shuffles a copy; the same seeds give the same shuffles on every machine. */
export type Shuffle = <T>(items: readonly T[]) => T[]

export function seededShuffle(seed: number): Shuffle {
  const random = xoroshiro128plus(seed)
  return items => {
    const shuffled = [...items]
    for (let i = shuffled.length - 1; i > 0; i--) {
      const j = uniformInt(random, 0, i)
      const item = shuffled[i]!
      shuffled[i] = shuffled[j]!
      shuffled[j] = item
    }
    return shuffled
  }
}
