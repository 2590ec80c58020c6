import type { Address } from 'viem'
import { populationCounts } from '../scenario/parseScenario.ts'
import type { Scenario } from '../scenario/schema.ts'
import { addressOf } from './addressOf.ts'
import { agentName } from './createAgents.ts'

/** Who creates the model: the first agent of the population that says so, else nobody who acts. */
export function ownerAddress(scenario: Scenario): Address {
  const counts = populationCounts(scenario)
  const owning = Object.entries(scenario.populations).find(([, { owner }]) => owner)
  if (owning === undefined) return addressOf('owner')
  const [name] = owning
  return addressOf(`${agentName(name, 0, counts.get(name)!)} 0`)
}
