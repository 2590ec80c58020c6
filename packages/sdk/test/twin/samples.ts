import { type Hex, toHex } from 'viem'
import type { Dice } from './Dice.ts'

/** A well-formed sample of a model of `featureCount`: 1 to 12 features, or up to 60 once in a while. */
export function sparseSample(dice: Dice, featureCount: number): Hex {
  const length = Math.min(featureCount, dice.between(1, dice.oneIn(8) ? 60 : 12))
  const indices = new Set<number>()
  while (indices.size < length) indices.add(dice.below(featureCount))
  return packed([...indices].sort((a, b) => a - b))
}

/** A sample of indices that breaks one of the rules. */
export function malformedSparse(dice: Dice, featureCount: number, maxLength: number): Hex {
  const good = sparseSample(dice, featureCount)
  const last = Number(`0x${good.slice(-4)}`)
  switch (dice.below(5)) {
    case 0:
      return dice.oneIn(2) ? '0x' : `${good}${good.slice(-4)}`
    case 1:
      return `${good}07`
    case 2:
      return packed([...Array(dice.between(1, 20)).keys(), dice.below(18)])
    case 3:
      return packed([...(last < featureCount ? [last] : []), Math.min(65_535, featureCount + dice.below(3))])
    default:
      return packed([...Array(maxLength + 1 + dice.below(2)).keys()])
  }
}

/** The largest squared norm that a sample may have. */
const maxSquaredNorm = 0x8020 ** 2

/** A well-formed sample of `featureCount` numbers: any, few that are not 0, or one that is as large as can be. */
export function denseSample(dice: Dice, featureCount: number): Hex {
  const spike = dice.below(featureCount)
  if (dice.oneIn(6)) {
    const size = dice.pick([32_767, -32_767, -32_768])
    return packedIntegers(Array.from({ length: featureCount }, (_, i) => (i === spike ? size : 0)))
  }
  const sparse = dice.oneIn(3)
  const numbers = Array.from({ length: featureCount }, () =>
    sparse && !dice.oneIn(4) ? 0 : dice.between(-1000, 1000),
  )
  const norm = Math.hypot(...numbers) || 1
  const target = dice.pick([32_767, 32_767, 16_000, 300])
  return packedIntegers(
    numbers.map(x => Math.max(-32_768, Math.min(32_767, Math.trunc((x * target) / norm)))),
  )
}

/** A sample of numbers that breaks one of the rules. */
export function malformedDense(dice: Dice, featureCount: number): Hex {
  const good = denseSample(dice, featureCount)
  switch (dice.below(5)) {
    case 0:
      return '0x'
    case 1:
      return dice.oneIn(2) ? `${good}0000` : (good.slice(0, -2) as Hex)
    default: {
      const least = Math.floor(Math.sqrt(maxSquaredNorm / featureCount)) + 1
      return packedIntegers(
        Array.from({ length: featureCount }, () => -Math.min(32_768, least + dice.below(3))),
      )
    }
  }
}

/** Indices as packed bytes, whatever their order. */
export function packed(indices: readonly number[]): Hex {
  return `0x${indices.map(index => toHex(index, { size: 2 }).slice(2)).join('')}`
}

/** Signed integers of two bytes each. */
export function packedIntegers(integers: readonly number[]): Hex {
  return packed(integers.map(x => x & 0xffff))
}
