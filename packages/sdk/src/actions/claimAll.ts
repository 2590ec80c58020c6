import { encodeFunctionData, type Hash, type Hex } from 'viem'
import { AlreadyTouchedError, NoOpenContributionError } from '../errors/record.ts'
import { toCotrainError } from '../errors/toCotrainError.ts'
import { abiOf } from '../kinds/abiOf.ts'
import type { ModelReference } from '../kinds/modelId.ts'
import { assertUnder } from '../kinds/under.ts'
import { lastingEnd } from '../record/proof.ts'
import { type CallContext, TwinError } from '../twin/index.ts'
import type { CotrainClient, WriteParameters } from './internal/client.ts'
import { outlookOf } from './internal/outlook.ts'
import { argumentOf } from './internal/record/argumentOf.ts'
import { type PlannedTransaction, plannedAs } from './internal/record/planned.ts'
import { type ProvenTransaction, sendProven } from './internal/record/sendProven.ts'
import { waitForAll } from './internal/sendAll.ts'
import type { TrainerEventValues } from './internal/waitForEvents.ts'
import { type Claim, listClaims } from './listClaims.ts'
import { type SyncedModel, syncModel } from './syncModel.ts'

export type ClaimAllParameters = WriteParameters & {
  model: ModelReference<'deposits'>
  /** Those of `listClaims` to send; what cannot be claimed now is left out. @default all that can be claimed now */
  claims?: readonly Claim[] | undefined
  /** The model's history, if it is at hand: then only what is new is read. @default synced now */
  synced?: SyncedModel<'deposits'> | undefined
}
/** The hashes of the transactions; none when there is nothing to claim. */
export type ClaimAllReturnType = Hash[]
export type ClaimAllSyncReturnType = {
  refunded: TrainerEventValues<'Refunded'>[]
  taken: TrainerEventValues<'Taken'>[]
  /** What was paid in all, in wei. */
  total: bigint
  hashes: Hash[]
}

/** Claims in one transaction: each takes some 60,000 to 100,000 gas, 300,000 with a long sample. */
const claimsPerTransaction = 30

/**
 * Claims all that an account can claim now, refunds first, many in a transaction; refunds whose entries follow one
 * another go together. A transaction succeeds with all of its claims or not at all: if somebody else is faster with one
 * of them, list the claims again and retry.
 *
 * Takes add entries to the log, so that the proofs of those behind them are made for the log as it will be; where such
 * a proof is in another transaction, that is sent once the one before it is mined.
 *
 * @throws as `refund` and `take`
 *
 * @example
 * const { total } = await claimAllSync(client, { model })
 */
export async function claimAll(
  client: CotrainClient,
  parameters: ClaimAllParameters,
): Promise<ClaimAllReturnType> {
  const synced = await syncModel(client, { model: parameters.model, previous: parameters.synced })
  const { due, plan } = await prepare(client, { ...parameters, synced })
  return sendProven(client, parameters, due, plan)
}

/** The transactions in which an account claims all, as `claimAll` would send them now. */
export type PlanClaimAllReturnType = PlannedTransaction<Claim>[]

/**
 * Plans the transactions that `claimAll` would send, and sends nothing. Where `synced` is given, the plan is as of that
 * history, whose twin does not move on.
 *
 * @throws as `claimAll`
 *
 * @example
 * const transactions = await planClaimAll(client, { model })
 */
export async function planClaimAll(
  client: CotrainClient,
  parameters: ClaimAllParameters,
): Promise<PlanClaimAllReturnType> {
  const { due, plan } = await prepare(client, parameters)
  return plannedAs(parameters.model, due.length === 0 ? [] : await plan(due, false))
}

