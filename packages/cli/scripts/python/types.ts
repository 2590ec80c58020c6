/** A part of a JSON schema, as far as `cotrain serve` has it. */
export type Schema = {
  type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean' | 'null'
  description?: string
  properties?: Record<string, Schema>
  required?: readonly string[]
  items?: Schema
  anyOf?: readonly Schema[]
  enum?: readonly string[]
  $ref?: string
}

type Content = { content: { 'application/json': { schema: Schema } } }

export type Operation = {
  operationId: string
  summary: string
  parameters?: readonly { name: string; description?: string }[]
  requestBody?: Content
  responses: Record<string, Content>
}

export type OpenApi = {
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema> }
}

/** The name that a reference names. */
export const nameOf = (schema: Schema | undefined) => schema?.$ref?.split('/').at(-1)

/** The schemas of which something has one: several with `anyOf`. */
export const choicesOf = (schema: Schema) => schema.anyOf ?? [schema]

/** The type that Python has for a schema. @param list `list` for what is read, `Sequence` for what is given. */
export function pythonType(schema: Schema, list: 'list' | 'Sequence' = 'list'): string {
  const name = nameOf(schema)
  if (name !== undefined) return name
  if (schema.anyOf) {
    const [only, ...others] = schema.anyOf.filter(({ type }) => type !== 'null')
    if (only === undefined || others.length > 0) throw new Error('a value is of one type, or null')
    return `Optional[${pythonType(only, list)}]`
  }
  if (schema.type === 'array') return `${list}[${pythonType(schema.items!, list)}]`
  const types = { string: 'str', integer: 'int', number: 'float', boolean: 'bool' } as const
  const type = types[schema.type as keyof typeof types]
  if (type === undefined) throw new Error(`there is no type for ${JSON.stringify(schema)}`)
  return type
}

const reserved = new Set(['class', 'from', 'import', 'lambda', 'pass', 'def', 'global', 'in', 'is', 'not'])

/** A name as Python writes it: `chainId` is chain_id, and words of the language get a line behind them. */
export function pythonName(name: string): string {
  const snake = name.replaceAll(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)
  return reserved.has(snake) ? `${snake}_` : snake
}

/** `model_unknown` is ModelUnknown. */
export function pascal(name: string): string {
  return name.replaceAll(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase())
}

/** Lines of at most 100 characters, each behind `indent`. */
export function wrap(text: string, indent: string): string {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && indent.length + line.length + 1 + word.length > 100) {
      lines.push(line)
      line = word
    } else {
      line = line === '' ? word : `${line} ${word}`
    }
  }
  return [...lines, line].map(each => `${indent}${each}`).join('\n')
}
