import type { Hash, TransactionReceipt } from 'viem'
import { type ClaimParameters, claim, claimSync } from './internal/claim.ts'
import type { CotrainClient } from './internal/client.ts'
import type { TrainerEventValues } from './internal/waitForEvents.ts'

export type RefundParameters = ClaimParameters
/** The transaction's hash. */
export type RefundReturnType = Hash
export type RefundSyncReturnType = TrainerEventValues<'Refunded'> & { receipt: TransactionReceipt }

/**
 * Claims the account's own deposit back: the refund time has passed and the model agrees with the contribution. The
 * contribution becomes verified thereby, which gives its contributor a share in deposits that the model disagrees with.
 *
 * @throws NoOpenContributionError, NotContributorError, TooEarlyError, ModelDisagreesError, AlreadyTouchedError
 *
 * @example
 * const { amount } = await refundSync(client, { model, index: 0n })
 */
export async function refund(client: CotrainClient, parameters: RefundParameters): Promise<RefundReturnType> {
  return claim(client, 'refund', parameters)
}

/** As {@link refund}, but waits until it is mined; `amount` is what was paid, in wei. */
export async function refundSync(
  client: CotrainClient,
  parameters: RefundParameters,
): Promise<RefundSyncReturnType> {
  return claimSync(client, 'refund', parameters)
}
