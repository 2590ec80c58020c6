import { CallExecutionError, type Hex, HttpRequestError, TimeoutError } from 'viem'
import { call, getBlock } from 'viem/actions'
import type { CotrainClient } from './client.ts'

/** EIP-7825, in force with Osaka: no transaction executes more gas than this. */
export const executionCap = 2n ** 24n

/** Programs that use an instruction, keep what it gives (STORE: PUSH0 MSTORE) and return a word of memory. */
const programs = {
  /** MCOPY of nothing, which came with Cancun (EIP-5656). */
  mcopy: '0x5f5f5f5e5f5f5260205ff3',
  /** CLZ of 0, which came with Osaka (EIP-7939), and so with EIP-7825. */
  clz: '0x5f1e5f5260205ff3',
  /** SLOTNUM, which comes with Amsterdam (EIP-7843), and so with EIP-8037. */
  slotnum: '0x4b5f5260205ff3',
} as const satisfies Record<string, Hex>

/**
 * Whether a chain has an instruction. That tells its fork, where nodes do not: `eth_estimateGas` gives more than 2^24 on
 * some where no transaction can have as much (anvil).
 *
 * @throws viem's errors when the node does not answer
 */
export async function hasInstruction(client: CotrainClient, name: keyof typeof programs): Promise<boolean> {
  try {
    const { data } = await call(client, { data: programs[name] })
    return data !== undefined
  } catch (error) {
    if (error instanceof CallExecutionError && isRefusal(error)) return false
    throw error
  }
}

/** Whether the node ran the program and it failed, rather than not answering. */
function isRefusal(error: CallExecutionError): boolean {
  return error.walk(cause => cause instanceof HttpRequestError || cause instanceof TimeoutError) === null
}

/**
 * The most gas that a transaction can have: 2^24 on chains with Osaka; a block's on older ones, and again from Amsterdam
 * on, where what is above 2^24 pays for growth of the state alone (EIP-8037's reservoir).
 */
export async function transactionLimit(client: CotrainClient): Promise<bigint> {
  const reservoir = await hasInstruction(client, 'slotnum')
  return reservoir ? (await getBlock(client)).gasLimit : executionLimit(client)
}

/** The most gas that a transaction can execute: 2^24 on chains with Osaka or a later fork, a block's on older ones. */
export async function executionLimit(client: CotrainClient): Promise<bigint> {
  const [capped, { gasLimit }] = await Promise.all([hasInstruction(client, 'clz'), getBlock(client)])
  return capped && gasLimit > executionCap ? executionCap : gasLimit
}
