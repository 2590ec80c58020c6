import type { Example } from '../data/DataSet.ts'
import type { Account } from './Account.ts'

/** A contribution that the contract has a record of, as agents know it from the events. */
export type Claim = {
  readonly index: bigint
  readonly author: Account
  readonly example: Example
  /** As contributed; the truth stands in `example`. */
  readonly label: number
  /** Seconds since 1970. */
  readonly time: number
  /** Wei. */
  readonly deposit: bigint
  open: boolean
  /** What the model said of the sample when it was last asked, and at which version of the model. */
  predicted: number
  version: number
}
