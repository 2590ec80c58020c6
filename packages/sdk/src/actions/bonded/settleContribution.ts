import { encodeFunctionData, type Hash, type TransactionReceipt } from 'viem'
import { spareGas } from '../../kinds/gasAtMost.ts'
import type { ModelReference } from '../../kinds/modelId.ts'
import { abiOf } from '../../kinds/trainers.ts'
import { assertUnder } from '../../kinds/under.ts'
import { type CotrainClient, type WriteParameters, writing } from '../internal/client.ts'
import type { ContributionRecord } from '../internal/history.ts'
import { pendingTime } from '../internal/pendingTime.ts'
import { argumentOf } from '../internal/record/argumentOf.ts'
import { type ClaimedParameters, withProof } from '../internal/record/provenState.ts'
import { type ProvenTransaction, sendProven } from '../internal/record/sendProven.ts'
import { waitForAll } from '../internal/sendAll.ts'
import { type TrainerEventValues, waitForEvents } from '../internal/waitForEvents.ts'
import { writeTrainer } from '../internal/writeTrainer.ts'
import { type SyncedModel, syncModel } from '../syncModel.ts'
import { isFinal } from './listChallenges.ts'

export type SettleContributionParameters = WriteParameters &
  Omit<ClaimedParameters, 'model'> & { model: ModelReference<'bonded'> }
/** The transaction's hash. */
export type SettleContributionReturnType = Hash
export type SettleContributionSyncReturnType = TrainerEventValues<'Settled'> & { receipt: TransactionReceipt }

/**
 * Settles a contribution whose label is final: the model learns it, and all who asserted that label are paid. Anybody
 * may do this.
 *
 * @throws WrongMechanismError, NoOpenContributionError, TooEarlyError, AlreadyTouchedError
 *
 * @example
 * const { label, amounts } = await settleContributionSync(client, { model, index: 3n })
 */
export async function settleContribution(
  client: CotrainClient,
  parameters: SettleContributionParameters,
): Promise<SettleContributionReturnType> {
  const { model } = parameters
  assertUnder(model, 'bonded')
  return withProof(client, parameters, ({ contribution, proof }) => {
    const { challenges = [], sample } = contribution
    const args = [model.modelId, argumentOf(contribution), challenges, proof] as const
    const spare = spareGas(model.classifier, [sample])
    return writeTrainer(client, {
      ...writing(parameters),
      model,
      functionName: 'refund',
      args,
      spareGas: spare,
    })
  })
}

/** As {@link settleContribution}, but waits until it is mined; `amounts`, in wei: the contribution's, then the challenges'. */
export async function settleContributionSync(
  client: CotrainClient,
  parameters: SettleContributionParameters,
): Promise<SettleContributionSyncReturnType> {
  const hash = await settleContribution(client, parameters)
  const { model } = parameters
  const { events, receipt } = await waitForEvents(client, {
    ...writing(parameters),
    model,
    hash,
    eventName: 'Settled',
  })
  return { ...events[0]!, receipt }
}

export type SettleContributionsParameters = WriteParameters & {
  model: ModelReference<'bonded'>
  /** Those to settle, with their challenges. @default all whose label is final by now */
  contributions?: readonly ContributionRecord[] | undefined
}
/** The hashes of the transactions; none when there is nothing to settle. */
export type SettleContributionsReturnType = Hash[]
export type SettleContributionsSyncReturnType = {
  settled: TrainerEventValues<'Settled'>[]
  hashes: Hash[]
}

/** Settlements in one transaction: each takes some 120,000 gas, 300,000 with a long sample. */
const settlementsPerTransaction = 20

/**
 * Settles all contributions whose label is final, oldest first, many in a transaction. A transaction succeeds with all
 * of its settlements or not at all: if somebody else is faster with one of them, retry.
 *
 * @throws as `settleContribution`
 *
 * @example
 * const { settled } = await settleContributionsSync(client, { model })
 */
export async function settleContributions(
  client: CotrainClient,
  parameters: SettleContributionsParameters,
): Promise<SettleContributionsReturnType> {
  const { model } = parameters
  assertUnder(model, 'bonded')
  let synced = await syncModel(client, { model })
  const contributions = parameters.contributions ?? (await finalContributions(client, synced))
  return sendProven(client, parameters, contributions, async (left, isAgain) => {
    if (isAgain) synced = await syncModel(client, { model, previous: synced })
    return planOf(synced, left)
  })
}

/** The transactions that settle some contributions. */
function planOf(
  { twin, model }: SyncedModel<'bonded'>,
  contributions: readonly ContributionRecord[],
): ProvenTransaction<ContributionRecord>[] {
  const abi = abiOf(model)
  const plan: ProvenTransaction<ContributionRecord>[] = []
  for (let start = 0; start < contributions.length; start += settlementsPerTransaction) {
    const items = contributions.slice(start, start + settlementsPerTransaction)
    const calls = items.map(contribution => {
      const { position, challenges = [] } = contribution
      const proof = twin.proof(model.modelId, position)
      const args = [model.modelId, argumentOf(contribution), challenges, proof] as const
      return encodeFunctionData({ abi, functionName: 'refund', args })
    })
    const samples = items.map(({ sample }) => sample)
    plan.push({ items, calls, spareGas: spareGas(model.classifier, samples) })
  }
  return plan
}

/** As {@link settleContributions}, but waits until all is mined. */
export async function settleContributionsSync(
  client: CotrainClient,
  parameters: SettleContributionsParameters,
): Promise<SettleContributionsSyncReturnType> {
  const hashes = await settleContributions(client, parameters)
  return { settled: (await waitForAll(client, parameters, hashes))('Settled'), hashes }
}

async function finalContributions(
  client: CotrainClient,
  synced: SyncedModel<'bonded'>,
): Promise<ContributionRecord[]> {
  const time = await pendingTime(client, synced)
  return synced.contributions.filter(contribution => isFinal(synced, contribution, time))
}
