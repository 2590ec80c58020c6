import { Eip1559FeesNotSupportedError } from 'viem'
import { estimateFeesPerGas, estimateMaxPriorityFeePerGas, getBlock, getGasPrice } from 'viem/actions'
import { FeeTooLowError, PriorityFeeTooHighError } from '../../errors/sending.ts'
import type { CotrainClient, FeeParameters } from './client.ts'

/** What a transaction offers for each gas, in wei, as viem takes it. */
export type Fees =
  | { type: 'legacy'; gasPrice: bigint }
  | { type: 'eip1559'; maxFeePerGas: bigint; maxPriorityFeePerGas: bigint }

/**
 * The fees of a transaction that is sent now: those that are given, and what the node says of the others. On a chain
 * without base fees, `maxFeePerGas` bounds the price.
 *
 * @throws FeeTooLowError when no block would take it now; PriorityFeeTooHighError
 */
export async function feesFor(client: CotrainClient, given: FeeParameters): Promise<Fees> {
  const { maxFeePerGas, maxPriorityFeePerGas, gasPrice } = given
  if (maxFeePerGas === undefined && maxPriorityFeePerGas === undefined && gasPrice === undefined)
    return estimated(client)
  if (maxFeePerGas !== undefined && maxPriorityFeePerGas !== undefined && maxPriorityFeePerGas > maxFeePerGas)
    throw new PriorityFeeTooHighError()
  const { baseFeePerGas } = await getBlock(client)
  if (gasPrice !== undefined) {
    checkFee(gasPrice, baseFeePerGas)
    return { type: 'legacy', gasPrice }
  }
  if (baseFeePerGas === null) {
    const price = await getGasPrice(client)
    checkFee(maxFeePerGas, price)
    return { type: 'legacy', gasPrice: price }
  }
  checkFee(maxFeePerGas, baseFeePerGas)
  if (maxFeePerGas !== undefined) {
    const usual = maxPriorityFeePerGas ?? (await estimateMaxPriorityFeePerGas(client))
    const tip = maxPriorityFeePerGas === undefined && usual > maxFeePerGas ? maxFeePerGas : usual
    return { type: 'eip1559', maxFeePerGas, maxPriorityFeePerGas: tip }
  }
  const fees = await estimated(client)
  if (fees.type === 'legacy' || maxPriorityFeePerGas === undefined) return fees
  const most = fees.maxFeePerGas - fees.maxPriorityFeePerGas + maxPriorityFeePerGas
  return { type: 'eip1559', maxFeePerGas: most, maxPriorityFeePerGas }
}

async function estimated(client: CotrainClient): Promise<Fees> {
  try {
    const { maxFeePerGas, maxPriorityFeePerGas } = await estimateFeesPerGas(client)
    return { type: 'eip1559', maxFeePerGas, maxPriorityFeePerGas }
  } catch (error) {
    // chains without EIP-1559 have a price of gas instead
    if (!(error instanceof Eip1559FeesNotSupportedError)) throw error
    return { type: 'legacy', gasPrice: await getGasPrice(client) }
  }
}

function checkFee(offered: bigint | undefined, needed: bigint | null): void {
  if (offered !== undefined && needed !== null && offered < needed)
    throw new FeeTooLowError({ offered, needed })
}

/** The most that a gas costs at some fees, in wei. */
export function mostPerGas(fees: FeeParameters): bigint {
  return fees.gasPrice ?? fees.maxFeePerGas ?? 0n
}
