import type { Hash, TransactionReceipt } from 'viem'
import { assertUnder, type DepositKind } from '../kinds/kinds.ts'
import type { ModelReference } from '../kinds/modelId.ts'
import type { Contribution } from '../kinds/types.ts'
import { getContribution } from './getContribution.ts'
import type { CotrainClient, WriteParameters } from './internal/client.ts'
import { type TrainerEventValues, waitForEvents } from './internal/waitForEvents.ts'
import { writeTrainer } from './internal/writeTrainer.ts'

export type TakeParameters = WriteParameters & {
  model: ModelReference<DepositKind>
  /** The contribution's number in the model. */
  index: bigint
  /** Its state, if it is at hand. @default read from the chain's events */
  contribution?: Contribution | undefined
}
/** The transaction's hash. */
export type TakeReturnType = Hash
export type TakeSyncReturnType = TrainerEventValues<'Taken'> & { receipt: TransactionReceipt }

/**
 * Takes a share of the deposit of somebody else's contribution that the model disagrees with:
 * ⌊deposit · own verified contributions / all verified contributions⌋ wei, at most what remains. After the owner's and
 * the any-claim time the owner, and anyone, takes all that remains, whatever the model says.
 *
 * @throws WrongMechanismError, NoOpenContributionError, OwnContributionError, TooEarlyError, NotVerifiedError, ModelAgreesError,
 * AlreadyTakenError, NothingToTakeError, TooManyTakersError, ContributionMismatchError
 *
 * @example
 * const { amount } = await takeSync(client, { model, index: 0n })
 */
export async function take(client: CotrainClient, parameters: TakeParameters): Promise<TakeReturnType> {
  const { account, model, index } = parameters
  assertUnder(model, 'deposit-refund-take')
  const contribution = parameters.contribution ?? (await getContribution(client, { model, index }))
  const args = [model.modelId, index, contribution] as const
  return writeTrainer(client, { account, model, functionName: 'take', args })
}

/** As {@link take}, but waits until it is mined; `amount` is what was paid, in wei. */
export async function takeSync(
  client: CotrainClient,
  parameters: TakeParameters,
): Promise<TakeSyncReturnType> {
  const hash = await take(client, parameters)
  const { kind } = parameters.model
  const { events, receipt } = await waitForEvents(client, { kind, hash, eventName: 'Taken' })
  return { ...events[0]!, receipt }
}
