import type { Hash, TransactionReceipt } from 'viem'
import type { ModelAddress } from '../kinds/modelId.ts'
import { type CotrainClient, type WriteParameters, writing } from './internal/client.ts'
import { type TrainerEventValues, waitForEvents } from './internal/waitForEvents.ts'
import { writeTrainer } from './internal/writeTrainer.ts'

export type AddClassParameters = WriteParameters & {
  model: ModelAddress
  /** What the class is called. */
  name: string
}
/** The transaction's hash. */
export type AddClassReturnType = Hash
export type AddClassSyncReturnType = TrainerEventValues<'ClassAdded'> & { receipt: TransactionReceipt }

/**
 * Adds a class to a model that can get more of them. It is empty: no sample is given to it until somebody has
 * contributed one. Owner only, unless the owner has opened the model's classes to all.
 *
 * @throws TooManyClassesError, ClassesAreFixedError, ClassesFixedError, NotOwnerError, UnknownModelError, ModelIncompleteError
 *
 * @example
 * const { label } = await addClassSync(client, { model, name: 'newsletter' })
 */
export async function addClass(
  client: CotrainClient,
  parameters: AddClassParameters,
): Promise<AddClassReturnType> {
  const { model, name } = parameters
  return writeTrainer(client, {
    ...writing(parameters),
    model,
    functionName: 'addClass',
    args: [model.modelId, name],
  })
}

/** As {@link addClass}, but waits until it is mined; `label` is the new class. */
export async function addClassSync(
  client: CotrainClient,
  parameters: AddClassParameters,
): Promise<AddClassSyncReturnType> {
  const hash = await addClass(client, parameters)
  const { model } = parameters
  const { events, receipt } = await waitForEvents(client, {
    ...writing(parameters),
    model,
    hash,
    eventName: 'ClassAdded',
  })
  return { ...events[0]!, receipt }
}
