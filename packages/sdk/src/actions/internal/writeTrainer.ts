import {
  type ContractFunctionArgs,
  type ContractFunctionName,
  encodeFunctionData,
  type Hash,
  type WriteContractParameters,
} from 'viem'
import { estimateContractGas, getBalance, readContract, simulateContract } from 'viem/actions'
import { lacksFunds } from '../../errors/fromPool.ts'
import { InsufficientFundsError } from '../../errors/network.ts'
import { abiOf } from '../../kinds/abiOf.ts'
import type { ClassifierName, Trainer } from '../../kinds/abis.ts'
import type { AnyTrainerAbi } from '../../kinds/types.ts'
import { affordable, spendable } from './affordable.ts'
import { addressOf, type CotrainClient, senderOf, type WriteParameters } from './client.ts'
import { feesFor } from './fees.ts'
import { sendNoticed } from './sendNoticed.ts'
import { withTrainerErrors } from './trainerErrors.ts'
import { executionCap, transactionLimit } from './transactionLimit.ts'

type Write = 'nonpayable' | 'payable'

export type TrainerCall<name extends ContractFunctionName<AnyTrainerAbi, Write>> = WriteParameters & {
  model: Trainer & { classifier?: ClassifierName | undefined }
  functionName: name
  args: ContractFunctionArgs<AnyTrainerAbi, Write, name>
  /** Wei. */
  value?: bigint | undefined
  /** Less than `value` is sent, down to this, where the account has no more. @default `value` */
  leastValue?: bigint | undefined
  /** Whether what is not needed of `value` comes back in the same transaction. @default false */
  comesBack?: boolean | undefined
  /** Gas that it may need above the estimate if other transactions come first. */
  spareGas?: bigint | undefined
}

/**
 * Sends a call to the trainer that holds `model`. It is tried first, so that what would revert is not sent.
 *
 * @returns The transaction's hash
 */
export async function writeTrainer<const name extends ContractFunctionName<AnyTrainerAbi, Write>>(
  client: CotrainClient,
  parameters: TrainerCall<name>,
): Promise<Hash> {
  return (await payTrainer(client, parameters)).hash
}

/** As {@link writeTrainer}; tells what was sent along, in wei, as well. */
export async function payTrainer<const name extends ContractFunctionName<AnyTrainerAbi, Write>>(
  client: CotrainClient,
  parameters: TrainerCall<name>,
): Promise<{ hash: Hash; value: bigint }> {
  const { model, functionName, args, value: wanted = 0n, leastValue = wanted, spareGas = 0n } = parameters
  const { comesBack = false } = parameters
  const account = senderOf(client, parameters)
  const call = {
    abi: abiOf(model),
    address: model.trainer,
    functionName,
    args,
    account,
    chain: client.chain ?? null,
  } as unknown as WriteContractParameters
  const range = { account, value: wanted, least: leastValue }
  return withTrainerErrors(client, model.trainer, async () => {
    const [tried, fees] = await Promise.all([
      spendable(client, range),
      feesFor(client, parameters),
      assertTrainer(client, model),
    ])
    const estimate = await estimateGas(client, { ...call, value: tried } as WriteContractParameters)
    const wanted = estimate + estimate / 5n + spareGas
    const gas = wanted <= executionCap ? wanted : atMost(await transactionLimit(client), wanted)
    const value = await affordable(client, { ...range, value: tried }, { gas: parameters.gas ?? gas, fees })
    const data = encodeFunctionData({ abi: abiOf(model), functionName, args } as never)
    const request = { to: model.trainer, data, value, comesBack, gas, fees }
    const hash = await sendNoticed(client, { ...parameters, account }, request)
    return { hash, value }
  })
}

/** The lower of two numbers. */
export function atMost(limit: bigint, value: bigint): bigint {
  if (value > limit) return limit
  return value
}

/** A transaction to an address without code would succeed, and lose its value. */
async function assertTrainer(client: CotrainClient, model: Trainer) {
  await readContract(client, { abi: abiOf(model), address: model.trainer, functionName: 'modelCount' })
}

async function estimateGas(client: CotrainClient, call: WriteContractParameters): Promise<bigint> {
  try {
    return await estimateContractGas(client, call as never)
  } catch (error) {
    await assertFunds(client, call, error)
    // Some nodes say why only when the call is simulated.
    await simulateContract(client, call as never)
    throw error
  }
}

/** @throws InsufficientFundsError with what is missing, when that is why a node refuses a call */
async function assertFunds(
  client: CotrainClient,
  { account, value: needed = 0n }: WriteContractParameters,
  error: unknown,
): Promise<void> {
  if (!lacksFunds(error) || !account) return
  const balance = await getBalance(client, { address: addressOf(account) })
  if (balance < needed) throw new InsufficientFundsError({ needed, balance, cause: error })
}
