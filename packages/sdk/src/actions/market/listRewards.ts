import { type Address, isAddressEqual } from 'viem'
import { phaseNames } from '../../errors/market.ts'
import type { CotrainClient } from '../internal/client.ts'
import { type OutlookParameters, outlookOf } from '../internal/outlook.ts'
import { type BundleRecord, bundlesOf } from './listBundles.ts'

/** What a bundle comes to. */
export type Reward = {
  /** The number of the bundle. */
  bundle: bigint
  record: BundleRecord
  contributor: Address
  /** Whether the account committed it. */
  own: boolean
  /**
   * `pending` until it is scored, or its market ends otherwise; `lost` when there is nothing to claim: it was not
   * revealed in time, or lost all of its stake.
   */
  status: 'pending' | 'claimable' | 'claimed' | 'lost'
  /** What pays it: as it was scored, or back what it had paid. */
  action: 'claim' | 'claimBack' | undefined
  /** Wei that it pays, or has paid, stake included; undefined while pending. */
  amount: bigint | undefined
  /** What of that is more than stake and fee, in wei; below 0 for a loss. */
  profit: bigint | undefined
}

export type ListRewardsParameters = OutlookParameters<'market'>
export type ListRewardsReturnType = Reward[]

/**
 * Lists what each bundle of a model's markets has come to, and whether it can be claimed.
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
  const { twin, model } = synced
  const { phase, firstBundle, share } = twin.incentive(model.modelId, call.time)
  const ended = { phaseName: phaseNames[phase], firstBundle, share }
  return bundlesOf(synced).map((record): Reward => {
    const { bundle, contributor, price } = record
    const outcome = outcomeOf(record, ended)
    const { amount } = outcome
    return {
      bundle,
      record,
      contributor,
      own: isAddressEqual(contributor, call.sender),
      ...outcome,
      profit: amount === undefined ? undefined : amount - price,
    }
  })
}

/** How the present market stands, or has ended. */
type Present = { phaseName: (typeof phaseNames)[number] | undefined; firstBundle: bigint; share: bigint }

function outcomeOf(
  { bundle, status, claimed, price, score }: BundleRecord,
  { phaseName, firstBundle, share }: Present,
): Pick<Reward, 'status' | 'action' | 'amount'> {
  if (claimed !== undefined) return { status: 'claimed', action: undefined, amount: claimed }
  if (status === 'closed') return { status: 'lost', action: undefined, amount: 0n }
  if (status === 'settled') return { status: 'claimable', action: 'claim', amount: score!.amount }
  const back = phaseName === 'cancelled' || (phaseName === 'defaulted' && status === 'revealed')
  if (back && bundle >= firstBundle)
    return { status: 'claimable', action: 'claimBack', amount: price + share }
  return { status: 'pending', action: undefined, amount: undefined }
}
