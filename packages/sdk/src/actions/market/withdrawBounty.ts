import type { Hash, TransactionReceipt } from 'viem'
import type { ModelReference } from '../../kinds/modelId.ts'
import { assertUnder } from '../../kinds/under.ts'
import { type CotrainClient, type WriteParameters, writing } from '../internal/client.ts'
import { type TrainerEventValues, waitForEvents } from '../internal/waitForEvents.ts'
import { writeTrainer } from '../internal/writeTrainer.ts'

export type WithdrawBountyParameters = WriteParameters & { model: ModelReference<'market'> }
/** The transaction's hash. */
export type WithdrawBountyReturnType = Hash
export type WithdrawBountySyncReturnType = Pick<
  TrainerEventValues<'Withdrawn'>,
  'modelId' | 'sponsor' | 'amount'
> & { receipt: TransactionReceipt }

/**
 * Pays the sponsor what of the bounty nobody has earned, once the market is settled; all of it when it was cancelled, or
 * nobody contributed. Anybody may send it.
 *
 * @throws WrongMechanismError, WrongPhaseError, NothingToWithdrawError
 *
 * @example
 * const { amount } = await withdrawBountySync(client, { model })
 */
export async function withdrawBounty(
  client: CotrainClient,
  parameters: WithdrawBountyParameters,
): Promise<WithdrawBountyReturnType> {
  const { model } = parameters
  assertUnder(model, 'market')
  return writeTrainer(client, {
    ...writing(parameters),
    model,
    functionName: 'withdraw',
    args: [model.modelId],
  })
}

/** As {@link withdrawBounty}, but waits until it is mined; `amount` is what was paid, in wei. */
export async function withdrawBountySync(
  client: CotrainClient,
  parameters: WithdrawBountyParameters,
): Promise<WithdrawBountySyncReturnType> {
  const hash = await withdrawBounty(client, parameters)
  const { model } = parameters
  const { events, receipt } = await waitForEvents(client, {
    ...writing(parameters),
    model,
    hash,
    eventName: 'Withdrawn',
  })
  return { ...events[0]!, receipt }
}
