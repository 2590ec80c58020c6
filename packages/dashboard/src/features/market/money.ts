import type { Reward, TrainerEvent } from '@cotrain/sdk'
import type { Market, PhaseName } from './phases.ts'

/** What all contributors get of the bounty together after a default: one part of so many. */
const defaultParts = 20n

/** What would be paid, lost and burnt if the test set were not published. Wei, but `hidden`. */
export function partsOfDefault({ bundles, revealed, bounty, price }: Market) {
  const hidden = bundles - revealed
  const share = revealed === 0n ? 0n : bounty / defaultParts / revealed
  const lost = hidden * price
  return {
    /** Bundles that are not revealed, and what they have paid. */
    hidden,
    lost,
    /** Of each revealed bundle, beside what it has paid. */
    share,
    burnt: lost + bounty - share * revealed,
  }
}

/** How a market of a model has ended, or that it goes on. */
export type MarketEnd = Extract<PhaseName, 'settled' | 'defaulted' | 'cancelled'> | undefined

const ends: Partial<Record<TrainerEvent['eventName'], MarketEnd>> = {
  MarketSettled: 'settled',
  MarketDefaulted: 'defaulted',
  MarketCancelled: 'cancelled',
}

/** How each market of a model has ended, in their order. */
export function marketEnds(events: readonly TrainerEvent[]): MarketEnd[] {
  const list: MarketEnd[] = []
  for (const { eventName } of events) {
    if (eventName === 'MarketOpened') list.push(undefined)
    else if (list.length > 0 && ends[eventName]) list[list.length - 1] = ends[eventName]
  }
  return list
}

/** Where the money of a market that is over came from and went; both sides are the same. Wei. */
export interface Books {
  bounty: bigint
  /** Stakes and fees of all bundles. */
  paidIn: bigint
  /** What contributors get, stakes included, claimed or not. */
  contributors: bigint
  /** What goes back to the sponsor. */
  sponsor: bigint
  /** Fees of whoever had bundles scored. */
  scorers: bigint
  burnt: bigint
}

/** The books of the present market, when it is over; `rewards` are its bundles. */
export function booksOf(
  market: Market,
  rewards: readonly Reward[],
  events: readonly TrainerEvent[],
): Books | undefined {
  const opened = events.findLastIndex(({ eventName }) => eventName === 'MarketOpened')
  const its = events.slice(opened)
  const end = its.find(({ eventName }) => ends[eventName])
  if (opened < 0 || !end) return undefined
  const { bounty, price, options, bundles, revealed } = market
  const scored = rewards.filter(({ record }) => record.score).length
  return {
    bounty,
    paidIn: price * bundles,
    contributors: rewards.reduce((sum, { amount = 0n }) => sum + amount, 0n),
    sponsor:
      end.eventName === 'MarketSettled' ? end.args.rest : end.eventName === 'MarketCancelled' ? bounty : 0n,
    scorers: options.fee * BigInt(scored),
    burnt:
      end.eventName === 'MarketDefaulted'
        ? end.args.burnt
        : end.eventName === 'MarketCancelled'
          ? 0n
          : (bundles - revealed) * price,
  }
}
