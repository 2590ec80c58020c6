import * as z from 'zod'
import { strategy } from '../engine/Strategy.ts'

/** Where a lucky contribution earns many stakes and an unlucky one costs one, luck pays. */
export const lottery = strategy(
  {
    name: 'lottery',
    description:
      'Contributes samples that move the model far, with labels by dice: few win much, most lose a stake.',
    role: 'attacker',
    options: z.strictObject({
      /** Contributions at each wake-up. */
      perWakeUp: z.int().min(1).default(1),
      /** Of so many samples, drawn from all that there are, it takes the one with the most features. */
      candidates: z.int().min(1).default(10),
      /** Share of its labels that are wrong. */
      wrong: z.number().min(0).max(1).default(0.5),
    }),
  },
  (agent, { perWakeUp, candidates, wrong }) => {
    const { random, world } = agent
    const draw = () => world.stream.any(random.below(world.stream.total))
    const ticket = () =>
      Array.from({ length: candidates }, draw).reduce((a, b) => (b.sample.length > a.sample.length ? b : a))
    return {
      wake() {
        for (let i = 0; i < perWakeUp && world.stream.total > 0; i++) {
          const example = ticket()
          const label = random.chance(wrong) ? agent.otherThan(example.label) : example.label
          agent.contribute({ example, label })
        }
        agent.claimAll()
        return undefined
      },
    }
  },
)
