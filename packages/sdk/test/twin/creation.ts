import { concat, type Hex, size, slice, toHex } from 'viem'
import {
  classifierNames,
  classifiers,
  encodeClassifierOptions,
  encodeIncentiveOptions,
} from '../../src/kinds/index.ts'
import { classifierNumber } from '../../src/kinds/trainers.ts'
import type { Dice } from './Dice.ts'
import { sideOf } from './kinds/index.ts'
import { mechanismOf } from './mechanisms/index.ts'
import type { World } from './World.ts'

/** Arguments of `createModel`, some of them wrong. */
export function creation({ twin, dice }: World): unknown[] {
  const calm = twin.modelCount() === 0n && dice.oneIn(2)
  const side = sideOf(twin)
  const options = side.options(dice, calm)
  const classifier = encodeClassifierOptions(twin.classifier, options)
  const incentive = encodeIncentiveOptions(twin.mechanism, mechanismOf(twin).options(dice, calm))

  const words = side.words(dice, options)
  const given =
    !calm && dice.oneIn(5) ? words.slice(0, cut(dice, side.headWords?.(options), 0, words)) : words
  const metadata = `{"name":"${dice.pick(['spam', 'Übung ✓', ''])}"}`
  const { length } = classifierNames
  const number = dice.oneIn(30) ? length + dice.below(2) : classifierNumber(twin.classifier)
  const encoded = [broken(dice, classifier), broken(dice, incentive)]
  return [BigInt(number), ...encoded, maxFeatures(twin, dice, calm), metadata, spoilt(dice, given)]
}

/** Where samples are sets of features, now and then so few that some are too long; else hardly ever a limit. */
function maxFeatures({ classifier }: World['twin'], dice: Dice, calm: boolean): number {
  if (classifiers[classifier].samples === 'dense') return !calm && dice.oneIn(30) ? dice.pick([1, 65_535]) : 0
  return calm || dice.oneIn(2) ? 0 : dice.pick([1, 5, 20, 65_535])
}

/** Where a chunk of `words` from `start` on ends: anywhere, or where a page does. */
export function cut(
  dice: Dice,
  headWords: number | undefined,
  start: number,
  words: readonly bigint[],
): number {
  const anywhere = dice.between(0, words.length)
  if (headWords === undefined || dice.oneIn(3)) return anywhere
  if (dice.oneIn(3)) return 0
  const ends = [headWords, headWords + 512, headWords + 1024].filter(end => end > start)
  return dice.oneIn(2) ? Math.min(words.length, dice.pick(ends) - start) : words.length
}

/** Once in a while options that do not decode. */
function broken(dice: Dice, options: Hex): Hex {
  if (!dice.oneIn(40)) return options
  switch (dice.below(3)) {
    case 0:
      return slice(options, 0, dice.pick([1, 31, 32, size(options) - 1]))
    case 1: {
      const start = 32 * dice.below(size(options) / 32)
      const rest = start + 32 < size(options) ? slice(options, start + 32) : '0x'
      return concat([start > 0 ? slice(options, 0, start) : '0x', toHex(2n ** 255n, { size: 32 }), rest])
    }
    default:
      return concat([options, '0x1234'])
  }
}

/** Once in a while words that are too many, or have a bit above the last weight. */
export function spoilt(dice: Dice, words: readonly bigint[]): readonly bigint[] {
  if (dice.oneIn(20)) return [...words, 0n]
  if (dice.oneIn(10) && words.length > 0) return words.with(dice.below(words.length), 2n ** 256n - 1n)
  return words
}
