import type { Hash, TransactionReceipt } from 'viem'
import type { ModelReference } from '../../kinds/modelId.ts'
import { assertUnder } from '../../kinds/under.ts'
import { type CotrainClient, type WriteParameters, writing } from '../internal/client.ts'
import { type TrainerEventValues, waitForEvents } from '../internal/waitForEvents.ts'
import { writeTrainer } from '../internal/writeTrainer.ts'

export type CancelMarketParameters = WriteParameters & { model: ModelReference<'market'> }
/** The transaction's hash. */
export type CancelMarketReturnType = Hash
export type CancelMarketSyncReturnType = TrainerEventValues<'MarketCancelled'> & {
  receipt: TransactionReceipt
}

/**
 * Gives up a market while bundles are committed: the bounty comes back at once, and contributors can claim stakes and
 * fees. Sponsor only. The model stays usable.
 *
 * @throws WrongMechanismError, WrongPhaseError, NotSponsorError
 *
 * @example
 * await cancelMarketSync(client, { model })
 */
export async function cancelMarket(
  client: CotrainClient,
  parameters: CancelMarketParameters,
): Promise<CancelMarketReturnType> {
  const { model } = parameters
  assertUnder(model, 'market')
  return writeTrainer(client, {
    ...writing(parameters),
    model,
    functionName: 'cancel',
    args: [model.modelId],
  })
}

/** As {@link cancelMarket}, but waits until it is mined. */
export async function cancelMarketSync(
  client: CotrainClient,
  parameters: CancelMarketParameters,
): Promise<CancelMarketSyncReturnType> {
  const hash = await cancelMarket(client, parameters)
  const { model } = parameters
  const { events, receipt } = await waitForEvents(client, {
    ...writing(parameters),
    model,
    hash,
    eventName: 'MarketCancelled',
  })
  return { ...events[0]!, receipt }
}
