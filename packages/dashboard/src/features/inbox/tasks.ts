import { type Claim, canSettle, type Reward } from '@cotrain/sdk'
import { isAddressEqual } from 'viem'
import type { Challengeable } from '../bonded/words.ts'
import type { Market } from '../market/phases.ts'
import type { PointsClaim } from '../points/words.ts'

/** Something that an account can do with a model now. */
export interface Task {
  kind: TaskKind
  /** Of how many contributions or bundles. */
  count: number
  /** Wei that it brings; undefined where it brings none. */
  amount?: bigint | undefined
  points?: number | undefined
  /** Until when, in seconds since 1970, and the wei that are lost if nobody does it until then. */
  until?: number | undefined
  lost?: bigint | undefined
}

export type TaskKind =
  | 'refund'
  | 'take'
  | 'verify'
  | 'confirm'
  | 'report'
  | 'reveal'
  | 'claim'
  | 'publish'
  | 'settle'
  | 'answer'
  | 'arbiter'
  | 'withdraw'

const earliest = (times: readonly number[]) => (times.length === 0 ? undefined : Math.min(...times))
const sum = (amounts: readonly bigint[]) => amounts.reduce((total, amount) => total + amount, 0n)

/** Only what there is something to do about. */
const present = (tasks: readonly Task[]) => tasks.filter(({ count }) => count > 0)

/** What can be claimed of deposits. One's own can be taken by the owner, late by anybody. */
export function depositTasks(claims: readonly Claim[], ownerClaimTime: number): Task[] {
  const refunds = claims.filter(({ action }) => action === 'refund')
  const takes = claims.filter(({ action }) => action === 'take')
  const ends = refunds.map(({ contribution }) => contribution.time + ownerClaimTime)
  const until = earliest(ends)
  const first = refunds.filter(({ contribution }) => contribution.time + ownerClaimTime === until)
  const lost = sum(first.map(({ amount }) => amount))
  return present([
    {
      ...{ kind: 'refund', count: refunds.length, until, lost },
      amount: sum(refunds.map(({ amount }) => amount)),
    },
    { kind: 'take', count: takes.length, amount: sum(takes.map(({ amount }) => amount)) },
  ])
}

/** What can be done for points. */
export function pointTasks(claims: readonly PointsClaim[]): Task[] {
  const task = (kind: 'verify' | 'confirm' | 'report'): Task => {
    const due = claims.filter(({ action, own }) => action === kind && (kind !== 'verify' || own))
    return { kind, count: due.length, points: due.reduce((total, { points }) => total + points, 0) }
  }
  return present([task('verify'), task('confirm'), task('report')])
}

/** What a market waits for from an account: what is not revealed in time is lost, and so is a bounty without a test set. */
export function marketTasks(rewards: readonly Reward[], market: Market, account: string): Task[] {
  const own = rewards.filter(reward => reward.own)
  const due = own.filter(({ status }) => status === 'claimable')
  const hidden = own.filter(({ record }) => record.market === market.market && record.status === 'committed')
  const isSponsor = isAddressEqual(market.sponsor, account as never)
  const { phaseName, revealUntil, testUntil, bounty } = market
  return present([
    {
      ...{ kind: 'reveal', count: phaseName === 'revealing' ? hidden.length : 0 },
      ...{ until: Number(revealUntil), lost: sum(hidden.map(({ record }) => record.price)) },
    },
    {
      ...{ kind: 'publish', count: Number(phaseName === 'testing' && isSponsor) },
      ...{ until: Number(testUntil), lost: bounty },
    },
    { kind: 'claim', count: due.length, amount: sum(due.map(({ amount = 0n }) => amount)) },
  ])
}

/** What there is to do about what an account has staked: who is contradicted and does not answer loses the stake. */
export function challengeTasks(
  challenges: readonly Challengeable[],
  account: string,
  hasArbiter: boolean,
): Task[] {
  const staked = challenges.filter(each => each.staked > 0n)
  const settle = staked.filter(({ status }) => canSettle(status))
  const contradicted = staked.filter(({ status, contribution: { challenges: made = [] } }) => {
    const last = made.at(-1)
    return status === 'open' && last !== undefined && !isAddressEqual(last.account, account as never)
  })
  const contested = staked.filter(({ status }) => hasArbiter && status === 'contested')
  const open = challenges.filter(({ withdrawable }) => withdrawable > 0n)
  const timed = (kind: TaskKind, some: readonly Challengeable[]): Task => ({
    ...{ kind, count: some.length, until: earliest(some.map(({ finalAt }) => Number(finalAt))) },
    lost: sum(some.map(each => each.staked)),
  })
  return present([
    { kind: 'settle', count: settle.length, amount: sum(settle.map(({ payout }) => payout)) },
    timed('answer', contradicted),
    timed('arbiter', contested),
    { kind: 'withdraw', count: open.length, amount: sum(open.map(({ withdrawable }) => withdrawable)) },
  ])
}

const never = Number.POSITIVE_INFINITY

/** When the first of some tasks is too late. */
export const deadlineOf = (tasks: readonly Task[]) =>
  Math.min(never, ...tasks.map(({ until = never }) => until))

/** What all tasks bring together. */
export function totalOfTasks(tasks: readonly Task[]): { count: number; amount: bigint; points: number } {
  return {
    count: tasks.reduce((total, { count }) => total + count, 0),
    amount: sum(tasks.map(({ amount = 0n }) => amount)),
    points: tasks.reduce((total, { points = 0 }) => total + points, 0),
  }
}
