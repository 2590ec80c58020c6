import type { Hex } from 'viem'
import type { Journal } from '../Journal.ts'

/** What a mechanism decides about contributions; one object a model. Changes are noted in the journal. */
export interface IncentiveMechanism {
  /** Accepts a contribution made at `time` (seconds) and gives the deposit, in wei; or throws. */
  accept(time: number): bigint
}

/** Makes the mechanism of a model created at `time` from its ABI-encoded options, or throws. */
export type CreateIncentive<incentive extends IncentiveMechanism> = (
  options: Hex,
  time: number,
  journal: Journal,
) => incentive
