import { type Item, type Job, sum } from './types.ts'

/** What a transaction must be worth. Amounts are wei. */
export type Terms = {
  /** What must be left of what it brings. */
  reserve: bigint
  /** What it may cost beyond what it brings. */
  allowance: bigint
  /** The most to pay for a unit of gas. */
  maxFee: bigint | undefined
}

/** What gas costs now, in wei. */
export type Prices = { baseFee: bigint; tip: bigint }

/** What the node says of a transaction: the gas that it needs, and may take at most. */
export type Weight = Prices & { gas: bigint; gasLimit: bigint; balance: bigint }

/**
 * - `worth`: send it, and pay no more for a unit of gas.
 * - `dust`: some of the items bring less than their own gas costs; without them it may be.
 * - `dear`: gas costs too much now; from `limit` on it is worth it.
 * - `poor`: the account cannot pay.
 */
export type Verdict<item extends Item> =
  | { kind: 'worth'; limit: bigint; maxFeePerGas: bigint; maxPriorityFeePerGas: bigint }
  | { kind: 'dust'; limit: bigint; keep: readonly item[] }
  | { kind: 'dear' | 'poor'; limit: bigint }

/** Gas that a transaction takes for being one. */
const ground = 21_000n

/**
 * Whether a transaction is worth its gas. What is said to be paid for gas at most is what the items bring, so that it
 * cannot be mined at a loss when prices rise after it was sent.
 */
export function judge<item extends Item>(
  items: readonly item[],
  { reserve, allowance, maxFee }: Terms,
  { gas, gasLimit, balance, baseFee, tip }: Weight,
): Verdict<item> {
  const price = baseFee + tip
  const limit = limitOf(items, { reserve, allowance, maxFee }, gas)
  const each = ((gas - ground) * price) / BigInt(items.length)
  const keep = allowance > 0n ? items : items.filter(({ income }) => income >= each)
  if (keep.length > 0 && keep.length < items.length) return { kind: 'dust', limit, keep }
  if (price > limit) return { kind: 'dear', limit }
  const affordable = gasLimit > 0n ? balance / gasLimit : 0n
  if (price > affordable) return { kind: 'poor', limit }
  const maxFeePerGas = least(limit, affordable, 2n * baseFee + tip)
  return { kind: 'worth', limit, maxFeePerGas, maxPriorityFeePerGas: least(tip, maxFeePerGas) }
}

/** Gas of some of the items of a transaction, if all need about the same. */
export function gasOfPart(gas: bigint, count: number, all: number): bigint {
  return ground + ((gas - ground) * BigInt(count)) / BigInt(all)
}

/** The most that a unit of gas may cost, in wei. */
export function limitOf(items: readonly Item[], { reserve, allowance, maxFee }: Terms, gas: bigint): bigint {
  const income = sum(items.map(item => item.income))
  const earning = income - reserve
  const helped = allowance > 0n ? income + allowance : 0n
  const most = earning > helped ? earning : helped
  const limit = most > 0n && gas > 0n ? most / gas : 0n
  return maxFee === undefined ? limit : least(limit, maxFee)
}

/** The last part of the time in which a job can be done: a quarter of it, at most an hour. In seconds. */
const lastPart = 4n
const lastHour = 3_600n

/** Whether what is not done soon is lost, or somebody else's. */
export function isUrgent({ opensAt, deadline }: Pick<Job, 'opensAt' | 'deadline'>, now: bigint): boolean {
  if (deadline === undefined) return false
  return now >= deadline - least((deadline - opensAt) / lastPart, lastHour)
}

export function least(first: bigint, ...others: readonly bigint[]): bigint {
  let low = first
  for (const value of others) if (value < low) low = value
  return low
}
