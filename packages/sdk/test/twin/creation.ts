import { concat, type Hex, slice, toHex } from 'viem'
import { encodeClassifierOptions, encodeIncentiveOptions } from '../../src/kinds/index.ts'
import type { Dice } from './Dice.ts'
import { wordsFor } from './samples.ts'
import type { World } from './World.ts'

/** Arguments of `createModel`, some of them wrong. */
export function creation({ twin, dice }: World): unknown[] {
  const calm = twin.modelCount() === 0n && dice.oneIn(2)
  const { featureCount, weightBits, learningRate } = calm ? calmPerceptron(dice) : perceptron(dice)
  const classifier = encodeClassifierOptions('sparse-perceptron-drt', {
    featureCount,
    weightBits,
    learningRate,
  })
  const incentive = encodeIncentiveOptions('sparse-perceptron-drt', calm ? calmDeposit : deposit(dice))

  const words = wordsFor(dice, Math.min(featureCount, 500), Math.min(16, Math.max(8, weightBits)))
  const given = !calm && dice.oneIn(5) ? words.slice(0, dice.below(words.length + 1)) : words
  const metadata = `{"name":"${dice.pick(['spam', 'Übung ✓', ''])}"}`
  return [broken(dice, classifier), broken(dice, incentive), metadata, spoilt(dice, given)]
}

/** Claims that stay open long, and predictions that change often: there, people share deposits. */
const calmDeposit = { refundTime: 0, ownerClaimTime: 2_000_000, anyClaimTime: 4_000_000, depositWeight: 1000 }

function calmPerceptron(dice: Dice) {
  return {
    featureCount: dice.pick([1, 2, 3]),
    weightBits: dice.between(8, 16),
    learningRate: dice.pick([10, 100]),
  }
}

function perceptron(dice: Dice) {
  const weightBits = dice.oneIn(30) ? dice.pick([0, 7, 17, 255]) : dice.between(8, 16)
  const max = Math.floor(2 ** (weightBits - 1) - 1)
  const rates = dice.oneIn(30) ? [0, max + 1, 65_535] : [1, 1, 2, 10, Math.ceil(max / 3), max]
  const learningRate = Math.min(65_535, Math.max(0, dice.pick(rates)))
  const featureCount = dice.oneIn(30)
    ? dice.pick([0, 65_537, 2 ** 24 - 1])
    : dice.pick([1, 2, 5, 12, 12, dice.between(13, 80), dice.between(81, 500)])
  return { featureCount, weightBits, learningRate }
}

function deposit(dice: Dice) {
  const refundTime = dice.pick([0, 0, 1, 60, 3600, dice.below(2 ** 22)])
  const ownerClaimTime = refundTime + dice.pick([0, 1, 60, 36_000, 100_000])
  const anyClaimTime = ownerClaimTime + dice.pick([0, 1, 60, 100_000, 360_000])
  const depositWeight = dice.pick([0, 1, 1, dice.below(1e6), dice.below(1e6), 2 ** 40 - 1])
  if (dice.oneIn(20))
    return { refundTime: 5, ownerClaimTime: dice.pick([4, 5]), anyClaimTime: 4, depositWeight }
  return { refundTime, ownerClaimTime, anyClaimTime, depositWeight }
}

/** Once in a while options that do not decode. */
function broken(dice: Dice, options: Hex): Hex {
  if (!dice.oneIn(40)) return options
  switch (dice.below(3)) {
    case 0:
      return slice(options, 0, dice.pick([1, 31, 64, 95]))
    case 1:
      return concat([toHex(2n ** 255n, { size: 32 }), slice(options, 32)])
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
