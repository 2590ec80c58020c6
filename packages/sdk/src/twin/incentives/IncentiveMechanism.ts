import type { Hex } from 'viem'
import type { EntryLog } from '../../record/EntryLog.ts'
import type { Classifier } from '../classifiers/Classifier.ts'
import type { Journal } from '../Journal.ts'
import type { Emit } from '../types/abi.ts'

/** A contribution that is made now, and that the classifier has admitted. */
export type Arrival = {
  /** Its number in the model. */
  readonly index: number
  readonly label: number
  /** What the model gave to its sample before, if the mechanism wants to know. */
  readonly predicted: number
  /** Seconds since 1970. */
  readonly time: number
}

/** On what terms a contribution is accepted. */
export type Acceptance = {
  /** Wei. */
  readonly deposit: bigint
  /** Whether the mechanism wants to know later that the model did not know it. */
  readonly surprising: boolean
}

/** What a mechanism decides about contributions; one object a model. Changes are noted in the journal. */
export interface IncentiveMechanism {
  /**
   * Whether the model is to say what it gives to a contribution, and when it is to learn from it; `bundle` is to learn
   * later from all contributions of a bundle in one transaction.
   */
  readonly wanted: { readonly judge: boolean; readonly learn: 'now' | 'later' | 'bundle' }
  /** Accepts a contribution, or throws; where contributions come in bundles there is nothing to accept. */
  accept?(arrival: Arrival): Acceptance
  /**
   * Throws while no class may be added; only mechanisms whose money depends on the classes have it.
   * @param time Seconds since 1970.
   */
  checkNewClass?(time: number): void
}

/** What a mechanism may ask, and tell, about its model. */
export type Surroundings = {
  readonly modelId: bigint
  readonly classifier: Classifier
  readonly journal: Journal
  readonly emit: Emit
  /** The model's log. */
  readonly log: EntryLog
  /** When the model was created, in seconds since 1970. */
  readonly time: number
}

/** Makes the mechanism of a model from its ABI-encoded options, or throws. */
export type CreateIncentive<incentive extends IncentiveMechanism> = (
  options: Hex,
  surroundings: Surroundings,
) => incentive
