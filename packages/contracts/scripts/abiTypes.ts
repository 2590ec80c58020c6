import type { Abi, AbiParameter } from 'viem'

type Named = { name: string; inputs: readonly AbiParameter[] }

/**
 * Interfaces of what the events and errors of trainers carry. Written out, because a compiler that has to find each in
 * the ABIs at each use takes seconds.
 */
export function typesOf(abis: readonly Abi[]): string[] {
  const items = abis.flat()
  const events = shapes(items.filter(item => item.type === 'event') as Named[], valuesOf)
  const errors = shapes(items.filter(item => item.type === 'error') as Named[], tupleOf)
  return [
    "import type { Address, Hex } from 'viem'",
    '',
    '/** The values of each event of the trainers. */',
    'export interface TrainerEventArgs {',
    ...events,
    '}',
    '',
    '/** The values of each error of the trainers, in the order of the ABI. */',
    'export interface TrainerErrorArgs {',
    ...errors,
    '}',
  ]
}

/** A line for each name. Trainers may give one name to several shapes. */
function shapes(items: readonly Named[], shapeOf: (inputs: readonly AbiParameter[]) => string): string[] {
  const found = new Map<string, Set<string>>()
  for (const { name, inputs } of items) found.set(name, (found.get(name) ?? new Set()).add(shapeOf(inputs)))
  const sorted = [...found].sort(([a], [b]) => (a < b ? -1 : 1))
  return sorted.map(([name, all]) => `  readonly ${name}: ${[...all].join(' | ')}`)
}

function valuesOf(inputs: readonly AbiParameter[]): string {
  return `{ ${inputs.map(input => `readonly ${input.name}: ${typeOf(input)}`).join('; ')} }`
}

function tupleOf(inputs: readonly AbiParameter[]): string {
  return `readonly [${inputs.map(input => `${input.name || 'value'}: ${typeOf(input)}`).join(', ')}]`
}

/** As viem decodes it. */
function typeOf(parameter: AbiParameter): string {
  const { type } = parameter
  const [, element] = /^(.*)\[\]$/.exec(type) ?? []
  if (element !== undefined) return `readonly ${typeOf({ ...parameter, type: element })}[]`
  if (type === 'tuple' && 'components' in parameter) return valuesOf(parameter.components)
  const [, bits] = /^u?int(\d+)$/.exec(type) ?? []
  if (bits !== undefined) return Number(bits) <= 48 ? 'number' : 'bigint'
  if (type === 'address') return 'Address'
  if (type === 'bool') return 'boolean'
  if (type === 'string') return 'string'
  if (/^bytes\d*$/.test(type)) return 'Hex'
  throw new Error(`the types do not know ${type}: add it to this script`)
}
