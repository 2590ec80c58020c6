import { describe, expect, test } from 'vitest'
import { isUrgent, judge } from '../../src/keeper/worth.ts'

const gwei = 10n ** 9n
const terms = { reserve: 0n, allowance: 0n, maxFee: undefined }
/** 100,000 gas at 10 + 1 gwei: 1,100,000 gwei. */
const weight = { gas: 100_000n, gasLimit: 120_000n, balance: 10n ** 18n, baseFee: 10n * gwei, tip: gwei }
const item = (income: bigint) => ({ income: income * gwei, what: `${income}` })

describe('what a transaction is worth', () => {
  test('is sent from the price on at which something is left, and never pays more for gas than it brings', () => {
    expect(judge([item(1_099_999n)], terms, weight)).toEqual({ kind: 'dear', limit: 10_999_990_000n })
    const verdict = judge([item(1_200_000n)], terms, weight)
    expect(verdict).toEqual({
      kind: 'worth',
      limit: 12n * gwei,
      maxFeePerGas: 12n * gwei,
      maxPriorityFeePerGas: gwei,
    })
    const rich = judge([item(90_000_000n)], terms, weight)
    expect(rich).toMatchObject({ kind: 'worth', maxFeePerGas: 21n * gwei })
  })

  test('leaves the profit that is wanted, and keeps below the highest fee', () => {
    const wanting = { ...terms, reserve: 500_000n * gwei }
    expect(judge([item(1_500_000n)], wanting, weight)).toMatchObject({ kind: 'dear', limit: 10n * gwei })
    expect(judge([item(1_600_000n)], wanting, weight)).toMatchObject({ kind: 'worth', limit: 11n * gwei })
    const bounded = { ...terms, maxFee: 10n * gwei }
    expect(judge([item(9_000_000n)], bounded, weight)).toEqual({ kind: 'dear', limit: 10n * gwei })
  })

  test('costs more than it brings within an allowance only', () => {
    expect(judge([item(0n)], terms, weight)).toEqual({ kind: 'dear', limit: 0n })
    const helped = { ...terms, allowance: 1_100_000n * gwei }
    expect(judge([item(0n)], helped, weight)).toMatchObject({ kind: 'worth', maxFeePerGas: 11n * gwei })
    expect(judge([item(0n)], { ...helped, allowance: 1_099_999n * gwei }, weight)).toMatchObject({
      kind: 'dear',
    })
  })

  test('is sent without the items that do not bring their own gas', () => {
    const [good, bad] = [item(5_000_000n), item(300_000n)]
    expect(judge([good, bad], terms, weight)).toMatchObject({ kind: 'dust', keep: [good] })
    // where none does, there is nothing to keep
    expect(judge([bad, bad], terms, weight)).toMatchObject({ kind: 'dear' })
  })

  test('is not sent by an account that cannot pay, and sent for what it has', () => {
    expect(judge([item(9_000_000n)], terms, { ...weight, balance: 1_319_999n * gwei })).toMatchObject({
      kind: 'poor',
    })
    const just = judge([item(9_000_000n)], terms, { ...weight, balance: 1_440_000n * gwei })
    expect(just).toMatchObject({ kind: 'worth', maxFeePerGas: 12n * gwei })
  })
})

test('the end of its time is near in the last quarter, or the last hour', () => {
  const short = { opensAt: 1_000n, deadline: 1_400n }
  expect([1_299n, 1_300n].map(now => isUrgent(short, now))).toEqual([false, true])
  const long = { opensAt: 0n, deadline: 1_000_000n }
  expect([996_399n, 996_400n].map(now => isUrgent(long, now))).toEqual([false, true])
  expect(isUrgent({ opensAt: 0n, deadline: undefined }, 10n ** 12n)).toBe(false)
})
