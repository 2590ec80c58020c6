import * as z from 'zod'
import { strategy } from '../engine/Strategy.ts'
import { chosenSamples } from './chosen.ts'
import { requireClass } from './features.ts'

/** No label is wrong, but the model comes to think that everything is of this class. */
export const oneClass = strategy(
  {
    name: 'oneClass',
    description: 'Contributes samples of one class only, with their right label.',
    role: 'attacker',
    options: z.strictObject({
      /** The class. */
      only: z.int().min(0).default(0),
      /** Contributions at each wake-up. */
      perWakeUp: z.int().min(1).default(1),
    }),
  },
  (agent, { only, perWakeUp }) => {
    requireClass(agent, 'only', only)
    const own = chosenSamples(agent.world, ({ label }) => label === only)
    return {
      lesson() {
        const example = agent.pickNew(own)
        return example && { example, label: only }
      },
      wake() {
        for (let i = 0; i < perWakeUp; i++) {
          const example = agent.pickNew(own)
          if (example !== undefined) agent.contribute({ example, label: only })
        }
        agent.claimAll()
        return undefined
      },
    }
  },
)
