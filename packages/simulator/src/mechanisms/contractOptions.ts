import {
  defaultOptions,
  type IncentiveOptions,
  type MechanismName,
  type MechanismOption,
  type mechanisms,
  optionsOf,
} from '@cotrain/sdk/kinds'
import * as z from 'zod'
import { toEther, toWei } from '../engine/money.ts'

type Rows<mechanism extends MechanismName> = (typeof mechanisms)[mechanism]['options']
type Setting<option> = option extends { choices: readonly (infer choice)[] } ? choice : number

/** What a scenario may set of an option: a name of a choice, or a number; of amounts it is ether. */
type Shape<mechanism extends MechanismName> = {
  -readonly [name in keyof Rows<mechanism>]: z.ZodType<
    Setting<Rows<mechanism>[name]>,
    Setting<Rows<mechanism>[name]> | undefined
  >
}

/**
 * What a scenario may set of a mechanism's contract, with the bounds and the defaults of the contract's own row.
 *
 * @param usual - Defaults that simulations have instead of those that models are deployed with
 */
export function contractShape<mechanism extends MechanismName>(
  mechanism: mechanism,
  usual: { [name in keyof Rows<mechanism>]?: Setting<Rows<mechanism>[name]> } = {},
): Shape<mechanism> {
  const fields = optionsOf(mechanism).map(([name, option]) => {
    const { schema, standard } = settingOf(option)
    return [name, schema.default((usual as Record<string, string | number>)[name] ?? standard)]
  })
  return Object.fromEntries(fields) as Shape<mechanism>
}

/** The contract's options among those of a scenario, as the contract takes them. */
export function contractOptions<mechanism extends MechanismName>(
  mechanism: mechanism,
  settings: { [name in keyof Rows<mechanism>]: Setting<Rows<mechanism>[name]> },
): IncentiveOptions<mechanism> {
  const fields = optionsOf(mechanism).map(([name, { unit, choices = [] }]) => {
    const value = (settings as Record<string, string | number>)[name]!
    if (unit === 'choice') return [name, choices.indexOf(String(value))]
    return [name, unit === 'wei' ? toWei(Number(value)) : value]
  })
  return {
    ...(defaultOptions(mechanism) as object),
    ...Object.fromEntries(fields),
  } as IncentiveOptions<mechanism>
}

function settingOf({ unit, least, most, default: standard, choices = [] }: MechanismOption): {
  schema: z.ZodType<string | number>
  standard: string | number
} {
  if (unit === 'choice') return { schema: z.enum(choices), standard: choices[Number(standard)]! }
  if (unit !== 'wei') {
    return { schema: z.int().min(Number(least)).max(Number(most)), standard: Number(standard) }
  }
  const [min, max, ether] = [least, most, standard].map(amount => toEther(BigInt(amount)))
  return { schema: z.number().min(min!).max(max!), standard: ether! }
}
