import { MaxDepositExceededError } from '../../errors/input.ts'
import type { DepositRange } from '../depositRange.ts'

/** How much to send with contributions, in wei. What the deposits do not need comes back in the same transaction. */
export type DepositParameters = {
  /** Exactly this much. @default as much as the deposit may have risen to when the transaction is mined */
  value?: bigint | undefined
  /** The most to stake: no more is ever sent, so that a deposit above it cannot be taken. @default no limit */
  maxDeposit?: bigint | undefined
  /** How many transactions of others may be mined first and not make this one fail. @default 1 */
  ahead?: number | undefined
}

/** What to send, in wei: `value`, or less down to `least` where the account has no more. */
export type Stake = { value: bigint; least: bigint }

/**
 * What to send for deposits in `range()`.
 *
 * @throws MaxDepositExceededError when they are above the limit now
 */
export async function stakeFor(
  { value, maxDeposit }: DepositParameters,
  range: () => Promise<DepositRange>,
): Promise<Stake> {
  const { now, most } = value === undefined ? await range() : { now: value, most: value }
  if (maxDeposit === undefined) return { value: most, least: now }
  if (now > maxDeposit) throw new MaxDepositExceededError({ required: now, maxDeposit })
  return { value: most < maxDeposit ? most : maxDeposit, least: now }
}
