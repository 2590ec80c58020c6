import type { IncentiveOptions, MechanismName } from '@cotrain/sdk'
import { CliError } from './errors.ts'

const day = 86_400

/** What `--mechanism` takes, and the flags of each with their defaults. Times are seconds, amounts wei. */
const flagsOf = {
  deposits: { refundTime: day, ownerTime: 7 * day, anyTime: 9 * day, depositWeight: 16_667 },
  points: { verifyTime: day, confirmTime: 3 * day, points: 10, reportPoints: 5, dailyCap: 200 },
  market: {
    stake: 10n ** 16n,
    maxContributions: 1_000,
    openTime: 7 * day,
    revealTime: 3 * day,
    drawnPieces: 2,
    loss: 'errors' as 'errors' | 'quadratic',
    fullImprovement: 0.05,
  },
  bonded: { challengeTime: day, deposit: 2n * 10n ** 14n, surpriseFactor: 4 },
} as const

export type MechanismChoice = keyof typeof flagsOf

/** The words for `--mechanism`, the first of which is meant when none is given. */
export const mechanismChoices = Object.keys(flagsOf) as MechanismChoice[]

type Flags<choice extends MechanismChoice> = {
  -readonly [name in keyof (typeof flagsOf)[choice]]: Widened<(typeof flagsOf)[choice][name]>
}
type Widened<value> = value extends number ? number : value extends bigint ? bigint : value

/** What the user may say about the mechanism; what is missing has its default. */
export type MechanismFlags = Partial<Flags<'deposits'> & Flags<'points'> & Flags<'market'> & Flags<'bonded'>>

/** A mechanism and what the owner chooses about it, as `createModel` takes it. */
export type ChosenMechanism = {
  [mechanism in MechanismName]: {
    mechanism: mechanism
    incentiveOptions: IncentiveOptions<mechanism>
  }
}[MechanismName]

/**
 * The mechanism that the user chose, with its options.
 *
 * @throws CliError when a flag belongs to another mechanism, or claim times do not ascend.
 */
export function chooseMechanism(choice: MechanismChoice, flags: MechanismFlags): ChosenMechanism {
  refuseOthers(choice, flags)
  switch (choice) {
    case 'deposits': {
      const { refundTime, ownerTime, anyTime, depositWeight } = filled('deposits', flags)
      return {
        mechanism: 'deposits',
        incentiveOptions: { refundTime, ownerClaimTime: ownerTime, anyClaimTime: anyTime, depositWeight },
      }
    }
    case 'points': {
      const { verifyTime, confirmTime, points, reportPoints, dailyCap } = filled('points', flags)
      return {
        mechanism: 'points',
        incentiveOptions: { verifyTime, confirmTime, contributionPoints: points, reportPoints, dailyCap },
      }
    }
    case 'market': {
      const { loss, fullImprovement, ...rest } = filled('market', flags)
      return {
        mechanism: 'market',
        incentiveOptions: {
          ...rest,
          loss: loss === 'errors' ? 0 : 1,
          fullImprovement: Math.round(fullImprovement * 1e6),
        },
      }
    }
    case 'bonded':
      return { mechanism: 'bonded', incentiveOptions: filled('bonded', flags) }
  }
}

function filled<choice extends MechanismChoice>(choice: choice, flags: MechanismFlags): Flags<choice> {
  const given = Object.entries(flags).filter(
    ([name, value]) => name in flagsOf[choice] && value !== undefined,
  )
  return { ...flagsOf[choice], ...Object.fromEntries(given) } as Flags<choice>
}

function refuseOthers(choice: MechanismChoice, flags: MechanismFlags): void {
  for (const other of mechanismChoices) {
    if (other === choice) continue
    for (const name of Object.keys(flagsOf[other])) {
      if (flags[name as keyof MechanismFlags] === undefined) continue
      const flag = `--${name.replaceAll(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`
      throw new CliError(`${flag} belongs to --mechanism ${other}, and this model is under ${choice}.`)
    }
  }
}
