import { bytesToHex, type Hash, type TransactionReceipt } from 'viem'
import type { ModelReference } from '../kinds/modelId.ts'
import { type CotrainClient, type WriteParameters, writing } from './internal/client.ts'
import { waitForSuccess } from './internal/waitForEvents.ts'
import { writeTrainer } from './internal/writeTrainer.ts'

export type PublishEncoderParameters = WriteParameters & {
  model: ModelReference
  /** One piece of what the encoder needs; at most 100 KB fit into a transaction. */
  data: Uint8Array
}
/** The transaction's hash. */
export type PublishEncoderReturnType = Hash

/**
 * Logs a piece of what clients need to encode samples, such as a vocabulary; pieces follow one another. Owner only.
 * `deployModel` does it for the model's vocabulary.
 *
 * @throws NotOwnerError, UnknownModelError
 *
 * @example
 * await publishEncoder(client, { model, data: encodeVocabulary(words) })
 */
export async function publishEncoder(
  client: CotrainClient,
  parameters: PublishEncoderParameters,
): Promise<PublishEncoderReturnType> {
  const { model, data } = parameters
  const args = [model.modelId, bytesToHex(data)] as const
  return writeTrainer(client, { ...writing(parameters), model, functionName: 'publishEncoder', args })
}

/** As {@link publishEncoder}, but waits until it is mined. */
export async function publishEncoderSync(
  client: CotrainClient,
  parameters: PublishEncoderParameters,
): Promise<TransactionReceipt> {
  const hash = await publishEncoder(client, parameters)
  return waitForSuccess(client, { ...writing(parameters), model: parameters.model, hash })
}
