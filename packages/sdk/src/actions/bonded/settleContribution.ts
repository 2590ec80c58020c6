import { encodeFunctionData, type Hash, type Hex, type TransactionReceipt } from 'viem'
import { abiOf } from '../../kinds/abiOf.ts'
import { spareGas } from '../../kinds/gasAtMost.ts'
import type { ModelReference } from '../../kinds/modelId.ts'
import { assertUnder } from '../../kinds/under.ts'
import { getContribution } from '../getContribution.ts'
import { type CotrainClient, type WriteParameters, writing } from '../internal/client.ts'
import { type ContributionRecord, contributionAt } from '../internal/history.ts'
import { pendingTime } from '../internal/pendingTime.ts'
import { argumentOf } from '../internal/record/argumentOf.ts'
import { type PlannedTransaction, plannedAs } from '../internal/record/planned.ts'
import { type ClaimedParameters, withProof } from '../internal/record/provenState.ts'
import { type ProvenTransaction, sendProven } from '../internal/record/sendProven.ts'
import { waitForAll } from '../internal/sendAll.ts'
import { eventsIn, type TrainerEventValues, waitForSuccess } from '../internal/waitForEvents.ts'
import { writeTrainer } from '../internal/writeTrainer.ts'
import { type SyncedModel, syncModel } from '../syncModel.ts'
import { rulingsOf } from './rulings.ts'
import { canSettle, statusOf } from './status.ts'

export type SettleContributionParameters = WriteParameters &
  Omit<ClaimedParameters, 'model'> & { model: ModelReference<'bonded'> }
/** The transaction's hash. */
export type SettleContributionReturnType = Hash
export type SettleContributionSyncReturnType = TrainerEventValues<'Dropped'> & {
  /** What the model has learned; undefined when the contribution was dropped. */
  label: number | undefined
  receipt: TransactionReceipt
}

/**
 * Settles a contribution whose label is final: the model learns it, and all who asserted that label are paid. What was
 * challenged as often as it may be is closed as the arbiter has ruled; where it has not, or nobody has called it in time,
 * the contribution is dropped: the model does not learn it, contributor and first challenger lose one deposit each, and
 * everything else is paid back. Anybody may do this.
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
  const { model, index, synced } = parameters
  assertUnder(model, 'bonded')
  const contribution =
    parameters.contribution ??
    (synced && contributionAt(synced.contributions, index)) ??
    (await getContribution(client, { model, index }))
  const call = { ...writing(parameters), model, spareGas: spareGas(model.classifier, [contribution.sample]) }
  if (contribution.status === 'disputed') {
    return writeTrainer(client, {
      ...call,
      functionName: 'conclude',
      args: conclusionOf(model, contribution),
    })
  }
  return withProof(client, { ...parameters, contribution }, ({ proof }) =>
    writeTrainer(client, { ...call, functionName: 'refund', args: refundOf(model, contribution, proof) }),
  )
}

/**
 * As {@link settleContribution}, but waits until it is mined; `amounts`, in wei: the contribution's, then the
 * challenges', then, after a ruling, what repaid whoever called the arbiter.
 */
export async function settleContributionSync(
  client: CotrainClient,
  parameters: SettleContributionParameters,
): Promise<SettleContributionSyncReturnType> {
  const hash = await settleContribution(client, parameters)
  const { model } = parameters
  const receipt = await waitForSuccess(client, { ...writing(parameters), model, hash })
  const [settled] = eventsIn(receipt, model, 'Settled')
  const [dropped] = eventsIn(receipt, model, 'Dropped')
  return { ...(settled ?? dropped!), label: settled?.label, receipt }
}

export type SettleContributionsParameters = WriteParameters & {
  model: ModelReference<'bonded'>
  /** Those to settle, with their challenges. @default all that can be settled by now */
  contributions?: readonly ContributionRecord[] | undefined
  /** The model's history, if it is at hand: then only what is new is read. @default synced now */
  synced?: SyncedModel<'bonded'> | undefined
}
/** The hashes of the transactions; none when there is nothing to settle. */
export type SettleContributionsReturnType = Hash[]
export type SettleContributionsSyncReturnType = {
  settled: TrainerEventValues<'Settled'>[]
  dropped: TrainerEventValues<'Dropped'>[]
  hashes: Hash[]
}

