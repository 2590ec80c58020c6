import { z } from 'zod'

type Path = readonly PropertyKey[]

/** What stands at a path of some JSON. */
export function valueAt(input: unknown, path: Path): unknown {
  return path.reduce((inner, key) => (inner as Record<PropertyKey, unknown> | null | undefined)?.[key], input)
}

/** The schema of what stands at a path of the input; of several that the input could be, the one that it names. */
export function schemaAt(schema: unknown, input: unknown, path: Path): unknown {
  const inner = chosen(unwrapped(schema), input)
  const [key, ...rest] = path
  if (key === undefined) return inner
  return schemaAt(childOf(inner, key), valueAt(input, [key]), rest)
}

/** The fields that an object takes; undefined for anything else. */
export function fieldsOf(schema: unknown): string[] | undefined {
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : undefined
}

/** The field that tells which of several objects it is, and its values. */
export function kindsOf(schema: unknown): { field: string; values: string[] } | undefined {
  const union = unwrapped(schema)
  if (!(union instanceof z.ZodDiscriminatedUnion)) return undefined
  const field = union.def.discriminator
  return { field, values: union.options.map(option => String(literalOf(option, field))) }
}

function childOf(schema: unknown, key: PropertyKey): unknown {
  if (schema instanceof z.ZodObject) return (schema.shape as Record<PropertyKey, unknown>)[key]
  if (schema instanceof z.ZodRecord) return schema.valueType
  if (schema instanceof z.ZodArray) return schema.element
  return undefined
}

function unwrapped(schema: unknown): unknown {
  const isWrapped =
    schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional
  return isWrapped ? unwrapped(schema.unwrap()) : schema
}

function chosen(schema: unknown, input: unknown): unknown {
  if (!(schema instanceof z.ZodDiscriminatedUnion)) return schema
  const { discriminator } = schema.def
  const named = valueAt(input, [discriminator])
  return schema.options.find(option => literalOf(option, discriminator) === named) ?? schema
}

function literalOf(option: unknown, field: string): unknown {
  const literal = childOf(option, field)
  return literal instanceof z.ZodLiteral ? [...literal.values][0] : undefined
}
