import type { Hash, TransactionReceipt } from 'viem'
import { assertUnder, type DepositKind } from '../kinds/kinds.ts'
import type { ModelReference } from '../kinds/modelId.ts'
import type { Contribution } from '../kinds/types.ts'
import { getContribution } from './getContribution.ts'
import type { CotrainClient, WriteParameters } from './internal/client.ts'
import { type TrainerEventValues, waitForEvents } from './internal/waitForEvents.ts'
import { writeTrainer } from './internal/writeTrainer.ts'

export type RefundParameters = WriteParameters & {
  model: ModelReference<DepositKind>
  /** The contribution's number in the model. */
  index: bigint
  /** Its state, if it is at hand. @default read from the chain's events */
  contribution?: Contribution | undefined
}
/** The transaction's hash. */
export type RefundReturnType = Hash
export type RefundSyncReturnType = TrainerEventValues<'Refunded'> & { receipt: TransactionReceipt }

/**
 * Claims the account's own deposit back: the refund time has passed and the model agrees with the contribution. The
 * contribution becomes verified thereby, which gives its contributor a share in deposits that the model disagrees with.
 *
 * @throws WrongMechanismError, NoOpenContributionError, NotContributorError, TooEarlyError, ModelDisagreesError, ContributionMismatchError
 *
 * @example
 * const { amount } = await refundSync(client, { model, index: 0n })
 */
export async function refund(client: CotrainClient, parameters: RefundParameters): Promise<RefundReturnType> {
  const { account, model, index } = parameters
  assertUnder(model, 'deposit-refund-take')
  const contribution = parameters.contribution ?? (await getContribution(client, { model, index }))
  const args = [model.modelId, index, contribution] as const
  return writeTrainer(client, { account, model, functionName: 'refund', args })
}

/** As {@link refund}, but waits until it is mined; `amount` is what was paid, in wei. */
export async function refundSync(
  client: CotrainClient,
  parameters: RefundParameters,
): Promise<RefundSyncReturnType> {
  const hash = await refund(client, parameters)
  const { kind } = parameters.model
  const { events, receipt } = await waitForEvents(client, { kind, hash, eventName: 'Refunded' })
  return { ...events[0]!, receipt }
}
