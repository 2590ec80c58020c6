import { type MechanismName, type MechanismOption, mechanismNames, optionsOf } from '@cotrain/sdk'
import { Option } from 'commander'
import { type FlagsOf, flagOf } from '../mechanisms.ts'
import { arbiterFlags } from './arbiter.ts'
import { byDefault, choice, type Given, written } from './given.ts'
import { unitOf } from './units.ts'

/** `--mechanism`: which incentives the model is deployed under. */
export const mechanismFlag = byDefault(
  choice('<name>', 'who is paid, and for what', mechanismNames),
  'deposits',
)

type Flags<mechanism extends MechanismName> = {
  [name in keyof FlagsOf<mechanism>]: Given<FlagsOf<mechanism>[name]>
}

/** A flag for each option of a mechanism; `words` says what the help says of it. */
function flagsOf<mechanism extends MechanismName>(
  mechanism: mechanism,
  words: (option: MechanismOption, show: (value: number | bigint) => string) => string,
): Flags<mechanism>
function flagsOf(
  mechanism: MechanismName,
  words: (option: MechanismOption, show: (value: number | bigint) => string) => string,
): object {
  const flags = optionsOf(mechanism).map(([key, option]) => {
    const { placeholder, parse, show } = unitOf(option)
    const make = (name: string) => {
      const flag = new Option(`${written(name)} <${placeholder}>`, words(option, show))
      if (option.choices) flag.choices(option.choices)
      return [flag.argParser(parse)]
    }
    return [flagOf(key, option), { make }] as const
  })
  return Object.fromEntries(flags)
}

const withDefault = <mechanism extends MechanismName>(mechanism: mechanism): Flags<mechanism> =>
  flagsOf(mechanism, (option, show) => `${mechanism}: ${option.words} (default: ${show(option.default)})`)

/** The flags of all mechanisms; none has a default here, so that those of another mechanism can be refused. */
export const mechanismFlags = {
  ...withDefault('deposits'),
  ...withDefault('points'),
  ...withDefault('market'),
  ...withDefault('bonded'),
  ...arbiterFlags,
}

/** The options of a market, to change those that are given. */
export const marketFlags = flagsOf('market', ({ words }) => words)
