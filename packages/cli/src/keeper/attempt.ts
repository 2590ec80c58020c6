import {
  formatModelId,
  InsufficientFundsError,
  NodeUnreachableError,
  TransactionDroppedError,
  TransactionRevertedError,
  TransactionTimeoutError,
  toCotrainError,
} from '@cotrain/sdk'
import type { Hash } from 'viem'
import { explain } from '../errors.ts'
import { noteMined, noteSent } from './flights.ts'
import type { Keeping } from './Keeping.ts'
import { createScales, type Refusal } from './scales.ts'
import { type Item, type Job, sum } from './types.ts'
import { gasOfPart, isUrgent, limitOf, type Terms } from './worth.ts'

/**
 * - `done`: mined, and paid.
 * - `planned`: worth it, but nothing is sent in a dry run.
 * - `waiting`: gas costs too much now.
 * - `unpaid`: the account has no ether for the gas.
 * - `pending`: sent, and not mined yet.
 * - `lost`: mined, but reverted: somebody else was faster.
 * - `failed`: it cannot be sent.
 * - `stopped`: the keeper ends.
 */
export const outcomes = [
  'done',
  'planned',
  'waiting',
  'unpaid',
  'pending',
  'lost',
  'failed',
  'stopped',
] as const
export type Outcome = (typeof outcomes)[number]

/** What has become of some items of a job. Amounts are wei. */
export type Act = {
  job: Job
  items: readonly Item[]
  outcome: Outcome
  /** What came in, or would. */
  income: bigint
  /** What was paid for gas, or would be. */
  cost: bigint
  /** Gas that it needs, if somebody has said so, and the price of a unit from which on it is worth it. */
  gas: bigint | undefined
  limit: bigint | undefined
  hashes: readonly Hash[]
  reason: string | undefined
}

/** Does a job if that is worth it; what is not, apart from the rest. */
export async function attempt(keeping: Keeping, job: Job, now: bigint): Promise<Act[]> {
  const { items } = job
  const { client, account, dryRun, stop, isOurs } = keeping
  const mayGoOn = async () => !stop.aborted && (await isOurs())
  const terms = termsOf(keeping, job, now)
  const scales = createScales({ client, account, job, items, terms, dryRun, mayGoOn })
  const sent: Sent = { hashes: [], cost: 0n }
  try {
    const how = { ...howTo(keeping, job, sent), account: scales.account }
    const income = await job.send(items, how)
    // others, or the day's cap, may leave nothing to send
    const outcome = sent.hashes.length > 0 ? 'done' : 'failed'
    const reason = outcome === 'done' ? undefined : 'there was nothing to send'
    return [{ job, items, outcome, income, ...sent, gas: undefined, limit: undefined, reason }]
  } catch (error) {
    const refusal = scales.refusal()
    if (refusal?.kind === 'dust') {
      const { keep } = refusal
      const dust = items.filter(item => !keep.includes(item))
      const gas = gasOfPart(refusal.gas, dust.length, items.length)
      const alone = { ...refusal, gas, limit: limitOf(dust, terms, gas) }
      const others = await attempt(keeping, { ...job, items: keep }, now)
      return [...others, refusedAct(job, dust, alone)]
    }
    if (refusal) return [refusedAct(job, items, refusal)]
    return failure(keeping, job, now, { error, sent })
  }
}

/** What was sent, and what it has cost. */
type Sent = { hashes: Hash[]; cost: bigint }

function howTo(keeping: Keeping, job: Job, sent: Sent) {
  const { log, timeout } = keeping
  return {
    timeout,
    // nobody is there to be asked: what is worth it is sent
    onRequest: undefined,
    onHash: (transaction: Parameters<typeof noteSent>[2]) => {
      noteSent(log, job, transaction)
      sent.hashes.push(transaction.hash)
    },
    onReceipt: (receipt: { transactionHash: Hash; gasUsed: bigint; effectiveGasPrice: bigint }) => {
      noteMined(receipt.transactionHash)
      // it may be another one with the same effect that was mined
      for (const hash of sent.hashes) noteMined(hash)
      sent.cost += receipt.gasUsed * receipt.effectiveGasPrice
    },
  }
}

/** What a job must be worth: near the end of its time its gas, before that the user's profit as well. */
export function termsOf({ minProfit, maxFee, budget }: Keeping, job: Job, now: bigint): Terms {
  return {
    reserve: isUrgent(job, now) ? 0n : minProfit,
    allowance: job.isPublic ? budget.left(now) : 0n,
    maxFee,
  }
}

const kinds = {
  dear: 'waiting',
  dust: 'waiting',
  poor: 'unpaid',
  dry: 'planned',
  stopped: 'stopped',
} as const

function refusedAct(job: Job, items: readonly Item[], refusal: Refusal): Act {
  const income = sum(items.map(item => item.income))
  const outcome = kinds[refusal.kind]
  const nothing = { job, items, outcome, income, hashes: [], reason: undefined }
  if (refusal.kind === 'stopped') return { ...nothing, cost: 0n, gas: undefined, limit: undefined }
  const { gas, price, limit } = refusal
  return { ...nothing, cost: gas * price, gas, limit }
}

type Failed = { error: unknown; sent: Sent }

/** What went wrong; one bad item of several must not stand in the way of the others. */
async function failure(keeping: Keeping, job: Job, now: bigint, { error, sent }: Failed): Promise<Act[]> {
  const { items } = job
  const known = toCotrainError(error)
  const act = (outcome: Outcome, reason: string): Act[] => [
    { job, items, outcome, income: 0n, ...sent, gas: undefined, limit: undefined, reason },
  ]
  const { message } = await explain(error)
  if (sent.hashes.length > 0) {
    const underWay = [TransactionTimeoutError, TransactionDroppedError, NodeUnreachableError]
    if (underWay.some(kind => known instanceof kind)) return act('pending', message)
    for (const hash of sent.hashes) noteMined(hash)
    return act(known instanceof TransactionRevertedError ? 'lost' : 'failed', message)
  }
  if (known instanceof NodeUnreachableError) throw known
  if (known instanceof InsufficientFundsError) return act('unpaid', message)
  if (items.length === 1) return act('failed', message)
  keeping.log.debug({ model: formatModelId(job.model), chore: job.chore, reason: message }, 'tried in halves')
  const half = Math.ceil(items.length / 2)
  const first = await attempt(keeping, { ...job, items: items.slice(0, half) }, now)
  return [...first, ...(await attempt(keeping, { ...job, items: items.slice(half) }, now))]
}
