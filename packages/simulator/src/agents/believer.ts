import * as z from 'zod'
import type { Example } from '../data/DataSet.ts'
import { strategy } from '../engine/Strategy.ts'
import { Random } from '../random/Random.ts'

/** Means well, like all of its kind, and is wrong about the same samples for ever. */
export const believer = strategy(
  {
    name: 'believer',
    description:
      'Holds fixed wrong opinions of some samples, the same as all believers, and puts money on them.',
    role: 'attacker',
    options: z.strictObject({
      /** Share of all samples that it is wrong about. */
      wrong: z.number().min(0).max(1).default(0.1),
      /** Of what others contribute, the share that it looks at. */
      watches: z.number().min(0).max(1).default(1),
      /** It gives up on a contribution that was contradicted so often. */
      rounds: z.int().min(0).default(6),
    }),
  },
  (agent, { wrong, watches, rounds }) => {
    const belief = ({ sample, label }: Example) =>
      new Random(0, 'belief', sample.join(' ')).uniform() < wrong ? (label + 1) % agent.world.classes : label
    return {
      opinion({ author, example }, _account, challenges) {
        if (challenges >= rounds) return undefined
        if (!agent.owns(author) && !agent.random.chance(watches)) return undefined
        agent.work('look')
        return belief(example)
      },
      wake() {
        const example = agent.nextExample()
        if (example !== undefined) agent.teachNext(() => belief(example))
        agent.claimAll()
        return undefined
      },
    }
  },
)
