import type { DepositOptions } from '@cotrain/sdk'

const weiPerWeight = 3_600n * 10n ** 9n

/**
 * What a contribution costs at `now`, in wei: depositWeight (gwei) * 3600 / ⌊√seconds since the last contribution⌋, as
 * DepositRefundTake.sol has it.
 */
export function depositPrice(options: DepositOptions, lastContribution: bigint, now: number): bigint {
  const root = Math.floor(Math.sqrt(Math.max(0, now - Number(lastContribution))))
  return (BigInt(options.depositWeight) * weiPerWeight) / BigInt(Math.max(1, root))
}
