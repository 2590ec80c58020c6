import { type Address, type Hex, isAddressEqual } from 'viem'
import { phases } from '../../twin/types/Market.ts'
import type { CotrainClient } from '../internal/client.ts'
import type { ContributionRecord } from '../internal/history.ts'
import { type OutlookParameters, outlookOf } from '../internal/outlook.ts'
import type { SyncedModel } from '../syncModel.ts'

/** What a contribution to a market earns. */
export type Reward = {
  /** The contribution's number in the model. */
  index: bigint
  contribution: ContributionRecord
  contributor: Address
  /** Whether the account made it. */
  own: boolean
  /** `pending` until the market is settled, or in default. */
  status: 'pending' | 'claimable' | 'claimed'
  /** How it came out: whether the model keeps it, by how much the loss fell (in units of 2^-16), and wei lost. */
  kept: boolean | undefined
  gain: bigint | undefined
  penalty: bigint | undefined
  /** Where it stands in the order of scoring, once that is known. */
  position: number | undefined
  /** Wei that it pays, or has paid, stake included; undefined until the market is settled. */
  amount: bigint | undefined
  /** What of that is more than the stake, in wei; below 0 for a loss. */
  profit: bigint | undefined
  /** After a default: the proof that a claim brings. */
  proof: Hex | undefined
}

export type ListRewardsParameters = OutlookParameters<'market'>
export type ListRewardsReturnType = Reward[]

/**
 * Lists what each contribution to a market has earned, and whether it can be claimed. Amounts that are not claimed yet
 * can move by a wei with the order of claims.
 *
 * @throws WrongMechanismError, AccountMissingError, and as `syncModel`
 *
 * @example
 * const own = (await listRewards(client, { model })).filter(({ own }) => own)
 */
export async function listRewards(
  client: CotrainClient,
  parameters: ListRewardsParameters,
): Promise<ListRewardsReturnType> {
  const { synced, call } = await outlookOf(client, 'market', parameters)
  const { sender, time } = call
  const phase = synced.twin.phase(synced.model.modelId, time)
  const defaulted = phase === phases.Defaulted
  const positions = positionsOf(synced, phase, time)
  return synced.contributions.map((contribution): Reward => {
    const { index, contributor, deposit, score, status, payouts } = contribution
    const claimed = status === 'claimed'
    const amount = claimed ? payouts[0]!.amount : amountOf(synced, contribution, phase, time)
    return {
      index,
      contribution,
      contributor,
      own: isAddressEqual(contributor, sender),
      status: claimed ? 'claimed' : amount === undefined ? 'pending' : 'claimable',
      kept: score?.kept,
      gain: score?.gain,
      penalty: score?.penalty,
      position: positions.get(index),
      amount,
      profit: amount === undefined ? undefined : amount - deposit,
      proof: defaulted && !claimed ? synced.twin.proof(synced.model.modelId, index) : undefined,
    }
  })
}

function positionsOf(
  { twin, model, contributions }: SyncedModel<'market'>,
  phase: number,
  time: bigint,
): ReadonlyMap<bigint, number> {
  if (phase !== phases.Settling && phase !== phases.Settled) return new Map()
  return new Map(
    contributions.map((_, position) => [twin.scoredAt(model.modelId, BigInt(position), time), position]),
  )
}

/** What a claim made now would pay. */
function amountOf(
  { twin, model, blockNumber }: SyncedModel<'market'>,
  { contributor, index, score }: ContributionRecord,
  phase: number,
  time: bigint,
): bigint | undefined {
  const call = { sender: contributor, time, blockNumber }
  const { modelId } = model
  const { events } = twin.simulate(() => {
    if (phase === phases.Settled && score) {
      return twin.claim(call, modelId, index, contributor, score.gain, score.penalty)
    }
    if (phase !== phases.Defaulted) return { events: [] }
    return twin.claimDefault(call, modelId, index, twin.contribution(modelId, index)!)
  })
  const [event] = events
  return event && 'amount' in event.args ? event.args.amount : undefined
}
