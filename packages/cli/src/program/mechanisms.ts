import { type MechanismName, type MechanismOption, mechanismNames, optionsOf } from '@cotrain/sdk'
import { InvalidArgumentError, Option } from 'commander'
import { formatEther } from 'viem'
import { type FlagsOf, flagOf } from '../mechanisms.ts'
import { parseDuration, parseEther, parseFraction, parseInteger } from '../parse.ts'
import { arbiterFlags } from './arbiter.ts'
import { byDefault, choice, type Given, written } from './given.ts'

/** `--mechanism`: which incentives the model is deployed under. */
export const mechanismFlag = byDefault(
  choice('<name>', 'who is paid, and for what', mechanismNames),
  'deposits',
)

type Flags<mechanism extends MechanismName> = {
  [name in keyof FlagsOf<mechanism>]: Given<FlagsOf<mechanism>[name]>
}

function flagsOf<mechanism extends MechanismName>(mechanism: mechanism): Flags<mechanism>
function flagsOf(mechanism: MechanismName): object {
  const flags = optionsOf(mechanism).map(([key, option]) => {
    const { placeholder, parse, show } = units[option.unit](option)
    const words = `${mechanism}: ${option.words} (default: ${show(Number(option.default))})`
    const make = (name: string) => {
      const flag = new Option(`${written(name)} <${placeholder}>`, words)
      if (option.choices) flag.choices(option.choices)
      return [flag.argParser(parse)]
    }
    return [flagOf(key, option), { make }] as const
  })
  return Object.fromEntries(flags)
}

type Unit = { placeholder: string; parse: (text: string) => number | bigint; show: (value: number) => string }

const whole = ({ least, most }: MechanismOption): Unit => ({
  placeholder: 'n',
  parse: parseInteger(Number(least), Number(most)),
  show: String,
})
const day = 86_400
const million = 1e6

/** How values are written, by what they count. */
const units: Record<MechanismOption['unit'], (option: MechanismOption) => Unit> = {
  seconds: () => ({
    placeholder: 'duration',
    parse: parseDuration,
    show: seconds => `${seconds / day}d`,
  }),
  gwei: option => ({ ...whole(option), placeholder: 'gwei' }),
  wei: () => ({ placeholder: 'ether', parse: parseEther, show: wei => formatEther(BigInt(wei)) }),
  points: whole,
  count: whole,
  millionths: () => ({
    placeholder: 'fraction',
    parse: text => Math.round(parseFraction(text) * million),
    show: value => String(value / million),
  }),
  choice: ({ choices = [] }) => ({
    placeholder: 'name',
    parse: text => {
      if (choices.includes(text)) return choices.indexOf(text)
      throw new InvalidArgumentError(`Allowed choices are ${choices.join(', ')}.`)
    },
    show: value => choices[value]!,
  }),
}

/** The flags of all mechanisms; none has a default here, so that those of another mechanism can be refused. */
export const mechanismFlags = {
  ...flagsOf('deposits'),
  ...flagsOf('points'),
  ...flagsOf('market'),
  ...flagsOf('bonded'),
  ...arbiterFlags,
}

export const marketFlags = flagsOf('market')
