import type { JsonValue } from '../results/types.ts'
import { withValue } from './override.ts'
import { parseScenario } from './parseScenario.ts'
import type { Scenario, ScenarioInput } from './schema.ts'

/** One point of a sweep: the values of the axes, and the scenario with them. */
export type Point = { values: Record<string, JsonValue>; scenario: Scenario }

/**
 * All combinations of the values of a scenario's axes, the last axis fastest; the scenario itself when it has none.
 * @throws ScenarioError when a value does not suit its field.
 */
export function pointsOf(input: ScenarioInput): Point[] {
  const { axes } = parseScenario(input)
  const combinations = axes.reduce<Record<string, JsonValue>[]>(
    (points, { path, values }) =>
      points.flatMap(point => values.map(value => ({ ...point, [path]: value as JsonValue }))),
    [{}],
  )
  return combinations.map(values => {
    const changed = Object.entries(values).reduce<object>(
      (object, [path, value]) => withValue(object, path, value),
      input,
    )
    return { values, scenario: parseScenario(changed) }
  })
}
