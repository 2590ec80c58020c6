import type { Address } from 'viem'
import type { Contribution } from '../../kinds/types.ts'
import type { TrainerEvent } from './getEvents.ts'

/** A contribution, open or closed, with what became of its deposit. */
export type ContributionRecord = Contribution & {
  /** Its number in the model. */
  index: bigint
  /** `open` while some of its deposit is left; then who got the last of it. */
  status: 'open' | 'refunded' | 'taken'
  /** What was paid from its deposit, in wei, oldest first. */
  payouts: readonly { to: Address; amount: bigint }[]
}

/** Adds what `events` tell to the contributions that are known so far; the list given stays as it is. */
export function addHistory(
  known: readonly ContributionRecord[],
  events: readonly TrainerEvent[],
): readonly ContributionRecord[] {
  if (events.length === 0) return known
  const records = [...known]
  for (const { eventName, args } of events) {
    if (eventName === 'Contributed') {
      const { index, contributor, label, time, deposit, sample } = args
      const contribution = { contributor, label, time, deposit, remaining: deposit, takers: [], sample }
      records[Number(index)] = { index, ...contribution, status: 'open', payouts: [] }
    } else if (eventName === 'Refunded') {
      const record = records[Number(args.index)]!
      const payouts = [...record.payouts, { to: args.contributor, amount: args.amount }]
      records[Number(args.index)] = { ...record, remaining: 0n, status: 'refunded', payouts }
    } else if (eventName === 'Taken') {
      records[Number(args.index)] = afterTake(records[Number(args.index)]!, args)
    }
  }
  return records
}

function afterTake(
  record: ContributionRecord,
  { taker, amount, remaining }: { taker: Address; amount: bigint; remaining: bigint },
): ContributionRecord {
  return {
    ...record,
    remaining,
    takers: [...record.takers, taker],
    payouts: [...record.payouts, { to: taker, amount }],
    status: remaining === 0n ? 'taken' : 'open',
  }
}
