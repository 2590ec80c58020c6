import * as z from 'zod'
import { strategy } from '../engine/Strategy.ts'

/** Attack 2: verified contributions give a share of every bad deposit for ever, and known samples are verified too. */
export const countFarmer = strategy(
  {
    name: 'countFarmer',
    description:
      'Contributes what the model says already, again and again, for the share of takes that it gives.',
    role: 'attacker',
    options: z.strictObject({
      /** Contributions at each wake-up. */
      perWakeUp: z.int().min(1).default(1),
    }),
  },
  (agent, { perWakeUp }) => ({
    lesson: () => agent.known(example => agent.world.predict(example.sample)),
    wake() {
      for (let i = 0; i < perWakeUp; i++) agent.echo()
      agent.claimAll()
      return undefined
    },
  }),
)
