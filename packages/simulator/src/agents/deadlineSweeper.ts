import { z } from 'zod'
import { strategy } from '../engine/Strategy.ts'

/** Attack 3: whatever is left past the last deadline goes to whoever is first. */
export const deadlineSweeper = strategy(
  {
    name: 'deadlineSweeper',
    description: 'Takes every deposit in the second in which anyone may; contributes nothing.',
    role: 'attacker',
    options: z.strictObject({}),
  },
  agent => ({
    wake() {
      const { settlement, time } = agent.world
      const next = settlement.sweep(agent.main)
      return next !== undefined && next > time ? next : undefined
    },
  }),
)
