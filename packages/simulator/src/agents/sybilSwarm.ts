import * as z from 'zod'
import type { Example } from '../data/DataSet.ts'
import type { Account } from '../engine/Account.ts'
import { strategy } from '../engine/Strategy.ts'

/**
 * Attack 1: what the model disagrees with goes to verified accounts, and those may be one's own. Under points the others
 * teach the model the right label again, which is new to it, and report the poison: both earn.
 */
export const sybilSwarm = strategy(
  {
    name: 'sybilSwarm',
    description:
      'One address poisons; the others earn verified contributions, and take its deposits back or report it for points.',
    role: 'attacker',
    options: z.strictObject({
      /** The helpers stand by a poisoned contribution, unless it was contradicted so often. */
      rounds: z.int().min(0).default(3),
      /** Addresses that earn and take. */
      helpers: z.int().min(1).max(64).default(4),
      /** Share of the wake-ups at which it poisons; at the others a helper earns. */
      poison: z.number().min(0).max(1).default(0.5),
    }),
  },
  (agent, { helpers, poison, rounds }) => {
    const swarm = Array.from({ length: helpers }, () => agent.addAccount())
    /** Under points: examples that it poisoned, and has not taught again. */
    const poisoned: Example[] = []
    const forPoints = () => agent.world.settlement.reward !== undefined
    let turn = 0

    const addPoison = () => {
      const example = agent.nextExample()
      const accepted = agent.teachNext(truth => agent.otherThan(truth))
      if (accepted && example !== undefined && forPoints()) poisoned.push(example)
    }
    const earn = (helper: Account) => {
      if (!forPoints()) return agent.echo(helper)
      const example = poisoned.shift()
      const cure = example && { example, label: example.label }
      return cure && agent.pays(cure, helper)
        ? agent.contribute(cure, helper)
        : agent.teachNext(truth => truth, helper)
    }
    return {
      motive: 'harm',
      opinion({ author, label, example }, account, challenges) {
        if (author !== agent.main || account === author || label === example.label) return undefined
        if (forPoints()) return example.label
        return challenges < rounds ? label : undefined
      },
      wake() {
        if (agent.random.chance(poison)) addPoison()
        else earn(swarm[turn++ % helpers]!)
        agent.claimAll()
        return undefined
      },
      notes: () => ({ helpersVerified: swarm.reduce((sum, { verified }) => sum + verified, 0) }),
    }
  },
)
