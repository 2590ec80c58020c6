import type { ListRewardsReturnType } from '@cotrain/sdk'
import { formatGain } from './losses.ts'
import type { Market } from './phases.ts'

/** What a contribution has earned, and whether it is paid. */
export type Reward = ListRewardsReturnType[number]

/** How a contribution did, in a word or two. */
export function resultOf(market: Market, { kept, gain, penalty }: Reward): { label: string; color: string } {
  if (market.phaseName === 'defaulted') return { label: 'Not tried', color: 'gray' }
  if (kept === undefined) return { label: 'Waiting', color: 'yellow' }
  if (kept) return gain ? { label: 'Better', color: 'green' } : { label: 'No better', color: 'gray' }
  return penalty ? { label: 'Worse', color: 'red' } : { label: 'Not kept', color: 'gray' }
}

/** How a contribution did, in a sentence. */
export function explainResult(market: Market, { kept, gain, penalty, position }: Reward): string {
  if (market.phaseName === 'defaulted')
    return 'The test set was not revealed: it shares the bounty with all others.'
  if (kept === undefined) {
    return position === undefined
      ? 'It is tried when the market is settled.'
      : `It is number ${position + 1} in the drawn order.`
  }
  if (kept) return gain ? `The model kept it: ${formatGain(market, gain)}.` : 'The model is no better for it.'
  return penalty
    ? 'The model would do worse with it, so that it was not kept, and costs a part of the stake.'
    : 'It was not kept. The stake comes back.'
}
