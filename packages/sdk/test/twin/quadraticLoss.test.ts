import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as Sigmoid from '../../src/twin/libraries/Sigmoid.ts'
import * as Softmax from '../../src/twin/libraries/Softmax.ts'

const { one } = Sigmoid

/** As the contract computes it. */
function sigmoidLoss(score: number, scaleBits: number, label: number): number {
  const p = Sigmoid.logistic(score, scaleBits)
  const error = label === 1 ? one - p : p
  return Number((error * error) >> 112n)
}

/** As the contract computes it; -Infinity is a class that has no score. */
function softmaxLoss(scores: readonly number[], label: number, factor: bigint, divisor: bigint): number {
  const highest = Math.max(...scores)
  const e = scores.map(score => {
    if (score === Number.NEGATIVE_INFINITY) return 0n
    const below = (BigInt(highest - score) * factor) / divisor
    return below >= 2n ** 21n ? 0n : Sigmoid.exponential(Number(below), 15)
  })
  const sum = e.reduce((total, own) => total + own, 0n)
  const squares = e.reduce((total, own, c) => {
    const p = sum === 0n ? 0n : (own * one) / sum
    const off = c === label ? one - p : p
    return total + off * off
  }, 0n)
  return Number(squares >> 113n)
}

/** Differences of all sizes: most of them matter, some are where exponentials are hardly seen any more. */
const differences = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 0, max: 40 }),
  fc.integer({ min: 0, max: 2 ** 18 }),
  // 40 to 64
  fc.integer({ min: 40 * 2 ** 15, max: 2 ** 21 + 10 }),
  fc.integer({ min: 0, max: 2 ** 30 }),
)
const runs = { numRuns: 20_000 }

describe('quadratic losses of the twin', () => {
  test('of two classes are those of the contract', () => {
    const scales = fc.integer({ min: 0, max: 15 })
    fc.assert(
      fc.property(
        differences,
        fc.boolean(),
        scales,
        fc.integer({ min: 0, max: 1 }),
        (size, up, bits, label) => {
          const score = up ? size : -size
          expect(Sigmoid.quadraticLoss(score, bits, label)).toBe(sigmoidLoss(score, bits, label))
        },
      ),
      runs,
    )
  })

  test('of two classes are those of the contract wherever exponentials are hardly seen', () => {
    for (let score = 40 * 2 ** 15; score < 46 * 2 ** 15; score += 7) {
      expect(Sigmoid.quadraticLoss(score, 15, 0)).toBe(sigmoidLoss(score, 15, 0))
      expect(Sigmoid.quadraticLoss(score, 15, 1)).toBe(sigmoidLoss(score, 15, 1))
    }
  })

  const scales = fc.constantFrom<[number, bigint, number, bigint]>(
    // naive Bayes: half the numbers of the contract
    [22_713, 45_426n, 2 ** 32, 2n ** 33n],
    // perceptrons of several rates
    [2 ** 14, 2n ** 14n, 1, 1n],
    [2 ** 14, 2n ** 14n, 9, 9n],
    [2 ** 14, 2n ** 14n, 32_767, 32_767n],
    [1, 1n, 600, 600n],
  )

  test('of several classes are those of the contract', () => {
    const some = fc.array(differences, { minLength: 2, maxLength: 64, size: 'max' })
    fc.assert(
      fc.property(some, scales, fc.nat(), fc.nat(), (below, [factor, factorOf, divisor, divisorOf], a, b) => {
        const unit = divisor / factor
        const scores = below.map(d => -Math.floor(Math.min(d * unit, 2 ** 48)))
        if (a % 3 === 0) scores[b % scores.length] = Number.NEGATIVE_INFINITY
        const label = a % scores.length
        expect(Softmax.quadraticLoss(scores, label, factor, divisor)).toBe(
          softmaxLoss(scores, label, factorOf, divisorOf),
        )
      }),
      runs,
    )
  })

  test('are 1/2 when no class has samples', () => {
    const none = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY]
    expect(Softmax.quadraticLoss(none, 1, 1, 1)).toBe(2 ** 15)
    expect(softmaxLoss(none, 1, 1n, 1n)).toBe(2 ** 15)
  })
})
