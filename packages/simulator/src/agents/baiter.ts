import * as z from 'zod'
import { strategy } from '../engine/Strategy.ts'
import { chosenSamples } from './chosen.ts'
import { isDisputed } from './lastingOpinions.ts'

/** Honest people who differ put money against one another, and against whoever goes on for longer. */
export const baiter = strategy(
  {
    name: 'baiter',
    description: 'Contributes samples about which honest people differ, and outlasts whoever contradicts it.',
    role: 'attacker',
    options: z.strictObject({
      /** Share of all samples about which people differ, as the honest agents have it. */
      disputed: z.number().min(0).max(1).default(0.05),
      /** It gives up on a contribution that was contradicted so often. */
      rounds: z.int().min(0).default(7),
    }),
  },
  (agent, { disputed, rounds }) => {
    const baits = chosenSamples(agent.world, ({ sample }) => isDisputed(sample, disputed))
    return {
      opinion: ({ author, label }, _account, challenges) =>
        agent.owns(author) && challenges < rounds ? label : undefined,
      wake() {
        const example = agent.pickNew(baits)
        if (example !== undefined) agent.contribute({ example, label: example.label })
        agent.claimAll()
        return undefined
      },
    }
  },
)
