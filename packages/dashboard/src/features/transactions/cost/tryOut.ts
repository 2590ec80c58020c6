import { SendingRefusedError, type TransactionPlan, type WriteParameters } from '@cotrain/sdk'
import type { Address } from 'viem'

/** Ends an action where it would ask the wallet. */
class TriedOut extends SendingRefusedError {
  override name = 'TriedOut'
  readonly plan: TransactionPlan

  constructor(plan: TransactionPlan) {
    super('It was only tried out: nothing was sent.')
    this.plan = plan
  }
}

/**
 * What an action would ask the wallet for first: it runs up to there, simulation included, and sends nothing.
 *
 * @param action - Must pass what it is given on to the SDK, and do nothing else that stays
 * @throws what the action throws because it would fail
 */
export async function tryOut(
  account: Address,
  action: (writing: WriteParameters) => Promise<unknown>,
): Promise<TransactionPlan | undefined> {
  try {
    const onRequest = (plan: TransactionPlan) => {
      throw new TriedOut(plan)
    }
    await action({ account, onRequest })
    return undefined
  } catch (error) {
    if (error instanceof TriedOut) return error.plan
    throw error
  }
}
