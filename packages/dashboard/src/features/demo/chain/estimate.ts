import { bytesToHex } from '@ethereumjs/util'
import type { Hex } from 'viem'
import type { DemoChain } from './DemoChain.ts'
import { runTransaction } from './machine.ts'
import { failureCodes, RpcFailure } from './RpcFailure.ts'
import type { RpcBlock } from './recording.ts'
import { makeTransaction, mostGas, type readRequest, unsigned } from './transactions.ts'

type Asked = ReturnType<typeof readRequest>

/** How close to the least gas the estimate is, as a share of it. */
const closeEnough = 0.015

/**
 * The least gas, nearly, with which a transaction does not fail at a block.
 * @throws RpcFailure when it fails with any
 */
export async function estimateGas(
  chain: DemoChain,
  block: RpcBlock,
  asked: Asked,
  limit = mostGas,
): Promise<bigint> {
  const attempt = async (gasLimit: bigint) => {
    const { from, ...rest } = asked
    const tx = makeTransaction(
      { ...rest, nonce: 0n, gasLimit, maxFeePerGas: BigInt(block.baseFeePerGas), maxPriorityFeePerGas: 0n },
      chain.common,
    )
    const environment = chain.environmentOf(block)
    const state = chain.stateAt(Number(block.number))
    return runTransaction(state, chain.common, environment, unsigned(tx, from), { isTrial: true })
  }
  const first = await attempt(limit).catch((error: Error) => {
    throw new RpcFailure(failureCodes.refusedTransaction, error.message)
  })
  const { exceptionError, returnValue } = first.execResult
  if (exceptionError) throw failedRun(exceptionError.error, bytesToHex(returnValue))
  let low = first.totalGasSpent - 1n
  let high = limit
  // what was given back at the end was needed before; a call keeps a 64th
  let middle = ((first.totalGasSpent + (first.gasRefund ?? 0n) + 2_300n) * 64n) / 63n
  while (Number(high - low) > closeEnough * Number(high)) {
    if (middle <= low || middle >= high) middle = (low + high) / 2n
    const works = await attempt(middle).then(
      ({ execResult }) => !execResult.exceptionError,
      () => false,
    )
    if (works) high = middle
    else low = middle
    middle = (low + high) / 2n
  }
  return high
}

/** Why a contract did not do what it was asked, as a node says it. */
export function failedRun(kind: string, data: Hex): RpcFailure {
  if (kind !== 'revert') return new RpcFailure(failureCodes.failedRun, `EVM error: ${kind}`)
  const selector = data.slice(0, 10)
  const words = data === '0x' ? 'execution reverted' : `execution reverted: custom error ${selector}`
  return new RpcFailure(failureCodes.reverted, words, data)
}
