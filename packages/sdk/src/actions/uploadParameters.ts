import type { Hash, TransactionReceipt } from 'viem'
import type { ModelReference } from '../kinds/modelId.ts'
import { type CotrainClient, type WriteParameters, writing } from './internal/client.ts'
import { type TrainerEventValues, waitForEvents } from './internal/waitForEvents.ts'
import { writeTrainer } from './internal/writeTrainer.ts'

export type UploadParametersParameters = WriteParameters & {
  model: ModelReference
  /** The word that `words` start at: where the last upload ended. */
  offset: number
  words: readonly bigint[]
}
/** The transaction's hash. */
export type UploadParametersReturnType = Hash
export type UploadParametersSyncReturnType = TrainerEventValues<'ParametersUploaded'> & {
  receipt: TransactionReceipt
}

/**
 * Uploads the next packed weights of a model; with the last one it becomes ready. Owner only.
 *
 * @throws NotOwnerError, UnexpectedOffsetError, TooManyWordsError, WordNotCanonicalError, UnknownModelError
 *
 * @example
 * await uploadParametersSync(client, { model, offset: 500, words: words.slice(500) })
 */
export async function uploadParameters(
  client: CotrainClient,
  parameters: UploadParametersParameters,
): Promise<UploadParametersReturnType> {
  const { model, offset, words } = parameters
  const args = [model.modelId, BigInt(offset), words] as const
  return writeTrainer(client, { ...writing(parameters), model, functionName: 'uploadParameters', args })
}

/** As {@link uploadParameters}, but waits until it is mined. */
export async function uploadParametersSync(
  client: CotrainClient,
  parameters: UploadParametersParameters,
): Promise<UploadParametersSyncReturnType> {
  const hash = await uploadParameters(client, parameters)
  const { model } = parameters
  const { events, receipt } = await waitForEvents(client, {
    ...writing(parameters),
    model,
    hash,
    eventName: 'ParametersUploaded',
  })
  return { ...events[0]!, receipt }
}
