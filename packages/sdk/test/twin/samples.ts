import { type Hex, toHex } from 'viem'
import { packWeights } from '../../src/models/packedWeights.ts'
import type { Dice } from './Dice.ts'

/** A well-formed sample of a model of `featureCount`: 1 to 12 features, or up to 60 once in a while. */
export function sampleFor(dice: Dice, featureCount: number): Hex {
  const length = Math.min(featureCount, dice.between(1, dice.oneIn(8) ? 60 : 12))
  const indices = new Set<number>()
  while (indices.size < length) indices.add(dice.below(featureCount))
  return packed([...indices].sort((a, b) => a - b))
}

/** A sample that breaks one of the rules. */
export function malformedSample(dice: Dice, featureCount: number): Hex {
  const good = sampleFor(dice, featureCount)
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
      return packed([...Array(2049 + dice.below(2)).keys()])
  }
}

/** The packed words of random weights: small ones, and those near the limits. */
export function wordsFor(dice: Dice, featureCount: number, bits: number): bigint[] {
  const max = 2 ** (bits - 1) - 1
  const spread = dice.pick([0, 3, 20, max])
  const weights = Int32Array.from({ length: featureCount + 1 }, () =>
    dice.oneIn(12)
      ? dice.pick([max, -max, -max - 1])
      : dice.between(-Math.min(spread, max), Math.min(spread, max)),
  )
  return packWeights(weights, bits)
}

/** Indices as packed bytes, whatever their order. */
export function packed(indices: readonly number[]): Hex {
  return `0x${indices.map(index => toHex(index, { size: 2 }).slice(2)).join('')}`
}
