import type { Hash, TransactionReceipt } from 'viem'
import { type ClaimParameters, claim, claimSync } from './internal/claim.ts'
import type { CotrainClient } from './internal/client.ts'
import type { TrainerEventValues } from './internal/waitForEvents.ts'

export type TakeParameters = ClaimParameters
/** The transaction's hash. */
export type TakeReturnType = Hash
export type TakeSyncReturnType = TrainerEventValues<'Taken'> & { receipt: TransactionReceipt }

/**
 * Takes a share of the deposit of somebody else's contribution that the model disagrees with:
 * ⌊deposit · own verified contributions / all verified contributions⌋ wei, at most what remains. After the owner's and
 * the any-claim time the owner, and anyone, takes all that remains, whatever the model says.
 *
 * @throws NoOpenContributionError, OwnContributionError, TooEarlyError, NotVerifiedError, ModelAgreesError,
 * AlreadyTakenError, NothingToTakeError, TooManyTakersError, AlreadyTouchedError
 *
 * @example
 * const { amount } = await takeSync(client, { model, index: 0n })
 */
export async function take(client: CotrainClient, parameters: TakeParameters): Promise<TakeReturnType> {
  return claim(client, 'take', parameters)
}

/** As {@link take}, but waits until it is mined; `amount` is what was paid, in wei. */
export async function takeSync(
  client: CotrainClient,
  parameters: TakeParameters,
): Promise<TakeSyncReturnType> {
  return claimSync(client, 'take', parameters)
}
