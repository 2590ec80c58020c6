import type { Address } from 'viem'
import type { Challenge, Contribution } from '../../kinds/types.ts'
import type { TrainerEvent } from './getEvents.ts'

/** A contribution, open or closed, with what became of its deposit. `index` is its number in the model. */
export type ContributionRecord = Contribution & {
  /** The position of its last entry in the model's log: the index, until its state has changed. */
  position: bigint
  /**
   * `open` while some of its deposit is left; then who got the last of it. Under points: open until verified; in a
   * market: until its bundle is scored, and then `learned`, or `undone` where the model does not keep it; with bonds: until the arbiter is called (`disputed`), or it is settled, or
   * dropped, which means that the model does not learn it.
   */
  status:
    | 'open'
    | 'disputed'
    | 'refunded'
    | 'taken'
    | 'verified'
    | 'learned'
    | 'undone'
    | 'settled'
    | 'dropped'
  /** What was paid from its deposit, in wei, oldest first. */
  payouts: readonly { to: Address; amount: bigint }[]
  /** Under points: what it has earned its contributor. */
  points?: bigint | undefined
  /** In a market: the number of the bundle that it came in. */
  bundle?: bigint | undefined
  /** With bonds: who asserted another label than the last one, oldest first. */
  challenges?: readonly Challenge[] | undefined
  /** With bonds: who called the arbiter, for which fee (wei), and until when it may rule (seconds since 1970). */
  dispute?: { disputeId: bigint; account: Address; fee: bigint; until: bigint } | undefined
  /** With bonds: the label that the model has learned, once it is settled. */
  learned?: number | undefined
  /** With bonds: the contribution that had its sample before, which somebody has shown. */
  duplicateOf?: bigint | undefined
}

/** The events that tell what became of a contribution, beside `Changed`; their second indexed value is its index. */
export const historyEvents = [
  'Judged',
  'Contributed',
  'Refunded',
  'Taken',
  'Verified',
  'Challenged',
  'Settled',
  'Disputed',
  'DuplicateFound',
  'Dropped',
] as const

/** Where contribution `index` is in a list that is sorted by index; below 0 when it is not there. */
function placeOf(records: readonly ContributionRecord[], index: bigint): number {
  let [from, to] = [0, records.length]
  while (from < to) {
    const middle = (from + to) >>> 1
    if (records[middle]!.index < index) from = middle + 1
    else to = middle
  }
  return records[from]?.index === index ? from : -1
}

/** The contribution with this index among those of a history, which have gaps where states have changed. */
export function contributionAt(
  records: readonly ContributionRecord[],
  index: bigint,
): ContributionRecord | undefined {
  return records[placeOf(records, index)]
}

/** Adds what `events` tell to the contributions that are known so far; the list given stays as it is. */
export function addHistory(
  known: readonly ContributionRecord[],
  events: readonly TrainerEvent[],
): readonly ContributionRecord[] {
  if (events.length === 0) return known
  const records = [...known]
  let surprising = false
  const at = (index: bigint) => contributionAt(records, index)!
  const change = (index: bigint, changes: Partial<ContributionRecord>) => {
    records[placeOf(records, index)] = { ...at(index), ...changes }
  }
  for (const { eventName, args } of events) {
    if (eventName === 'Judged') surprising = args.surprising
    else if (eventName === 'Changed') change(args.index, { position: args.position })
    else if (eventName === 'Verified') {
      change(args.index, { status: 'verified', remaining: 0n, points: args.points })
    } else if (eventName === 'BundleRevealed') {
      const { bundle, first, count } = args
      for (let i = 0n; i < count; i++) change(first + i, { bundle })
    } else if (eventName === 'BundleSettled') {
      const status = args.kept ? 'learned' : 'undone'
      const its = records.filter(({ bundle }) => bundle === args.bundle)
      for (const { index } of its) change(index, { status })
    } else if (eventName === 'Challenged') {
      const { index, account, label, time } = args
      const { challenges = [] } = at(index)
      change(index, { challenges: [...challenges, { account, label, time }] })
    } else if (eventName === 'Settled') {
      const payouts = payoutsOf(at(args.index), args.amounts)
      change(args.index, { status: 'settled', remaining: 0n, payouts, learned: args.label })
    } else if (eventName === 'Disputed') {
      const { index, disputeId, account, fee, until } = args
      change(index, { status: 'disputed', dispute: { disputeId, account, fee, until } })
    } else if (eventName === 'DuplicateFound') {
      const { index, finder, original, amount } = args
      const payouts = amount > 0n ? [{ to: finder, amount }] : []
      change(index, { duplicateOf: original, payouts })
    } else if (eventName === 'Dropped') {
      const record = at(args.index)
      const payouts = [...payoutsOf(record, args.amounts), ...record.payouts]
      change(args.index, { status: 'dropped', remaining: 0n, payouts })
    }
    if (eventName === 'Contributed') {
      const { index, contributor, label, time, deposit, sample } = args
      const state = {
        contributor,
        index,
        label,
        surprising,
        time,
        deposit,
        remaining: deposit,
        takers: [],
        sample,
      }
      records.push({ ...state, position: index, status: 'open', payouts: [] })
      surprising = false
    } else if (eventName === 'Refunded') {
      const payouts = [...at(args.index).payouts, { to: args.contributor, amount: args.amount }]
      change(args.index, { remaining: 0n, status: 'refunded', payouts })
    } else if (eventName === 'Taken') {
      change(args.index, afterTake(at(args.index), args))
    }
  }
  return records
}

/** Who got what when all were paid: the assertions in their order, then whoever called the arbiter. */
function payoutsOf(
  { contributor, challenges = [], dispute }: ContributionRecord,
  amounts: readonly bigint[],
): ContributionRecord['payouts'] {
  const receivers = [contributor, ...challenges.map(({ account }) => account), dispute?.account]
  return amounts.map((amount, i) => ({ to: receivers[i]!, amount })).filter(({ amount }) => amount > 0n)
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
