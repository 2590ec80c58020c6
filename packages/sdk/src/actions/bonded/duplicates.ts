import type { Hash, TransactionReceipt } from 'viem'
import { NoDuplicateError } from '../../errors/duplicate.ts'
import { NoOpenContributionError } from '../../errors/record.ts'
import type { ModelReference } from '../../kinds/modelId.ts'
import { assertUnder } from '../../kinds/under.ts'
import { type CotrainClient, type WriteParameters, writing } from '../internal/client.ts'
import { firstOfEach } from '../internal/duplicates.ts'
import { type ContributionRecord, contributionAt } from '../internal/history.ts'
import { argumentOf } from '../internal/record/argumentOf.ts'
import { retryStale } from '../internal/record/retryStale.ts'
import { eventsIn, type TrainerEventValues, waitForSuccess } from '../internal/waitForEvents.ts'
import { writeTrainer } from '../internal/writeTrainer.ts'
import { type SyncedModel, syncModel } from '../syncModel.ts'

/** An open contribution whose sample the model was given before. */
export type Duplicate = {
  /** Its number in the model. */
  index: bigint
  contribution: ContributionRecord
  /** The contribution that had the sample first. */
  original: ContributionRecord
  /** Whether the original was final when this one was made: then its deposit is lost. */
  isKnown: boolean
  /** What whoever shows it gets, in wei: nothing where somebody has challenged it, or could not know. */
  reward: bigint
}

export type FindDuplicatesParameters = {
  model: ModelReference<'bonded'>
  /** The model's history, if it is at hand. @default synced now */
  synced?: SyncedModel<'bonded'> | undefined
}
export type FindDuplicatesReturnType = Duplicate[]

/**
 * Lists the open contributions whose sample stood in the model's log before, oldest first: anybody may have them dropped
 * (`dropDuplicate`).
 *
 * @throws WrongMechanismError, and as `syncModel`
 *
 * @example
 * for (const { index } of await findDuplicates(client, { model })) await dropDuplicateSync(client, { model, index })
 */
export async function findDuplicates(
  client: CotrainClient,
  { model, synced }: FindDuplicatesParameters,
): Promise<FindDuplicatesReturnType> {
  assertUnder(model, 'bonded')
  return duplicatesIn(synced ?? (await syncModel(client, { model })))
}

function duplicatesIn({ contributions, model, twin }: SyncedModel<'bonded'>): Duplicate[] {
  const first = firstOfEach(contributions)
  const { challengeTime } = twin.incentive(model.modelId).options
  return contributions.flatMap(contribution => {
    const { index, sample, status, time, deposit, challenges = [] } = contribution
    const earlier = first.get(sample)!
    if (status !== 'open' || earlier === index) return []
    const original = contributionAt(contributions, earlier)!
    const isKnown = time >= original.time + challengeTime
    const reward = isKnown && challenges.length === 0 ? deposit / 2n : 0n
    return [{ index, contribution, original, isKnown, reward }]
  })
}

export type DropDuplicateParameters = WriteParameters & {
  model: ModelReference<'bonded'>
  /** The number of the later contribution. */
  index: bigint
  /** The model's history, if it is at hand. @default synced now */
  synced?: SyncedModel<'bonded'> | undefined
}
/** The transaction's hash. */
export type DropDuplicateReturnType = Hash
export type DropDuplicateSyncReturnType = TrainerEventValues<'DuplicateFound'> & {
  /** What was paid back for each assertion, in wei: the contribution's, then the challenges'. */
  amounts: readonly bigint[]
  receipt: TransactionReceipt
}

/**
 * Shows that an open contribution has the sample of an earlier one, which drops it. Where the earlier one was final when it
 * was made, its deposit is lost: half of it is burnt, half goes to the first challenger, or to the caller when there is
 * none. All bonds come back.
 *
 * @throws WrongMechanismError, NoOpenContributionError, NoDuplicateError, AlreadyTouchedError
 *
 * @example
 * const { amount, original } = await dropDuplicateSync(client, { model, index: 7n })
 */
export async function dropDuplicate(
  client: CotrainClient,
  parameters: DropDuplicateParameters,
): Promise<DropDuplicateReturnType> {
  const { model, index } = parameters
  assertUnder(model, 'bonded')
  return retryStale(async attempt => {
    const known = attempt === 0 ? parameters.synced : undefined
    const synced = known ?? (await syncModel(client, { model }))
    const args = argumentsOf(synced, index)
    return writeTrainer(client, { ...writing(parameters), model, functionName: 'dropDuplicate', args })
  })
}

/** What the contract takes, with both proofs. */
function argumentsOf(synced: SyncedModel<'bonded'>, index: bigint) {
  const { model, twin, contributions } = synced
  const { modelId } = model
  const later = contributionAt(contributions, index)
  if (later?.status !== 'open')
    throw new NoOpenContributionError({ modelId, index, wasMade: later !== undefined })
  const found = duplicatesIn(synced).find(each => each.index === index)
  if (!found) throw new NoDuplicateError({ index })
  const { contributor, index: earlier, label, time, deposit } = found.original
  const original = { contributor, index: Number(earlier), label, time, deposit }
  const proof = twin.proof(modelId, later.position)
  const proofOfOriginal = twin.proof(modelId, earlier)
  return [modelId, argumentOf(later), later.challenges ?? [], proof, original, proofOfOriginal] as const
}

/** As {@link dropDuplicate}, but waits until it is mined; `amount` is what the caller got, in wei. */
export async function dropDuplicateSync(
  client: CotrainClient,
  parameters: DropDuplicateParameters,
): Promise<DropDuplicateSyncReturnType> {
  const hash = await dropDuplicate(client, parameters)
  const { model } = parameters
  const receipt = await waitForSuccess(client, { ...writing(parameters), model, hash })
  const { amounts } = eventsIn(receipt, model, 'Dropped')[0]!
  return { ...eventsIn(receipt, model, 'DuplicateFound')[0]!, amounts, receipt }
}
