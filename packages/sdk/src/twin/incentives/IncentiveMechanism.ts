import type { Hex } from 'viem'
import type { AnySample, Classifier } from '../classifiers/Classifier.ts'
import type { Journal } from '../Journal.ts'
import type { Emit } from '../types/abi.ts'

/** A contribution that is made now, before the model learns from it. */
export type Arrival = {
  /** Its number in the model. */
  readonly index: number
  readonly label: number
  /** Checked. */
  readonly sample: AnySample
  /** Seconds since 1970. */
  readonly time: number
}

/** What a mechanism decides about contributions; one object a model. Changes are noted in the journal. */
export interface IncentiveMechanism {
  /** Accepts a contribution and gives the deposit, in wei; or throws. */
  accept(arrival: Arrival): bigint
  /** When the model learns from an accepted contribution: now, or later. */
  train(sample: AnySample, label: number): void
  /**
   * Throws while no class may be added; only mechanisms whose money depends on the classes have it.
   * @param time Seconds since 1970.
   * @param contributions How many the model has.
   */
  checkNewClass?(time: number, contributions: number): void
}

/** What a mechanism may ask, and tell, about its model. */
export type Surroundings = {
  readonly modelId: bigint
  readonly classifier: Classifier
  readonly journal: Journal
  readonly emit: Emit
  /** When the model was created, in seconds since 1970. */
  readonly time: number
}

/** Makes the mechanism of a model from its ABI-encoded options, or throws. */
export type CreateIncentive<incentive extends IncentiveMechanism> = (
  options: Hex,
  surroundings: Surroundings,
) => incentive
