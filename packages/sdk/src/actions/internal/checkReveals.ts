import { BaseError, ContractFunctionRevertedError, size } from 'viem'
import { estimateContractGas } from 'viem/actions'
import type { ModelReference } from '../../kinds/modelId.ts'
import { abiOf } from '../../kinds/trainers.ts'
import { type TestSet, TestSetError, type TestSetPiece } from '../../market/testSet.ts'
import type { CotrainClient } from './client.ts'
import { executionLimit } from './transactionLimit.ts'

/** Of a byte of a piece: stored as code (200), as calldata (40 at most, EIP-7623), in the event (8), hashed and copied. */
const gasPerByte = 260n
const gasPerPiece = 250_000n

/**
 * Checks that each piece of a test set can be revealed in a transaction: by the contract's own predictions, in the
 * state that the model will have then, for nothing changes it between the commitment and the reveals.
 *
 * @throws TestSetError naming the first piece that is too dear
 */
export async function checkReveals(
  client: CotrainClient,
  model: ModelReference<'market'>,
  { pieces }: TestSet,
): Promise<void> {
  // three in a hundred are left for what is not foreseen
  const maxGas = ((await executionLimit(client)) * 97n) / 100n
  const fit = await Promise.all(pieces.map(piece => fits(client, model, piece, maxGas)))
  const piece = fit.indexOf(false)
  if (piece === -1) return
  throw new TestSetError(`Piece ${piece} cannot be revealed: it would take more than ${maxGas} gas.`, {
    metaMessages: ['Cut the test set into more pieces, or bring fewer or shorter test samples.'],
  })
}

async function fits(
  client: CotrainClient,
  model: ModelReference<'market'>,
  { data, samples }: TestSetPiece,
  maxGas: bigint,
): Promise<boolean> {
  const abi = abiOf(model)
  const args = [model.modelId, data, BigInt(samples)]
  const call = { abi, address: model.trainer, functionName: 'lossOf', args }
  try {
    const predictions = await estimateContractGas(client, call as never)
    return predictions + gasPerPiece + BigInt(size(data)) * gasPerByte <= maxGas
  } catch (error) {
    if (needsMore(error)) return false
    throw error
  }
}

/** Whether a call needs more gas than the node would let any transaction have. */
function needsMore(error: unknown): boolean {
  if (!(error instanceof BaseError)) return false
  if (/out of gas|gas required exceeds/i.test(error.message)) return true
  // where the code of the classifier has used all of it, the trainer has nothing to say
  const reverted = error.walk(each => each instanceof ContractFunctionRevertedError)
  if (!(reverted instanceof ContractFunctionRevertedError)) return false
  return reverted.data === undefined && (reverted.raw === undefined || size(reverted.raw) === 0)
}
