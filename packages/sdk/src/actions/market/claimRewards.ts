import { encodeFunctionData, type Hash, type Hex, type TransactionReceipt } from 'viem'
import { bundleStatusNames, WrongBundleError } from '../../errors/market.ts'
import { abiOf } from '../../kinds/abiOf.ts'
import type { ModelReference } from '../../kinds/modelId.ts'
import { assertUnder } from '../../kinds/under.ts'
import { type CotrainClient, type WriteParameters, writing } from '../internal/client.ts'
import { type PlannedTransaction, plannedAs } from '../internal/record/planned.ts'
import { sendAll, waitForAll } from '../internal/sendAll.ts'
import { type TrainerEventValues, waitForEvents } from '../internal/waitForEvents.ts'
import { writeTrainer } from '../internal/writeTrainer.ts'
import { listRewards, type Reward } from './listRewards.ts'

export type ClaimRewardParameters = WriteParameters & {
  model: ModelReference<'market'>
  /** The number of the bundle. */
  bundle: bigint
}
/** The transaction's hash. */
export type ClaimRewardReturnType = Hash
export type ClaimRewardSyncReturnType = TrainerEventValues<'Claimed'> & { receipt: TransactionReceipt }

/**
 * Pays what a bundle came to to its contributor: as it was scored, or back what it had paid, when its market was
 * cancelled or is in default. Anybody may send it.
 *
 * @throws WrongMechanismError, WrongBundleError when there is nothing to claim (yet)
 *
 * @example
 * const { amount } = await claimRewardSync(client, { model, bundle: 0n })
 */
export async function claimReward(
  client: CotrainClient,
  parameters: ClaimRewardParameters,
): Promise<ClaimRewardReturnType> {
  const { account, model, bundle } = parameters
  assertUnder(model, 'market')
  const { modelId } = model
  const reward = (await listRewards(client, { model, account }))[Number(bundle)]
  if (!reward?.action) {
    const status = reward ? bundleStatusNames.indexOf(reward.record.status) : 0
    throw new WrongBundleError({ modelId, bundle, status })
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
  /** Whether to claim for everybody: the owner opens no other market before all is paid. @default false */
  all?: boolean | undefined
  /** Those of `listRewards` to send; what cannot be claimed is left out. @default all of the account, or of everybody */
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

/** Claims in one transaction: each takes some 50,000 gas. */
const claimsPerTransaction = 40

/**
 * Claims what the account's bundles came to, or everybody's, many in a transaction.
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
  const { model } = parameters
  const calls = (await dueOf(client, parameters)).map(reward => callOf(model, reward))
  return sendAll(client, parameters, calls, { most: claimsPerTransaction })
}

/** The transactions in which rewards are claimed, as `claimRewards` would send them now. */
export type PlanClaimRewardsReturnType = PlannedTransaction<Reward>[]

/**
 * Plans the transactions that `claimRewards` would send now, and sends nothing.
 *
 * @throws as `claimRewards`
 *
 * @example
 * const transactions = await planClaimRewards(client, { model, all: true })
 */
export async function planClaimRewards(
  client: CotrainClient,
  parameters: ClaimRewardsParameters,
): Promise<PlanClaimRewardsReturnType> {
  const { model } = parameters
  const due = await dueOf(client, parameters)
  const plan = []
  for (let start = 0; start < due.length; start += claimsPerTransaction) {
    const items = due.slice(start, start + claimsPerTransaction)
    plan.push({ items, calls: items.map(reward => callOf(model, reward)) })
  }
  return plannedAs(model, plan)
}

async function dueOf(client: CotrainClient, parameters: ClaimRewardsParameters): Promise<Reward[]> {
  const { account, model, rewards, all = false } = parameters
  assertUnder(model, 'market')
  const given = rewards ?? (await listRewards(client, { model, account })).filter(({ own }) => own || all)
  return given.filter(({ action }) => action !== undefined)
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

function callOf(model: ModelReference<'market'>, { bundle, action, record }: Reward): Hex {
  const abi = abiOf(model)
  const { modelId } = model
  if (action === 'claim') return encodeFunctionData({ abi, functionName: 'claim', args: [modelId, bundle] })
  const args = [modelId, bundle, record.contributor, record.commitment] as const
  return encodeFunctionData({ abi, functionName: 'claimBack', args })
}
