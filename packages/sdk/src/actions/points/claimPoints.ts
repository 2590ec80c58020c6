import { encodeFunctionData, type Hash, type Hex } from 'viem'
import { abiOf } from '../../kinds/abiOf.ts'
import type { ModelReference } from '../../kinds/modelId.ts'
import { assertUnder } from '../../kinds/under.ts'
import { type CallContext, TwinError } from '../../twin/index.ts'
import type { CotrainClient, WriteParameters } from '../internal/client.ts'
import { outlookOf } from '../internal/outlook.ts'
import { argumentOf } from '../internal/record/argumentOf.ts'
import { type PlannedTransaction, plannedAs } from '../internal/record/planned.ts'
import { type ProvenTransaction, sendProven } from '../internal/record/sendProven.ts'
import { waitForAll } from '../internal/sendAll.ts'
import type { TrainerEventValues } from '../internal/waitForEvents.ts'
import { type SyncedModel, syncModel } from '../syncModel.ts'
import { listPoints, type PointsClaim } from './listPoints.ts'

export type ClaimPointsParameters = WriteParameters & {
  model: ModelReference<'points'>
  /** Those of `listPoints` to send; what cannot be claimed now is left out. @default all that can be claimed now */
  claims?: readonly PointsClaim[] | undefined
  /** The model's history, if it is at hand: then only what is new is read. @default synced now */
  synced?: SyncedModel<'points'> | undefined
}
/** The hashes of the transactions; none when there is nothing to claim. */
export type ClaimPointsReturnType = Hash[]
export type ClaimPointsSyncReturnType = {
  verified: TrainerEventValues<'Verified'>[]
  confirmed: TrainerEventValues<'ReportConfirmed'>[]
  dismissed: TrainerEventValues<'ReportDismissed'>[]
  /** Points that the account has earned by all of it. */
  points: bigint
  hashes: Hash[]
}

/** Claims in one transaction: each takes some 60,000 gas, 300,000 with a long sample. */
const claimsPerTransaction = 30

/**
 * Verifies the account's contributions and ends its reports, all that can be done now, many in a transaction. What the
 * daily cap does not allow today is left for tomorrow.
 *
 * @throws as `verify` and `confirmReport`
 *
 * @example
 * const { points } = await claimPointsSync(client, { model })
 */
export async function claimPoints(
  client: CotrainClient,
  parameters: ClaimPointsParameters,
): Promise<ClaimPointsReturnType> {
  const synced = await syncModel(client, { model: parameters.model, previous: parameters.synced })
  const { due, plan } = await prepare(client, { ...parameters, synced })
  return sendProven(client, parameters, due, plan)
}

/** The transactions in which points are claimed, as `claimPoints` would send them now. */
export type PlanClaimPointsReturnType = PlannedTransaction<PointsClaim>[]

/**
 * Plans the transactions that `claimPoints` would send, and sends nothing. Where `synced` is given, the plan is as of that
 * history, whose twin does not move on.
 *
 * @throws as `claimPoints`
 *
 * @example
 * const transactions = await planClaimPoints(client, { model })
 */
export async function planClaimPoints(
  client: CotrainClient,
  parameters: ClaimPointsParameters,
): Promise<PlanClaimPointsReturnType> {
  const { due, plan } = await prepare(client, parameters)
  return plannedAs(parameters.model, await plan(due, false))
}

/** What is to be claimed, and what plans the transactions of what is left of it. */
async function prepare(client: CotrainClient, parameters: ClaimPointsParameters) {
  const { account, model } = parameters
  assertUnder(model, 'points')
  let synced = parameters.synced ?? (await syncModel(client, { model }))
  const due = parameters.claims ?? (await listPoints(client, { model, account, synced }))
  const plan = async (left: readonly PointsClaim[], isAgain: boolean) => {
    if (isAgain) synced = await syncModel(client, { model, previous: synced })
    const { call } = await outlookOf(client, 'points', { model, account, synced })
    return planOf(synced, call, left)
  }
  return { due, plan }
}

/** As {@link claimPoints}, but waits until all is mined. */
export async function claimPointsSync(
  client: CotrainClient,
  parameters: ClaimPointsParameters,
): Promise<ClaimPointsSyncReturnType> {
  const hashes = await claimPoints(client, parameters)
  const eventsOf = await waitForAll(client, parameters, hashes)
  const [verified, confirmed] = [eventsOf('Verified'), eventsOf('ReportConfirmed')]
  const earned = [...verified, ...confirmed].reduce((sum, { points }) => sum + points, 0n)
  return { verified, confirmed, dismissed: eventsOf('ReportDismissed'), points: earned, hashes }
}

/** The transactions of the claims that succeed one after the other, by the twin: the daily cap may leave some out. */
function planOf(
  { twin, model }: SyncedModel<'points'>,
  call: CallContext,
  claims: readonly PointsClaim[],
): ProvenTransaction<PointsClaim>[] {
  const { modelId } = model
  const abi = abiOf(model)
  const succeeding: { claim: PointsClaim; data: Hex }[] = []
  twin.simulate(() => {
    for (const claim of claims) {
      const { index, action: functionName, contribution } = claim
      if (functionName !== 'verify' && functionName !== 'confirm') continue
      try {
        twin[functionName](call, modelId, index, contribution)
      } catch (error) {
        if (error instanceof TwinError) continue
        throw error
      }
      const args = [modelId, argumentOf(contribution), twin.proof(modelId, contribution.position)] as const
      succeeding.push({ claim, data: encodeFunctionData({ abi, functionName, args }) })
    }
  })
  const plan: ProvenTransaction<PointsClaim>[] = []
  for (let start = 0; start < succeeding.length; start += claimsPerTransaction) {
    const some = succeeding.slice(start, start + claimsPerTransaction)
    plan.push({ items: some.map(({ claim }) => claim), calls: some.map(({ data }) => data) })
  }
  return plan
}
