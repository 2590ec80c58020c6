import {
  type IncentiveOptions,
  type MechanismName,
  type MechanismOption,
  mechanismNames,
  type mechanisms,
  optionsOf,
} from '@cotrain/sdk'
import { CliError } from './errors.ts'
import { written } from './program/given.ts'

type Options<mechanism extends MechanismName> = (typeof mechanisms)[mechanism]['options']

/** The flags of a mechanism's options, as commander names them, with values as the contract takes them. */
export type FlagsOf<mechanism extends MechanismName> = {
  [name in keyof Options<mechanism> as FlagName<
    name,
    Options<mechanism>[name]
  >]: Options<mechanism>[name] extends {
    default: bigint
  }
    ? bigint | undefined
    : number | undefined
}
type FlagName<name, option> = option extends { flag: infer flag } ? flag & string : name & string

/** What the user may say about the mechanism; what is missing has its default. */
export type MechanismFlags = Partial<
  FlagsOf<'deposits'> & FlagsOf<'points'> & FlagsOf<'market'> & FlagsOf<'bonded'>
>

/** A mechanism and what the owner chooses about it, as `createModel` takes it. */
export type ChosenMechanism = {
  [mechanism in MechanismName]: {
    mechanism: mechanism
    incentiveOptions: IncentiveOptions<mechanism>
  }
}[MechanismName]

/** The name of an option among the flags: `ownerTime`, of `--owner-time`. */
export function flagOf(name: string, { flag }: MechanismOption): keyof MechanismFlags {
  return (flag ?? name) as keyof MechanismFlags
}

/**
 * The mechanism that the user chose, with its options.
 *
 * @throws CliError when a flag belongs to another mechanism.
 */
export function chooseMechanism(mechanism: MechanismName, flags: MechanismFlags): ChosenMechanism {
  for (const other of mechanismNames) if (other !== mechanism) refuse(other, mechanism, flags)
  const chosen = optionsOf(mechanism).map(([name, option]) => [
    name,
    flags[flagOf(name, option)] ?? option.default,
  ])
  return { mechanism, incentiveOptions: Object.fromEntries(chosen) } as ChosenMechanism
}

function refuse(other: MechanismName, mechanism: MechanismName, flags: MechanismFlags): void {
  for (const [name, option] of optionsOf(other)) {
    const flag = flagOf(name, option)
    if (flags[flag] === undefined) continue
    throw new CliError(
      `${written(flag)} belongs to --mechanism ${other}, and this model is under ${mechanism}.`,
    )
  }
}
