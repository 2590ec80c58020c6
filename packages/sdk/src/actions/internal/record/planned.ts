import { type Address, encodeFunctionData, type Hex } from 'viem'
import { abiOf } from '../../../kinds/abiOf.ts'
import type { ModelReference } from '../../../kinds/modelId.ts'
import type { ProvenTransaction } from './sendProven.ts'

/** A transaction that an action would send now. */
export type PlannedTransaction<item> = {
  /** What it is about. */
  items: readonly item[]
  to: Address
  /** The calls that it makes one after the other, all or none. */
  calls: readonly Hex[]
  /** The same as the transaction's data. */
  data: Hex
  /** Whether it succeeds only after the transactions before it. */
  follows: boolean
}

/** The transactions of a plan as they would be sent. */
export function plannedAs<item>(
  model: ModelReference,
  plan: readonly Pick<ProvenTransaction<item>, 'items' | 'calls' | 'follows'>[],
): PlannedTransaction<item>[] {
  return plan.map(({ items, calls, follows = false }) => ({
    items,
    to: model.trainer,
    calls,
    data: encodeFunctionData({ abi: abiOf(model), functionName: 'multicall', args: [calls] }),
    follows,
  }))
}
