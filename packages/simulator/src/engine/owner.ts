import type { Address } from 'viem'
import { mechanisms } from '../mechanisms/index.ts'
import type { Mechanism } from '../mechanisms/Mechanism.ts'
import { populationCounts } from '../scenario/parseScenario.ts'
import { ScenarioError } from '../scenario/ScenarioError.ts'
import type { Population, Scenario } from '../scenario/schema.ts'
import { addressOf } from './addressOf.ts'
import { agentName, strategyOf } from './createAgents.ts'
import { houseAddress } from './house.ts'

/**
 * Who creates the model: the first agent of the population that says so, or of one that plays the sponsor where there
 * must be one; else nobody who is among the agents.
 * @throws ScenarioError when the owner of a market's model is no sponsor.
 */
export function ownerAddress(scenario: Scenario): Address {
  const { sponsored = false } = mechanisms[scenario.mechanism.type] as Mechanism
  const counts = populationCounts(scenario)
  const sponsors = (population: Population) => strategyOf(population).sponsors === true
  const there = Object.entries(scenario.populations).filter(([name]) => counts.get(name)! > 0)
  const owning =
    there.find(([, { owner }]) => owner) ??
    (sponsored ? there.find(([, population]) => sponsors(population)) : undefined)
  if (owning === undefined) return sponsored ? houseAddress : addressOf('owner')
  const [name, population] = owning
  if (sponsored && !sponsors(population)) {
    throw new ScenarioError([
      `populations.${name}.owner: the owner is the sponsor: take the strategy sponsor`,
    ])
  }
  return addressOf(`${agentName(name, 0, counts.get(name)!)} 0`)
}
