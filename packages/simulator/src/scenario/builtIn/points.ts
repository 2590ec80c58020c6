import type { ScenarioInput } from '../schema.ts'

const day = 86_400
const wakeInterval = { exponential: day / 4 }

/** Points on real sentences: what honesty earns, and each of the ways to farm. */
export const points: ScenarioInput = {
  name: 'points',
  description:
    'Points for a month: honest agents, a farmer, a swarm that reports its own poison, a flipper, a copier; reviews.',
  data: { set: 'reviews', initialShare: 0.3, repeat: true },
  classifier: { type: 'perceptron' },
  mechanism: { type: 'points' },
  populations: {
    honest: { strategy: 'honest', count: 8, wakeInterval },
    forPoints: { strategy: 'honest', count: 2, wakeInterval, options: { onlyNew: true } },
    farmer: { strategy: 'countFarmer', count: 1, wakeInterval },
    swarm: { strategy: 'sybilSwarm', count: 1, wakeInterval },
    flipper: { strategy: 'modelFlipper', count: 1, wakeInterval },
    copier: { strategy: 'pendingCopier', count: 1, wakeInterval },
  },
  duration: 30 * day,
  baseline: true,
}