/** What is to be claimed, and what plans the transactions of what is left of it. */
async function prepare(client: CotrainClient, parameters: ClaimAllParameters) {
  const { account, model } = parameters
  assertUnder(model, 'deposits')
  let synced = parameters.synced ?? (await syncModel(client, { model }))
  const given = parameters.claims ?? (await listClaims(client, { model, account, synced }))
  const refunds = given.filter(({ action }) => action === 'refund').sort(byPosition)
  // the newest first: their proofs are those that change with what is added
  const takes = given.filter(({ action }) => action === 'take').sort((a, b) => byPosition(b, a))
  const plan = async (left: readonly Claim[], isAgain: boolean) => {
    if (isAgain) synced = await syncModel(client, { model, previous: synced })
    const { call } = await outlookOf(client, 'deposits', { model, account, synced })
    return synced.twin.simulate(() => planOf(synced, call, left))
  }
  return { due: [...refunds, ...takes], plan }
}

/** As {@link claimAll}, but waits until all is mined. */
export async function claimAllSync(
  client: CotrainClient,
  parameters: ClaimAllParameters,
): Promise<ClaimAllSyncReturnType> {
  const hashes = await claimAll(client, parameters)
  const eventsOf = await waitForAll(client, parameters, hashes)
  const [refunded, taken] = [eventsOf('Refunded'), eventsOf('Taken')]
  const total = [...refunded, ...taken].reduce((sum, { amount }) => sum + amount, 0n)
  return { refunded, taken, total, hashes }
}

function byPosition({ contribution: a }: Claim, { contribution: b }: Claim): number {
  return Number(a.position - b.position)
}

/** The transactions of some claims. The twin makes the claims meanwhile, so that its log is that of the next ones. */
function planOf(
  synced: SyncedModel<'deposits'>,
  call: CallContext,
  claims: readonly Claim[],
): ProvenTransaction<Claim>[] {
  const { twin, model } = synced
  const { entries } = twin.log(model.modelId)
  const plan: ProvenTransaction<Claim>[] = []
  for (let start = 0; start < claims.length; start += claimsPerTransaction) {
    const items = claims.slice(start, start + claimsPerTransaction)
    const grown = twin.log(model.modelId).entries > entries
    const follows = grown && items.some(({ contribution }) => !isPaged(entries, contribution.position))
    const calls = runsOf(items).map(run => callOf(synced, call, run))
    plan.push({ items, calls, follows })
  }
  return plan
}

/** Whether the proof of an entry ends at a page's root in a log of so many, which nothing changes. */
function isPaged(entries: bigint, position: bigint): boolean {
  return lastingEnd({ entries: Number(entries), pin: undefined }, { position: Number(position) }) === 'page'
}

/** Claims in parts: refunds whose entries follow one another, and each other claim. */
function runsOf(claims: readonly Claim[]): Claim[][] {
  const runs: Claim[][] = []
  for (const claim of claims) {
    const run = runs.at(-1)
    const last = run?.at(-1)
    const joins =
      claim.action === 'refund' &&
      last?.action === 'refund' &&
      last.contribution.position + 1n === claim.contribution.position
    if (run && joins) run.push(claim)
    else runs.push([claim])
  }
  return runs
}

/** The call of one part, which the twin makes as well. */
function callOf(synced: SyncedModel<'deposits'>, call: CallContext, run: readonly Claim[]): Hex {
  const { twin, model } = synced
  const abi = abiOf(model)
  const { modelId } = model
  const [{ action, index, contribution }] = run as [Claim]
  const closed = run.find(each => twin.contribution(modelId, each.index) === undefined)
  if (closed) throw new NoOpenContributionError({ modelId, index: closed.index, wasMade: true })
  const changed = run.find(each => twin.positionOf(modelId, each.index) !== each.contribution.position)
  if (changed) throw new AlreadyTouchedError({ position: changed.contribution.position })
  const proof = twin.proof(modelId, contribution.position, run.length)
  try {
    if (run.length === 1) {
      const functionName = action as 'refund' | 'take'
      twin[functionName](call, modelId, index, contribution)
      return encodeFunctionData({ abi, functionName, args: [modelId, argumentOf(contribution), proof] })
    }
    const states = run.map(each => each.contribution)
    twin.refundBatch(call, modelId, states)
    return encodeFunctionData({
      abi,
      functionName: 'refundBatch',
      args: [modelId, states.map(argumentOf), proof],
    })
  } catch (error) {
    throw error instanceof TwinError ? toCotrainError(error) : error
  }
}
