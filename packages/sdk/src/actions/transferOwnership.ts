import type { Address, Hash, TransactionReceipt } from 'viem'
import type { ModelReference } from '../kinds/modelId.ts'
import { type CotrainClient, type WriteParameters, writing } from './internal/client.ts'
import { waitForSuccess } from './internal/waitForEvents.ts'
import { writeTrainer } from './internal/writeTrainer.ts'

export type TransferOwnershipParameters = WriteParameters & { model: ModelReference; newOwner: Address }
/** The transaction's hash. */
export type TransferOwnershipReturnType = Hash

/**
 * Hands a model to another owner. It carries no power over deposits but the owner's late claim.
 *
 * @throws NotOwnerError, NewOwnerIsZeroError, UnknownModelError
 *
 * @example
 * await transferOwnership(client, { model, newOwner: '0x70997970C51812dc3A010C7d01b50e0d17dc79C8' })
 */
export async function transferOwnership(
  client: CotrainClient,
  parameters: TransferOwnershipParameters,
): Promise<TransferOwnershipReturnType> {
  const { model, newOwner } = parameters
  const args = [model.modelId, newOwner] as const
  return writeTrainer(client, { ...writing(parameters), model, functionName: 'transferOwnership', args })
}

/** As {@link transferOwnership}, but waits until it is mined. */
export async function transferOwnershipSync(
  client: CotrainClient,
  parameters: TransferOwnershipParameters,
): Promise<TransactionReceipt> {
  const hash = await transferOwnership(client, parameters)
  return waitForSuccess(client, { ...writing(parameters), model: parameters.model, hash })
}
