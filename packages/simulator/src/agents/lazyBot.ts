import * as z from 'zod'
import { strategy } from '../engine/Strategy.ts'

/** Looks at nothing: what the model says is free. */
export const lazyBot = strategy(
  {
    name: 'lazyBot',
    description: 'Contradicts whatever the model disagrees with; contributes nothing.',
    role: 'neutral',
    options: z.strictObject({
      /** It gives up on a contribution that was contradicted so often. */
      rounds: z.int().min(0).default(1),
    }),
  },
  (agent, { rounds }) => ({
    opinion: (claim, _account, challenges) =>
      challenges < rounds && !agent.owns(claim.author) ? agent.world.predicted(claim) : undefined,
    wake() {
      agent.claimAll()
      return undefined
    },
  }),
)
