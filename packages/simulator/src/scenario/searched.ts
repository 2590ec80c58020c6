import type { Range } from '../analysis/evolve.ts'
import type { JsonValue } from '../results/types.ts'
import { jsonOr } from './override.ts'
import { ScenarioError } from './ScenarioError.ts'

/** A parameter that a search varies. */
export type Searched = { path: string; range: Range }

const number = '-?\\d+(?:\\.\\d+)?(?:e[+-]?\\d+)?'
const lowToHigh = new RegExp(`^(${number})\\.\\.(${number})$`)
const isWhole = (text: string) => /^-?\d+$/.test(text)

/**
 * Reads `a.b=1..31`, whole numbers; `a.b=0.0..1`, any numbers, as one of the two has a point; or `a.b=x|y|z`, one of
 * them, each JSON or else text.
 * @throws ScenarioError when it is none of these.
 */
export function parseSearched(text: string): Searched {
  const at = text.indexOf('=')
  const [path, range] = [text.slice(0, Math.max(0, at)), text.slice(at + 1)]
  if (path === '') {
    throw new ScenarioError([
      `--search ${text}: write it as path=low..high or path=one|another, such as populations.bad.options.rounds=1..31`,
    ])
  }
  if (path === 'seed')
    throw new ScenarioError(['--search seed: is no parameter of an attacker, search another field'])
  const [, low, high] = lowToHigh.exec(range) ?? []
  if (low !== undefined && high !== undefined) {
    if (!(Number(low) < Number(high)))
      throw new ScenarioError([`--search ${path}: goes from ${low} to ${high}, write the lower one first`])
    const kind = isWhole(low) && isWhole(high) ? 'integer' : 'real'
    return { path, range: { kind, low: Number(low), high: Number(high) } }
  }
  const values: JsonValue[] = range.split('|').map(jsonOr)
  if (values.length < 2) {
    throw new ScenarioError([
      `--search ${path}: ${range} is no range, write 1..31 (whole numbers), 0.0..1 (any) or one|another`,
    ])
  }
  return { path, range: { kind: 'choice', values } }
}
