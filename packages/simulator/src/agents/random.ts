import * as z from 'zod'
import { strategy } from '../engine/Strategy.ts'

export const random = strategy(
  {
    name: 'random',
    description: 'Labels samples by dice.',
    role: 'attacker',
    options: z.strictObject({}),
  },
  agent => ({
    lesson: () => agent.takeNext(() => agent.random.below(agent.world.classes)),
    wake() {
      agent.teachNext(() => agent.random.below(agent.world.classes))
      agent.claimAll()
      return undefined
    },
  }),
)
