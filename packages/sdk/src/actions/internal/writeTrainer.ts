import type { Address, ContractFunctionArgs, ContractFunctionName, Hash, WriteContractParameters } from 'viem'
import { estimateContractGas, readContract, simulateContract, writeContract } from 'viem/actions'
import { type KindName, kinds } from '../../kinds/kinds.ts'
import type { AnyTrainerAbi } from '../../kinds/types.ts'
import { type CotrainClient, senderOf, type WriteParameters } from './client.ts'
import { withTrainerErrors } from './trainerErrors.ts'

type Write = 'nonpayable' | 'payable'

export type TrainerCall<name extends ContractFunctionName<AnyTrainerAbi, Write>> = WriteParameters & {
  model: { kind: KindName; trainer: Address }
  functionName: name
  args: ContractFunctionArgs<AnyTrainerAbi, Write, name>
  /** Wei. */
  value?: bigint | undefined
  /** Gas that it may need above the estimate if other transactions come first. */
  spareGas?: bigint | undefined
}

/** EIP-7825: no transaction has more gas than this. */
export const maxTransactionGas = 2n ** 24n

/**
 * Sends a call to the trainer that holds `model`. It is tried first, so that what would revert is not sent.
 *
 * @returns The transaction's hash
 */
export async function writeTrainer<const name extends ContractFunctionName<AnyTrainerAbi, Write>>(
  client: CotrainClient,
  parameters: TrainerCall<name>,
): Promise<Hash> {
  const { model, functionName, args, value, spareGas = 0n } = parameters
  const call = {
    abi: kinds[model.kind].abi,
    address: model.trainer,
    functionName,
    args,
    value,
    account: senderOf(client, parameters),
    chain: client.chain ?? null,
  } as unknown as WriteContractParameters
  return withTrainerErrors(client, model.trainer, async () => {
    const [gas] = await Promise.all([estimateGas(client, call), assertTrainer(client, model)])
    const limit = gas + gas / 5n + spareGas
    return writeContract(client, { ...call, gas: atMost(maxTransactionGas, limit) })
  })
}

/** The lower of two numbers. */
export function atMost(limit: bigint, value: bigint): bigint {
  if (value > limit) return limit
  return value
}

/** A transaction to an address without code would succeed, and lose its value. */
async function assertTrainer(client: CotrainClient, { kind, trainer }: { kind: KindName; trainer: Address }) {
  await readContract(client, { abi: kinds[kind].abi, address: trainer, functionName: 'modelCount' })
}

async function estimateGas(client: CotrainClient, call: WriteContractParameters): Promise<bigint> {
  try {
    return await estimateContractGas(client, call as never)
  } catch (error) {
    // Some nodes say why only when the call is simulated.
    await simulateContract(client, call as never)
    throw error
  }
}
