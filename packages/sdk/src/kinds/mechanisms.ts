import type { MechanismName } from './abis.ts'
import type { ArbiterOptions } from './arbiter.ts'
import type { IncentiveOptions } from './types.ts'

const day = 86_400

/** What is known of something that the owner of a model chooses about its mechanism. */
export type MechanismOption<value extends number | bigint = number | bigint> = {
  /** What its values count. */
  unit: 'seconds' | 'gwei' | 'wei' | 'points' | 'count' | 'millionths' | 'choice'
  default: value
  /** The least and the most that the contract takes. */
  least: value
  most: value
  /** What it is, in words that follow its name. */
  words: string
  /** Its name among the flags of a command, where that is not the contract's. */
  flag?: string
  /** Of a choice: the names of its values, from 0 on. */
  choices?: readonly string[]
}

/** What is known of an incentive mechanism. */
export type MechanismRow<mechanism extends MechanismName = MechanismName> = {
  title: string
  /** By the contract's names; an arbiter's are apart. */
  options: {
    [name in Exclude<keyof IncentiveOptions<mechanism>, keyof ArbiterOptions>]: MechanismOption
  }
}

/** Seconds that fit in 24 bits. */
const seconds = { unit: 'seconds', least: 0, most: 2 ** 24 - 1 } as const
const count = { least: 1, most: 2 ** 16 - 1 } as const
const points = { unit: 'points', ...count } as const
/** Samples of a bundle. */
const bundle = { unit: 'count', least: 1, most: 64 } as const
const wei = { unit: 'wei', least: 10n ** 9n, most: 18n * 10n ** 18n } as const

/** All incentive mechanisms that this SDK knows; a row for each. */
export const mechanisms = {
  deposits: {
    title: 'Deposit, Refund, Take',
    options: {
      depositWeight: {
        unit: 'gwei',
        default: 16_667,
        least: 0,
        most: 2 ** 40 - 1,
        words: '3600 of these right after a contribution, 60 an hour later',
      },
      refundTime: { ...seconds, default: day, words: 'until a contribution can be refunded or taken' },
      ownerClaimTime: {
        ...seconds,
        flag: 'ownerTime',
        default: 7 * day,
        words: 'until the owner may take what is left',
      },
      anyClaimTime: {
        ...seconds,
        flag: 'anyTime',
        default: 9 * day,
        words: 'until anyone may take what is left',
      },
    },
  },
  points: {
    title: 'Points',
    options: {
      verifyTime: { ...seconds, default: day, words: 'until a contribution can be verified or reported' },
      confirmTime: { ...seconds, default: 3 * day, words: 'until a report can be confirmed' },
      contributionPoints: { ...points, flag: 'points', default: 10, words: 'for a verified contribution' },
      reportPoints: { ...points, least: 0, default: 5, words: 'for a confirmed report' },
      dailyCap: { ...points, default: 200, words: 'most that an account can earn in a day' },
    },
  },
  market: {
    title: 'Prediction market',
    options: {
      stake: {
        ...wei,
        least: 1n,
        most: 2n ** 64n - 1n,
        default: 10n ** 17n,
        words: 'what a bundle stakes, and can lose at most',
      },
      fee: {
        ...wei,
        least: 0n,
        most: 2n ** 64n - 1n,
        default: 10n ** 15n,
        words: 'what a bundle pays beside it, for whoever has it scored',
      },
      value: {
        ...wei,
        least: 1n,
        most: 2n ** 80n - 1n,
        default: 25n * 10n ** 17n,
        words: 'what a fall of the mean loss by 1 is worth',
      },
      tolerance: {
        unit: 'millionths',
        default: 10_000,
        least: 0,
        most: 1_000_000,
        words: 'by how much a bundle may raise the mean loss on the half that decides what is kept',
      },
      commitTime: { ...seconds, least: 1, default: 7 * day, words: 'how long bundles are committed' },
      revealTime: { ...seconds, least: 1, default: 2 * day, words: 'how long they are revealed' },
      testTime: {
        ...seconds,
        least: 1,
        default: 2 * day,
        words: 'how long the sponsor has to publish the test set',
      },
      testSamples: {
        unit: 'count',
        default: 160,
        least: 2,
        most: 512,
        words: 'samples of the test set, an even number',
      },
      minSamples: { ...bundle, default: 20, words: 'samples of a bundle at least' },
      maxSamples: { ...bundle, default: 40, words: 'and at most' },
      loss: {
        unit: 'choice',
        choices: ['errors', 'quadratic'],
        default: 1,
        least: 0,
        most: 1,
        words: 'errors, or quadratic (of models that give probabilities)',
      },
    },
  },
  bonded: {
    title: 'Deposits with bonds',
    options: {
      challengeTime: {
        ...seconds,
        least: 1,
        default: day,
        words: 'until a label that nobody challenges is final',
      },
      deposit: {
        ...wei,
        least: 10n ** 12n,
        default: 2n * 10n ** 14n,
        words: 'deposit of a contribution that the model agrees with',
      },
      surpriseFactor: {
        unit: 'count',
        default: 4,
        least: 1,
        most: 16,
        words: 'times that if the model disagrees',
      },
      maxChallenges: {
        unit: 'count',
        default: 3,
        least: 2,
        most: 4,
        words: 'challenges after which a contribution is dropped, or the arbiter may be called',
      },
    },
  },
} as const satisfies { [mechanism in MechanismName]: MechanismRow<mechanism> }

/** The names of all mechanisms. */
export const mechanismNames = /*#__PURE__*/ Object.keys(mechanisms) as MechanismName[]

/** What the owner of a model chooses about a mechanism, by the contract's names. */
export function optionsOf(mechanism: MechanismName): [name: string, option: MechanismOption][] {
  return Object.entries(mechanisms[mechanism].options)
}
