import * as z from 'zod'
import type { Example } from '../data/DataSet.ts'
import { strategy } from '../engine/Strategy.ts'
import { chosenSamples } from './chosen.ts'

/** What the model gets wrong teaches it most, or so it seems. */
export const hardPicker = strategy(
  {
    name: 'hardPicker',
    description: 'Contributes samples that the model gets wrong, each with its right label.',
    role: 'attacker',
    options: z.strictObject({}),
  },
  agent => {
    const { world } = agent
    let hard: Example[] | undefined
    const lesson = () => {
      hard ??= chosenSamples(world, ({ sample, label }) => world.predict(sample) !== label)
      const example = agent.pickNew(hard)
      if (example !== undefined) agent.work('label')
      return example && { example, label: example.label }
    }
    return {
      lesson,
      wake() {
        const found = lesson()
        if (found !== undefined) agent.contribute(found)
        agent.claimAll()
        return undefined
      },
    }
  },
)
