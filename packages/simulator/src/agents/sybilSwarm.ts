import * as z from 'zod'
import { strategy } from '../engine/Strategy.ts'

/** Attack 1: what the model disagrees with goes to verified accounts, and those may be one's own. */
export const sybilSwarm = strategy(
  {
    name: 'sybilSwarm',
    description: 'One address poisons; the others earn verified contributions and take its deposits back.',
    role: 'attacker',
    options: z.strictObject({
      /** Addresses that earn and take. */
      /** The helpers stand by a poisoned contribution, unless it was contradicted so often. */
      rounds: z.int().min(0).default(3),
      helpers: z.int().min(1).max(64).default(4),
      /** Share of the wake-ups at which it poisons; at the others a helper earns. */
      poison: z.number().min(0).max(1).default(0.5),
    }),
  },
  (agent, { helpers, poison, rounds }) => {
    const swarm = Array.from({ length: helpers }, () => agent.addAccount())
    let turn = 0
    return {
      atALoss: true,
      opinion: ({ author, label, example }, account, challenges) =>
        author === agent.main && account !== author && label !== example.label && challenges < rounds
          ? label
          : undefined,
      wake() {
        if (agent.random.chance(poison)) agent.teachNext(truth => agent.otherThan(truth))
        else agent.echo(swarm[turn++ % helpers])
        agent.claimAll()
        return undefined
      },
      notes: () => ({ helpersVerified: swarm.reduce((sum, { verified }) => sum + verified, 0) }),
    }
  },
)
