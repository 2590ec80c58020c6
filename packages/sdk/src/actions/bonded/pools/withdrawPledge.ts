import { encodeFunctionData, type Hash } from 'viem'
import { NothingPledgedError, PoolAtStakeError } from '../../../errors/pools.ts'
import { NoOpenContributionError } from '../../../errors/record.ts'
import { abiOf } from '../../../kinds/abiOf.ts'
import type { ModelReference } from '../../../kinds/modelId.ts'
import { assertUnder } from '../../../kinds/under.ts'
import {
  addressOf,
  type CotrainClient,
  senderOf,
  type WriteParameters,
  writing,
} from '../../internal/client.ts'
import { contributionAt } from '../../internal/history.ts'
import { eventsIn, type TrainerEventValues, waitForSuccess } from '../../internal/waitForEvents.ts'
import { writeTrainer } from '../../internal/writeTrainer.ts'
import { type SyncedModel, syncModel } from '../../syncModel.ts'
import { leavesOf, poolsIn } from './known.ts'

export type WithdrawPledgeParameters = WriteParameters & {
  model: ModelReference<'bonded'>
  /** The contribution that the pools were to challenge. */
  index: bigint
  /** The model's history, if it is at hand. @default synced now */
  synced?: SyncedModel<'bonded'> | undefined
}
/** The transaction's hash. */
export type WithdrawPledgeReturnType = Hash
export type WithdrawPledgeSyncReturnType = {
  withdrawn: TrainerEventValues<'Withdrawn'>[]
  hash: Hash
}

/**
 * Withdraws all that the account can take out of pools of a contribution: what it has pledged where the challenge was
 * not made, and its share of what was paid where it was, once the contribution is closed.
 *
 * @throws WrongMechanismError, NoOpenContributionError when it was never made, NothingPledgedError, PoolAtStakeError
 *
 * @example
 * const { withdrawn } = await withdrawPledgeSync(client, { model, index: 3n })
 */
export async function withdrawPledge(
  client: CotrainClient,
  parameters: WithdrawPledgeParameters,
): Promise<WithdrawPledgeReturnType> {
  const { model, index } = parameters
  assertUnder(model, 'bonded')
  const account = addressOf(senderOf(client, parameters))
  const synced = parameters.synced ?? (await syncModel(client, { model }))
  const contribution = contributionAt(synced.contributions, index)
  if (!contribution) throw new NoOpenContributionError({ modelId: model.modelId, index, wasMade: false })
  const mine = poolsIn(synced, account)(contribution).filter(pool => pool.mine > 0n)
  if (mine.length === 0) throw new NothingPledgedError({ account })
  const isClosed = contribution.status === 'settled' || contribution.status === 'dropped'
  const free = mine.filter(({ staked }) => isClosed || !staked)
  if (free.length === 0) throw new PoolAtStakeError({})
  const leaves = leavesOf(contribution)
  const calls = free.map(({ round, label, bond }) => {
    const args = [model.modelId, leaves[round]!, label, bond] as const
    return encodeFunctionData({ abi: abiOf(model), functionName: 'withdraw', args })
  })
  const call = { ...writing(parameters), model, functionName: 'multicall', args: [calls] } as const
  return writeTrainer(client, call)
}

/** As {@link withdrawPledge}, but waits until it is mined; each `amount` is in wei. */
export async function withdrawPledgeSync(
  client: CotrainClient,
  parameters: WithdrawPledgeParameters,
): Promise<WithdrawPledgeSyncReturnType> {
  const hash = await withdrawPledge(client, parameters)
  const { model } = parameters
  const receipt = await waitForSuccess(client, { ...writing(parameters), model, hash })
  return { withdrawn: eventsIn(receipt, model, 'Withdrawn'), hash }
}
