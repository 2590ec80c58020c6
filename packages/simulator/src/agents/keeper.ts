import { z } from 'zod'
import { strategy } from '../engine/Strategy.ts'

export const keeper = strategy(
  {
    name: 'keeper',
    description: 'Makes a few honest contributions to be verified, then lives on claiming what others leave.',
    role: 'neutral',
    options: z.strictObject({
      /** Verified contributions that it wants before it stops teaching. */
      verified: z.int().min(0).default(5),
    }),
  },
  (agent, { verified }) => ({
    // Under points it lives on reports.
    opinion: ({ example }) => (agent.world.settlement.reward === undefined ? undefined : example.label),
    wake() {
      if (agent.main.verified + agent.main.open().length < verified) agent.teachNext(truth => truth)
      agent.claimAll()
      return undefined
    },
  }),
)
