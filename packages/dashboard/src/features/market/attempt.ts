import { TwinError } from '@cotrain/sdk/twin'
import type { Address } from 'viem'
import type { MarketModel } from '../model/readyModel.ts'

/**
 * What the contract would do with a call now, tried on the twin: the wei that it pays out, or undefined when it would
 * refuse.
 */
export function attempt(
  { twin, reference: { modelId }, synced: { blockNumber } }: MarketModel,
  action: 'withdraw' | 'cancel',
  sender: Address,
  now: number,
): bigint | undefined {
  try {
    const call = { sender, time: BigInt(now), blockNumber }
    const { events } = twin.simulate(() => twin[action](call, modelId))
    return events.reduce((sum, { args }) => ('amount' in args ? sum + args.amount : sum), 0n)
  } catch (error) {
    if (error instanceof TwinError) return undefined
    throw error
  }
}
