import { encodeFunctionData, type Hash, type Hex, type TransactionReceipt } from 'viem'
import { WrongPhaseError } from '../../errors/market.ts'
import { NoOpenContributionError } from '../../errors/record.ts'
import type { ModelReference } from '../../kinds/modelId.ts'
import { abiOf } from '../../kinds/trainers.ts'
import { assertUnder } from '../../kinds/under.ts'
import { type CotrainClient, type WriteParameters, writing } from '../internal/client.ts'
import { argumentOf } from '../internal/record/argumentOf.ts'
import { sendAll, waitForAll } from '../internal/sendAll.ts'
import { type TrainerEventValues, waitForEvents } from '../internal/waitForEvents.ts'
import { writeTrainer } from '../internal/writeTrainer.ts'
import { getMarket } from './getMarket.ts'
import { listRewards, type Reward } from './listRewards.ts'

export type ClaimRewardParameters = WriteParameters & {
  model: ModelReference<'market'>
  /** The contribution's number in the model. */
  index: bigint
}
/** The transaction's hash. */
export type ClaimRewardReturnType = Hash
export type ClaimRewardSyncReturnType = TrainerEventValues<'Claimed'> & { receipt: TransactionReceipt }

/**
 * Pays what a contribution has earned to its contributor, once the market is settled or in default. Anybody may send it.
 *
 * @throws WrongMechanismError, WrongPhaseError, NoOpenContributionError
 *
 * @example
 * const { amount } = await claimRewardSync(client, { model, index: 0n })
 */
export async function claimReward(
  client: CotrainClient,
  parameters: ClaimRewardParameters,
): Promise<ClaimRewardReturnType> {
  const { account, model, index } = parameters
  assertUnder(model, 'market')
  const reward = (await listRewards(client, { model, account }))[Number(index)]
  if (!reward || reward.status === 'claimed') {
    throw new NoOpenContributionError({ modelId: model.modelId, index })
  }
  if (reward.status === 'pending') {
    const { phase } = await getMarket(client, { model })
    throw new WrongPhaseError({ modelId: model.modelId, phase })
  }
  const args = [[callOf(model, reward)]] as const
  return writeTrainer(client, { ...writing(parameters), model, functionName: 'multicall', args })
}

/** As {@link claimReward}, but waits until it is mined; `amount` is what was paid, in wei. */
export async function claimRewardSync(
  client: CotrainClient,
  parameters: ClaimRewardParameters,
): Promise<ClaimRewardSyncReturnType> {
  const hash = await claimReward(client, parameters)
  const { model } = parameters
  const { events, receipt } = await waitForEvents(client, {
    ...writing(parameters),
    model,
    hash,
    eventName: 'Claimed',
  })
  return { ...events[0]!, receipt }
}

export type ClaimRewardsParameters = WriteParameters & {
  model: ModelReference<'market'>
  /** Those of `listRewards` to send; what cannot be claimed is left out. @default all of the account */
  rewards?: readonly Reward[] | undefined
}
/** The hashes of the transactions; none when there is nothing to claim. */
export type ClaimRewardsReturnType = Hash[]
export type ClaimRewardsSyncReturnType = {
  claimed: TrainerEventValues<'Claimed'>[]
  /** What was paid in all, in wei. */
  total: bigint
  hashes: Hash[]
}

/** Claims in one transaction: each takes some 60,000 gas, more with a long sample after a default. */
const claimsPerTransaction = 40

/**
 * Claims what the account's contributions have earned, many in a transaction; after a default, their stakes and parts of
 * the bounty.
 *
 * @throws WrongMechanismError, AccountMissingError
 *
 * @example
 * const { total } = await claimRewardsSync(client, { model })
 */
export async function claimRewards(
  client: CotrainClient,
  parameters: ClaimRewardsParameters,
): Promise<ClaimRewardsReturnType> {
  const { account, model, rewards } = parameters
  assertUnder(model, 'market')
  const given = rewards ?? (await listRewards(client, { model, account })).filter(({ own }) => own)
  const calls = given.filter(({ status }) => status === 'claimable').map(reward => callOf(model, reward))
  return sendAll(client, parameters, calls, { most: claimsPerTransaction })
}

/** As {@link claimRewards}, but waits until all is mined. */
export async function claimRewardsSync(
  client: CotrainClient,
  parameters: ClaimRewardsParameters,
): Promise<ClaimRewardsSyncReturnType> {
  const hashes = await claimRewards(client, parameters)
  const claimed = (await waitForAll(client, parameters, hashes))('Claimed')
  return { claimed, total: claimed.reduce((sum, { amount }) => sum + amount, 0n), hashes }
}

/** A scored contribution has its part of the settlement; one that never was is claimed by its own state. */
function callOf(model: ModelReference<'market'>, reward: Reward): Hex {
  const abi = abiOf(model)
  const { modelId } = model
  const { index, contribution, contributor, gain, penalty, proof } = reward
  if (proof !== undefined) {
    const args = [modelId, argumentOf(contribution), proof] as const
    return encodeFunctionData({ abi, functionName: 'claimDefault', args })
  }
  if (gain === undefined || penalty === undefined) throw new NoOpenContributionError({ modelId, index })
  const args = [modelId, index, contributor, gain, penalty] as const
  return encodeFunctionData({ abi, functionName: 'claim', args })
}
