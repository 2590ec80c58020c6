import { sponsor } from '../agents/sponsor.ts'
import { mechanisms } from '../mechanisms/index.ts'
import type { Mechanism } from '../mechanisms/Mechanism.ts'
import type { Scenario } from '../scenario/schema.ts'
import { Agent } from './Agent.ts'
import { addressOf } from './addressOf.ts'
import type { World } from './World.ts'

/** Who owns the model where no agent does. */
const houseName = "the model's owner"
/** The address of its first account. */
export const houseAddress = addressOf(`${houseName} 0`)
/** Ether: more than any bounty. */
const purse = 1e9

/** A sponsor who plays by the rules, where the mechanism needs one and no agent is; it is not among the agents. */
export function createHouse({ mechanism }: Scenario, world: World, seed: number): Agent | undefined {
  const { sponsored } = mechanisms[mechanism.type] as Mechanism
  if (!sponsored || world.owner !== houseAddress) return undefined
  const settings = {
    population: houseName,
    name: houseName,
    role: sponsor.role,
    strategy: sponsor,
    startBalance: purse,
    maxDeposit: 0,
    wakeInterval: 86_400,
    claimInterval: 0,
    pointValue: 0,
    labelCost: 0,
    lookCost: 0,
    hours: undefined,
    bundles: { count: 0, accounts: 1, when: 'any', reveal: 'any' } as const,
    from: 0,
    until: Number.POSITIVE_INFINITY,
    options: {},
  }
  return new Agent(settings, world, seed)
}
