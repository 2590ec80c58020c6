import { type Abi, decodeFunctionData, type Hash, isAddressEqual } from 'viem'
import { getTransaction, simulateContract } from 'viem/actions'
import type { CotrainError } from '../errors/base.ts'
import { toCotrainError } from '../errors/toCotrainError.ts'
import { abiOf } from '../kinds/abiOf.ts'
import type { ClassifierName, MechanismName } from '../kinds/abis.ts'
import { trainerOf } from '../kinds/trainers.ts'
import { findReceipt } from './getTransactionStatus.ts'
import type { CotrainClient } from './internal/client.ts'

export type ExplainRevertParameters = {
  hash: Hash
  /** Of the trainer that was called. */
  mechanism: MechanismName
  classifier?: ClassifierName | undefined
}
export type ExplainRevertReturnType = CotrainError | undefined

/**
 * Why a call of a trainer reverted: it is made again on the state after its block, which usually tells. Undefined when
 * the transaction is in no block, called something else, or would succeed now. It never throws: what it gives instead is
 * the node's trouble, in the SDK's words.
 *
 * @example
 * const reason = await explainRevert(client, { hash, mechanism: 'deposits' })
 */
export async function explainRevert(
  client: CotrainClient,
  { hash, ...kind }: ExplainRevertParameters,
): Promise<ExplainRevertReturnType> {
  const abi: Abi = abiOf(kind)
  try {
    const receipt = await findReceipt(client, hash)
    if (!receipt?.to || !isAddressEqual(receipt.to, trainerOf(kind.mechanism).trainer)) return undefined
    const { blockNumber, to } = receipt
    const { input: data, from: account, value } = await getTransaction(client, { hash })
    const call = { abi, address: to, ...decodeFunctionData({ abi, data }), account, value, blockNumber }
    await simulateContract(client, call as never)
    return undefined
  } catch (error) {
    return toCotrainError(error)
  }
}
