import * as z from 'zod'
import type { Example } from '../data/DataSet.ts'
import { strategy } from '../engine/Strategy.ts'
import { chosenSamples } from './chosen.ts'
import { requireSets, withFeatures } from './features.ts'

/** Its label is right, so nobody can contradict it; but a sample that is not like its class, learned often, is a lie. */
export const hardSample = strategy(
  {
    name: 'hardSample',
    description: 'Contributes one sample that the model gets wrong again and again, with its right label.',
    role: 'attacker',
    options: z.strictObject({
      /** Contributions at each wake-up. */
      perWakeUp: z.int().min(1).default(1),
      /** Samples that take turns: those with the most features, which move the most weights. */
      samples: z.int().min(1).default(1),
      /** Whether it adds another feature each time, where a sample can be contributed once only. */
      nearDuplicates: z.boolean().default(false),
    }),
  },
  (agent, { perWakeUp, samples, nearDuplicates }) => {
    const { world } = agent
    if (nearDuplicates) requireSets(agent)
    let hard: Example[] | undefined
    let turn = 0
    const varied = ({ sample, label }: Example) => ({
      sample: withFeatures(world, [turn % world.data.features], sample),
      label,
    })
    const found = () => {
      hard ??= chosenSamples(world, ({ sample, label }) => world.predict(sample) !== label)
        .sort((a, b) => b.sample.length - a.sample.length)
        .slice(0, samples)
      return hard
    }
    const next = () => {
      const all = found()
      if (all.length === 0) return undefined
      const it = all[turn++ % all.length]!
      const example = nearDuplicates ? varied(it) : it
      return { example, label: example.label }
    }
    return {
      lesson: next,
      wake() {
        for (let i = 0; i < perWakeUp && found().length > 0; i++) agent.contribute(next()!)
        agent.claimAll()
        return undefined
      },
    }
  },
)
