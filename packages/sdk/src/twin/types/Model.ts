import type { Address } from 'viem'
import type { Contribution } from '../../kinds/types.ts'
import type { EntryLog } from '../../record/EntryLog.ts'
import type { AnySample, Classifier } from '../classifiers/Classifier.ts'
import type { IncentiveMechanism } from '../incentives/IncentiveMechanism.ts'

/** A closed contribution. Never changed, only replaced. */
export type ClosedRecord = {
  /** That of its last entry in the log. */
  readonly position: number
}

/** An open contribution. Never changed, only replaced. */
export type OpenRecord = ClosedRecord & {
  readonly state: Contribution
  /** The sample of the state, ready for predictions. */
  readonly sample: AnySample
}

/** All that the twin knows of a model. */
export type Model<classifier extends Classifier, incentive extends IncentiveMechanism> = {
  readonly id: bigint
  owner: Address
  /** Seconds since 1970. */
  readonly createdAt: bigint
  /** How many features a contributed sample may have; 0: as many as the classifier takes. */
  readonly maxFeatures: number
  uploadedWords: number
  ready: boolean
  /** By index; undefined where an entry of the log is not that of a new contribution. */
  readonly records: (OpenRecord | ClosedRecord | undefined)[]
  readonly log: EntryLog
  readonly classifier: classifier
  readonly incentive: incentive
}

export type AnyModel = Model<Classifier, IncentiveMechanism>
