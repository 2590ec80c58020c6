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
      settlement.takeLate(agent.main)
      const next = settlement.nextLate()
      return next !== undefined && next > time ? next : undefined
    },
  }),
)
