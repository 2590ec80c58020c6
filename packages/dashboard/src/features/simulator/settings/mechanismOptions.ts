import { type MechanismName, type MechanismOption, mechanismNames, optionsOf as rowsOf } from '@cotrain/sdk'
import { mechanisms } from '@cotrain/simulator'
import { toJSONSchema } from 'zod'
import { formatDuration, formatNumber, nameInWords } from '../../../ui/format.ts'

/** A mechanism by its name in scenarios; not all can be deployed. */
export type SimulatedName = keyof typeof mechanisms

/** The same where it can be deployed. */
export const deployedName = (mechanism: SimulatedName): MechanismName | undefined =>
  mechanismNames.find(name => name === mechanism)

export type OptionValues = Readonly<Record<string, number>>

/** A number that the owner of a model chooses in the mechanism's contract, or that only simulations have. */
export interface NumericOption {
  name: string
  label: string
  /** As simulations have it if nothing is said. */
  standard: number
  /** Values to choose from, ascending. */
  values: readonly number[]
  format: (value: number) => string
}

/** How far from the standard one can go, up and down, in steps of which so many are a doubling. */
const [most, stepsPerDoubling] = [64, 2]

interface NumberSchema {
  type?: string
  default?: unknown
  minimum?: number
  maximum?: number
}

const ether = (value: number) => `${formatNumber(value)} ETH`

const formats: Record<MechanismOption['unit'], (value: number) => string> = {
  seconds: formatDuration,
  gwei: weight => `${formatNumber(weight * 3.6e-6)} ETH, weight ${formatNumber(weight)}`,
  wei: ether,
  points: formatNumber,
  count: formatNumber,
  millionths: formatNumber,
  choice: formatNumber,
}

/** Options that their name says too little of. */
const labels: Record<string, string> = {
  depositWeight: 'Price at most',
  pointValue: 'What a point is worth',
}

/** The numbers among what scenarios may set of a mechanism. What is not the contract's is a count, or an amount of ether. */
export function numericOptions(mechanism: SimulatedName): NumericOption[] {
  const { options } = mechanisms[mechanism]
  const { properties = {} } = toJSONSchema(options, { unrepresentable: 'any', io: 'input' })
  const deployed = deployedName(mechanism)
  const rows = deployed ? rowsOf(deployed) : []
  const units = new Map(rows.map(([name, { unit }]) => [name, unit]))
  return Object.entries(properties).flatMap(([name, schema]) => {
    const { type, default: standard, minimum, maximum } = schema as NumberSchema
    if ((type !== 'integer' && type !== 'number') || typeof standard !== 'number') return []
    const whole = type === 'integer'
    return {
      name,
      label: labels[name] ?? nameInWords(name),
      standard,
      values: valuesAround(standard, stepOf(name, whole), minimum, maximum),
      format: formats[units.get(name) ?? (whole ? 'count' : 'wei')],
    }
  })
}

/** The numbers of a mechanism if nothing is said of them. */
export function optionsOf(mechanism: SimulatedName): OptionValues {
  return Object.fromEntries(numericOptions(mechanism).map(({ name, standard }) => [name, standard]))
}

/** What an option's values are multiples of; undefined when any number will do. */
function stepOf(name: string, whole: boolean): number | undefined {
  if (name === 'testSamples') return 2
  return whole ? 1 : undefined
}

/** Evenly spaced on a logarithmic scale. */
function valuesAround(
  standard: number,
  step: number | undefined,
  least = 0,
  greatest = Number.MAX_SAFE_INTEGER,
): number[] {
  const round = (value: number) => (step ? Math.round(value / step) * step : Number(value.toPrecision(3)))
  const bounded = (value: number) => Math.min(greatest, Math.max(least, round(value)))
  const reach = Math.log2(most) * stepsPerDoubling
  const steps = Array.from({ length: 2 * reach + 1 }, (_, i) =>
    bounded((standard || 1) * 2 ** ((i - reach) / stepsPerDoubling)),
  )
  return [...new Set([...steps, ...(least <= 0 ? [0] : []), standard])].sort((a, b) => a - b)
}
