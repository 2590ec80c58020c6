import type { Hash, TransactionReceipt } from 'viem'
import type { ModelReference } from '../kinds/modelId.ts'
import { type CotrainClient, type WriteParameters, writing } from './internal/client.ts'
import { type TrainerEventValues, waitForEvents } from './internal/waitForEvents.ts'
import { writeTrainer } from './internal/writeTrainer.ts'

export type PinParameters = WriteParameters & { model: ModelReference }
/** The transaction's hash. */
export type PinReturnType = Hash
export type PinSyncReturnType = TrainerEventValues<'Pinned'> & { receipt: TransactionReceipt }

/**
 * Pins the running hash of a model's log for ten minutes at least: whatever others add meanwhile, a proof that ends
 * there stays right. Anybody may do this; claims of the newest entries use the pin while it covers them.
 *
 * @throws NothingToPinError, PinStandsError
 *
 * @example
 * const { entries, until } = await pinSync(client, { model })
 */
export async function pin(client: CotrainClient, parameters: PinParameters): Promise<PinReturnType> {
  const { model } = parameters
  const args = [model.modelId] as const
  return writeTrainer(client, { ...writing(parameters), model, functionName: 'pin', args })
}

/** As {@link pin}, but waits until it is mined; `until` is in seconds since 1970. */
export async function pinSync(client: CotrainClient, parameters: PinParameters): Promise<PinSyncReturnType> {
  const hash = await pin(client, parameters)
  const { model } = parameters
  const sent = { ...writing(parameters), model, hash, eventName: 'Pinned' } as const
  const { events, receipt } = await waitForEvents(client, sent)
  return { ...events[0]!, receipt }
}
