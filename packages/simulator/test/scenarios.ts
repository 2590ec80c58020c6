import { createWorld } from '../src/engine/createWorld.ts'
import { runScenario } from '../src/engine/simulate.ts'
import type { SentTransaction } from '../src/engine/World.ts'
import { parseScenario, type Scenario, type ScenarioInput, synthetic } from '../src/index.ts'

export const day = 86_400

/** Ten days of a small model; a test puts its agents in. */
export function small(
  populations: ScenarioInput['populations'],
  more: Partial<ScenarioInput> = {},
): Scenario {
  return parseScenario({
    name: 'small',
    data: { set: 'synthetic', train: 600, test: 100, features: 120, words: 20, initialShare: 0.5 },
    classifier: { type: 'perceptron', step: 0.02 },
    populations,
    duration: 10 * day,
    gasPriceGwei: 1,
    ...more,
  })
}

/** The data of `small`. */
export function dataOf({ data }: Scenario) {
  if (data.set !== 'synthetic') throw new Error('not generated')
  return synthetic(data)
}

/** Runs a scenario, and keeps its transactions. */
export function run(scenario: Scenario, seed = 1) {
  const sent: SentTransaction[] = []
  const outcome = runScenario({
    scenario,
    data: dataOf(scenario),
    seed,
    record: transaction => sent.push(transaction),
  })
  return { ...outcome, sent }
}

/** The world that a scenario begins with, and its agents, for tests that act themselves. */
export function begin(scenario: Scenario, { seed = 1, keepsLog = false } = {}) {
  return createWorld({ scenario, data: dataOf(scenario), seed, keepsLog })
}

/** What has an entry in the log under bonds, in its order: a contribution's place is its number, and challenges leave gaps. */
export function entriesOf(sent: readonly SentTransaction[]): SentTransaction[] {
  const appending = ['contribute', 'challenge']
  return sent.filter(({ functionName, accepted }) => accepted && appending.includes(functionName))
}