/** Settlements in one transaction: each takes some 120,000 gas, 300,000 with a long sample. */
const settlementsPerTransaction = 20

/**
 * Settles, or drops, all contributions that can be closed by now, oldest first, many in a transaction. A transaction
 * succeeds with all of its settlements or not at all: if somebody else is faster with one of them, retry.
 *
 * @throws as `settleContribution`
 *
 * @example
 * const { settled, dropped } = await settleContributionsSync(client, { model })
 */
export async function settleContributions(
  client: CotrainClient,
  parameters: SettleContributionsParameters,
): Promise<SettleContributionsReturnType> {
  const synced = await syncModel(client, { model: parameters.model, previous: parameters.synced })
  const { due, plan } = await prepare(client, { ...parameters, synced })
  return sendProven(client, parameters, due, plan)
}

/** The transactions in which contributions are settled, as `settleContributions` would send them now. */
export type PlanSettleContributionsReturnType = PlannedTransaction<ContributionRecord>[]

/**
 * Plans the transactions that `settleContributions` would send, and sends nothing. Where `synced` is given, the plan is as of that
 * history, whose twin does not move on.
 *
 * @throws as `settleContributions`
 *
 * @example
 * const transactions = await planSettleContributions(client, { model })
 */
export async function planSettleContributions(
  client: CotrainClient,
  parameters: SettleContributionsParameters,
): Promise<PlanSettleContributionsReturnType> {
  const { due, plan } = await prepare(client, parameters)
  return plannedAs(parameters.model, await plan(due, false))
}

/** What is to be settled, and what plans the transactions of what is left of it. */
async function prepare(client: CotrainClient, parameters: SettleContributionsParameters) {
  const { model } = parameters
  let synced = parameters.synced ?? (await syncModel(client, { model }))
  const due = parameters.contributions ?? (await settleable(client, synced))
  const plan = async (left: readonly ContributionRecord[], isAgain: boolean) => {
    if (isAgain) synced = await syncModel(client, { model, previous: synced })
    return planOf(synced, left)
  }
  return { due, plan }
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
      if (contribution.status === 'disputed') {
        const args = conclusionOf(model, contribution)
        return encodeFunctionData({ abi, functionName: 'conclude', args })
      }
      const args = refundOf(model, contribution, twin.proof(model.modelId, contribution.position))
      return encodeFunctionData({ abi, functionName: 'refund', args })
    })
    const samples = items.map(({ sample }) => sample)
    plan.push({ items, calls, spareGas: spareGas(model.classifier, samples) })
  }
  return plan
}

/** What `refund` takes. */
function refundOf({ modelId }: ModelReference, contribution: ContributionRecord, proof: Hex) {
  return [modelId, argumentOf(contribution), contribution.challenges ?? [], proof] as const
}

/** What `conclude` takes. */
function conclusionOf({ modelId }: ModelReference, contribution: ContributionRecord) {
  const { challenges = [], dispute } = contribution
  return [modelId, argumentOf(contribution), challenges, dispute!.disputeId] as const
}

/** As {@link settleContributions}, but waits until all is mined. */
export async function settleContributionsSync(
  client: CotrainClient,
  parameters: SettleContributionsParameters,
): Promise<SettleContributionsSyncReturnType> {
  const hashes = await settleContributions(client, parameters)
  const eventsOf = await waitForAll(client, parameters, hashes)
  return { settled: eventsOf('Settled'), dropped: eventsOf('Dropped'), hashes }
}

/** All that can be settled by now. */
async function settleable(
  client: CotrainClient,
  synced: SyncedModel<'bonded'>,
): Promise<ContributionRecord[]> {
  const [time, rulings] = await Promise.all([pendingTime(client, synced), rulingsOf(client, synced)])
  return synced.contributions.filter(each => canSettle(statusOf(synced, rulings, each, time)))
}
