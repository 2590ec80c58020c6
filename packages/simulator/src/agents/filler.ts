import * as z from 'zod'
import { strategy } from '../engine/Strategy.ts'

/** Where places are few, whoever takes them first leaves none. */
export const filler = strategy(
  {
    name: 'filler',
    description:
      'Contributes as much as it can at each wake-up, with right labels: a market has no place left for others.',
    role: 'attacker',
    options: z.strictObject({
      /** Contributions at each wake-up, at most. */
      perWakeUp: z.int().min(1).default(20),
    }),
  },
  (agent, { perWakeUp }) => ({
    wake() {
      for (let i = 0; i < perWakeUp && agent.teachNext(truth => truth); i++);
      agent.claimAll()
      return undefined
    },
  }),
)
