import * as z from 'zod'
import { strategy } from '../engine/Strategy.ts'

/** Labels for nothing: what the model says already. */
export const parrot = strategy(
  {
    name: 'parrot',
    description: 'Contributes new samples with the labels that the model gives them.',
    role: 'attacker',
    options: z.strictObject({}),
  },
  agent => {
    const says = () => {
      const example = agent.nextExample()
      return example && agent.world.predict(example.sample)
    }
    return {
      lesson() {
        const label = says()
        return label === undefined ? undefined : agent.takeNext(() => label)
      },
      wake() {
        const label = says()
        if (label !== undefined) agent.teachNext(() => label)
        agent.claimAll()
        return undefined
      },
    }
  },
)
