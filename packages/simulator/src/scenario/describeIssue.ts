import type { z } from 'zod'
import { fieldsOf, kindsOf, schemaAt, valueAt } from './fieldsAt.ts'

const kinds: Readonly<Record<string, string>> = {
  object: 'an object',
  record: 'an object',
  array: 'a list',
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
}

/** What is wrong with a field in plain words, and what it takes; a text for each field. */
export function describeIssue(schema: unknown, input: unknown, issue: z.core.$ZodIssue): string[] {
  const path = issue.path.map(String).join('.')
  const field = path === '' ? 'the scenario' : path
  const value = valueAt(input, issue.path)
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = fieldsOf(schemaAt(schema, input, issue.path))
      const takes = known?.length ? `; ${field} takes ${known.join(', ')}` : ''
      return issue.keys.map(
        (key, i) =>
          `${path === '' ? key : `${path}.${key}`} is no field that there is${i === 0 ? takes : ''}`,
      )
    }
    case 'invalid_type':
      return [
        `${field}: must be ${kinds[issue.expected] ?? issue.expected}${example(schema, input, issue.path)}${butIs(value)}`,
      ]
    case 'invalid_value':
      return [`${field}: must be ${oneOf(issue.values.map(String))}${butIs(value)}`]
    case 'invalid_union': {
      const { options } = issue as { options?: readonly unknown[] }
      return [`${field}: ${options ? `must be ${oneOf(options.map(String))}` : issue.message}${butIs(value)}`]
    }
    case 'too_small':
      return [`${field}: must ${lowest(issue)}${butIs(value)}`]
    case 'too_big':
      return [
        `${field}: must be ${issue.inclusive ? 'at most' : 'less than'} ${issue.maximum}${butIs(value)}`,
      ]
    default:
      return [`${field}: ${issue.message}`]
  }
}

function lowest({ origin, inclusive, minimum }: z.core.$ZodIssueTooSmall): string {
  if (origin === 'array' || origin === 'string') return 'not be empty'
  return `be ${inclusive ? 'at least' : 'more than'} ${minimum}`
}

function oneOf(values: readonly string[]): string {
  return values.length === 1 ? values[0]! : `one of ${values.join(', ')}`
}

/** An object that would be right, for those of which there are several. */
function example(schema: unknown, input: unknown, path: readonly PropertyKey[]): string {
  const several = kindsOf(schemaAt(schema, input, path))
  if (several === undefined) return ''
  const given = valueAt(input, path)
  const named = several.values.find(value => value === given) ?? several.values[0]!
  return ` such as ${JSON.stringify({ [several.field]: named })}`
}

const longest = 40

function butIs(value: unknown): string {
  if (value === undefined) return ', and is missing'
  const text = JSON.stringify(value)
  return `, and is ${text.length > longest ? `${text.slice(0, longest)}…` : text}`
}
