import { zeroAddress } from 'viem'
import type { BondedOptions } from './types.ts'

const day = 86_400

/** What the owner of a model under bonds chooses about the arbiter, once and for all. */
export type ArbiterOptions = Pick<BondedOptions, 'arbiter' | 'court' | 'rulingTime' | 'arbiterData'>

/** What is known of one of these. They are of several kinds, and none has a value where there is no arbiter. */
export type ArbiterOption = {
  unit: 'address' | 'flag' | 'seconds' | 'bytes'
  /** What it is, in words that follow its name. */
  words: string
}

/** What the owner may choose about the arbiter, by the contract's names. */
export const arbiterOptions = {
  arbiter: {
    unit: 'address',
    words: 'who decides what was challenged as often as it may be, instead of dropping it',
  },
  court: {
    unit: 'flag',
    words:
      'the arbiter is a contract that is asked and paid (ERC-792); else it is a referee, who rules by a call',
  },
  rulingTime: { unit: 'seconds', words: 'how long the arbiter has to rule' },
  arbiterData: { unit: 'bytes', words: 'what the court wants to know with each dispute, as hex' },
} as const satisfies { [name in keyof ArbiterOptions]: ArbiterOption }

/** How long an arbiter has when nothing is said, in seconds. */
export const defaultRulingTime = 7 * day

/** The most bytes that a court is told with each dispute. */
export const maxArbiterData = 1024

/** What is chosen when nobody decides. */
export const noArbiter: ArbiterOptions = {
  arbiter: zeroAddress,
  court: false,
  rulingTime: 0,
  arbiterData: '0x',
}
