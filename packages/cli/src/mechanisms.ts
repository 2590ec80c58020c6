import {
  type ArbiterOptions,
  type ClassifierName,
  defaultOptions,
  defaultRulingTime,
  type IncentiveOptions,
  incentiveProblems,
  type MechanismName,
  type MechanismOption,
  mechanismNames,
  type mechanisms,
  noArbiter,
  optionsOf,
} from '@cotrain/sdk'
import { CliError } from './errors.ts'
import type { ArbiterFlags } from './program/arbiter.ts'
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
> &
  ArbiterFlags

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
 * The mechanism that the user chose, with its options; some defaults are the classifier's.
 *
 * @throws CliError when a flag belongs to another mechanism, or is not for the classifier
 */
export function chooseMechanism(
  mechanism: MechanismName,
  flags: MechanismFlags,
  classifier: ClassifierName,
): ChosenMechanism {
  for (const other of mechanismNames) if (other !== mechanism) refuse(other, mechanism, flags)
  const defaults: Record<string, unknown> = { ...defaultOptions(mechanism, classifier) }
  const chosen = optionsOf(mechanism).map(([name, option]) => [
    name,
    flags[flagOf(name, option)] ?? defaults[name],
  ])
  const arbiter = chooseArbiter(mechanism, flags)
  const incentiveOptions = { ...Object.fromEntries(chosen), ...arbiter }
  checkTogether(mechanism, incentiveOptions, classifier)
  return { mechanism, incentiveOptions } as ChosenMechanism
}

/** @throws CliError when no model under the mechanism has these options */
export function checkTogether<mechanism extends MechanismName>(
  mechanism: mechanism,
  options: Partial<IncentiveOptions<mechanism>>,
  classifier: ClassifierName,
): void {
  const rows = new Map(optionsOf(mechanism))
  const say = (name: string) => written(rows.has(name) ? flagOf(name, rows.get(name)!) : name)
  const [first] = incentiveProblems(mechanism, options, classifier, say)
  if (first !== undefined) throw new CliError(`${first.problem}.`)
}

/**
 * What the user chose about the arbiter; nothing under other mechanisms.
 *
 * @throws CliError when there is nobody to whom it could apply
 */
function chooseArbiter(mechanism: MechanismName, flags: ArbiterFlags): ArbiterOptions | undefined {
  const { arbiter, court = false, rulingTime, arbiterData } = flags
  const given = Object.entries({ arbiter, court: court || undefined, rulingTime, arbiterData })
  const [first] = given.filter(([, value]) => value !== undefined).map(([name]) => written(name))
  if (mechanism !== 'bonded') {
    if (first === undefined) return undefined
    throw new CliError(`${first} belongs to --mechanism bonded, and this model is under ${mechanism}.`)
  }
  if (arbiter === undefined) {
    if (first === undefined) return noArbiter
    throw new CliError(`${first} is about an arbiter: name one with --arbiter.`)
  }
  if (arbiterData !== undefined && !court) {
    throw new CliError('--arbiter-data is for a court: a referee is told nothing.', ['Add --court.'])
  }
  return { arbiter, court, rulingTime: rulingTime ?? defaultRulingTime, arbiterData: arbiterData ?? '0x' }
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
