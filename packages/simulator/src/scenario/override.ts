import type { JsonValue } from '../results/types.ts'
import { ScenarioError } from './ScenarioError.ts'

/**
 * A copy of a JSON object with the value at `path` (`populations.bad.count`) replaced or added.
 * @throws ScenarioError when something on the path is not an object.
 */
export function withValue(object: object, path: string, value: JsonValue): Record<string, unknown> {
  const [key, ...rest] = path.split('.') as [string, ...string[]]
  if (rest.length === 0) return { ...object, [key]: value }
  const inner = (object as Record<string, unknown>)[key] ?? {}
  if (typeof inner !== 'object' || Array.isArray(inner)) {
    throw new ScenarioError([`${path}: "${key}" is no object that has fields`])
  }
  return { ...object, [key]: withValue(inner as object, rest.join('.'), value) }
}

/**
 * Reads `a.b=value`; the value is JSON, or else text.
 * @throws ScenarioError when there is no `=`.
 */
export function parseOverride(text: string): { path: string; value: JsonValue } {
  const at = text.indexOf('=')
  if (at < 1)
    throw new ScenarioError([`--set ${text}: write it as path=value, such as populations.bad.count=3`])
  const value = text.slice(at + 1)
  return { path: text.slice(0, at), value: jsonOr(value) }
}

/** What a text says as JSON, or else the text. */
export function jsonOr(text: string): JsonValue {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
