import type { DepositOptions } from '../../kinds/types.ts'

const weiPerWeight = 3600n * 10n ** 9n

/**
 * What a contribution stakes so many seconds after the last one (fewer than 0 count as none), in wei: depositWeight * 3600 / ⌊√seconds⌋ gwei, and no
 * more than right after it (the paper's section III-C.1).
 *
 * @example
 * const top = depositPrice(options, 0)
 */
export function depositPrice(
  { depositWeight }: Pick<DepositOptions, 'depositWeight'>,
  seconds: number,
): bigint {
  const top = BigInt(depositWeight) * weiPerWeight
  const root = Math.floor(Math.sqrt(Math.max(0, seconds)))
  return root <= 1 ? top : top / BigInt(root)
}
