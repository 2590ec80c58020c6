import { MaxDepositExceededError } from '../../errors/input.ts'

/** How much to send with a contribution, in wei. What the deposit does not need comes back in the same transaction. */
export type DepositParameters = {
  /** Exactly this much. @default the price now */
  value?: bigint | undefined
  /** The most to stake: all of it is sent, so that a rise of the price up to it does not fail the transaction. */
  maxDeposit?: bigint | undefined
}

/** What to send for a deposit that is `required()` now. */
export async function valueFor(
  { value, maxDeposit }: DepositParameters,
  required: () => Promise<bigint>,
): Promise<bigint> {
  if (value !== undefined) return value
  const now = await required()
  if (maxDeposit === undefined) return now
  if (now > maxDeposit) throw new MaxDepositExceededError({ required: now, maxDeposit })
  return maxDeposit
}
