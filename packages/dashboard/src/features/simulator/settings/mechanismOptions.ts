import { mechanisms } from '@cotrain/simulator'
import { toJSONSchema } from 'zod'

export type OptionValues = Readonly<Record<string, number>>

/** A number that the owner of a model chooses in the mechanism's contract. */
export interface MechanismOption {
  name: string
  /** As models are deployed. */
  standard: number
  /** Values to choose from, ascending. */
  values: readonly number[]
}

/** How far from the standard one can go, up and down, in steps of which so many are a doubling. */
const [most, stepsPerDoubling] = [64, 2]

interface NumberSchema {
  type?: string
  default?: unknown
  minimum?: number
  maximum?: number
}

/** The numbers among the options of a mechanism, read from its own description, so that new mechanisms need nothing here. */
export function numericOptions(mechanism: string): MechanismOption[] {
  const { options } = mechanisms[mechanism as keyof typeof mechanisms]
  const { properties = {} } = toJSONSchema(options, { unrepresentable: 'any', io: 'input' })
  return Object.entries(properties).flatMap(([name, schema]) => {
    const { type, default: standard, minimum, maximum } = schema as NumberSchema
    if ((type !== 'integer' && type !== 'number') || typeof standard !== 'number') return []
    return { name, standard, values: valuesAround(standard, type === 'integer', minimum, maximum) }
  })
}

/** The numbers of a mechanism as models are deployed. */
export function optionsOf(mechanism: string): OptionValues {
  return Object.fromEntries(numericOptions(mechanism).map(({ name, standard }) => [name, standard]))
}

/** Evenly spaced on a logarithmic scale; where that leads nowhere, between the bounds. */
function valuesAround(
  standard: number,
  whole: boolean,
  least = 0,
  greatest = Number.MAX_SAFE_INTEGER,
): number[] {
  const round = (value: number) => (whole ? Math.round(value) : Number(value.toPrecision(3)))
  const bounded = (value: number) => Math.min(greatest, Math.max(least, round(value)))
  if (greatest <= 1)
    return ascending(
      Array.from({ length: 21 }, (_, i) => bounded(least + ((greatest - least) * i) / 20)),
      standard,
    )
  const middle = standard > 0 ? standard : 1
  const reach = Math.log2(most) * stepsPerDoubling
  const steps = Array.from({ length: 2 * reach + 1 }, (_, i) =>
    bounded(middle * 2 ** ((i - reach) / stepsPerDoubling)),
  )
  return ascending([...steps, ...(least <= 0 ? [0] : [])], standard)
}

function ascending(values: readonly number[], standard: number): number[] {
  return [...new Set([...values, standard])].sort((a, b) => a - b)
}

/** `refundTime` in words: refund time. */
export function wordsOf(name: string): string {
  const words = name.replace(/([a-z\d])([A-Z])/g, '$1 $2').toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
