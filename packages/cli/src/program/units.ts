import type { MechanismOption } from '@cotrain/sdk'
import { InvalidArgumentError } from 'commander'
import { formatEther } from 'viem'
import { formatDuration } from '../format.ts'
import { parseDuration, parseFraction, parseInteger, parseLimit } from '../parse.ts'

/** How values of an option are written, by what they count. */
export type Unit = {
  placeholder: string
  parse: (text: string) => number | bigint
  show: (value: number | bigint) => string
}

const million = 1e6

const units: Record<MechanismOption['unit'], (option: MechanismOption) => Unit> = {
  seconds: () => ({
    placeholder: 'duration',
    parse: parseDuration,
    show: value => shortDuration(Number(value)),
  }),
  gwei: option => ({ ...whole(option), placeholder: 'gwei' }),
  wei: () => ({ placeholder: 'ether', parse: parseLimit, show: value => formatEther(BigInt(value)) }),
  points: option => whole(option),
  count: option => whole(option),
  millionths: ({ least }) => ({
    placeholder: 'fraction',
    parse: text => Math.round(parseFraction(text, least === 0) * million),
    show: value => String(Number(value) / million),
  }),
  choice: ({ choices = [] }) => ({
    placeholder: 'name',
    parse: text => {
      if (choices.includes(text)) return choices.indexOf(text)
      throw new InvalidArgumentError(`Allowed choices are ${choices.join(', ')}.`)
    },
    show: value => choices[Number(value)]!,
  }),
}

/** How an option's values are written and read; those beyond its range are refused. */
export function unitOf(option: MechanismOption): Unit {
  const unit = units[option.unit](option)
  const parse = (text: string) => {
    const value = unit.parse(text)
    if (value >= option.least && value <= option.most) return value
    throw new InvalidArgumentError(`Give ${unit.show(option.least)} to ${unit.show(option.most)}.`)
  }
  return { ...unit, parse }
}

function whole({ least, most }: MechanismOption): Unit {
  return { placeholder: 'n', parse: parseInteger(Number(least), Number(most)), show: String }
}

/** As `parseDuration` reads it. */
function shortDuration(seconds: number): string {
  return formatDuration(seconds).replaceAll(' ', '')
}
