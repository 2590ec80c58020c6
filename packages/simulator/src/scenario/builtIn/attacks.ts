import type { ScenarioInput } from '../schema.ts'

const day = 86_400

const reviews: Pick<ScenarioInput, 'data' | 'classifier' | 'agents' | 'duration' | 'baseline'> = {
  data: { set: 'reviews', initialShare: 0.3, repeat: true },
  classifier: { type: 'naive bayes' },
  agents: 20,
  duration: 60 * day,
  baseline: true,
}

const wakeInterval = { exponential: day / 2 }

/** One scenario for each strategy that attacks. */
export const attacks: ScenarioInput = {
  name: 'attacks',
  description: 'Fourteen honest agents, and six that attack in one of the known ways; reviews, naive Bayes.',
  ...reviews,
  populations: {
    honest: { strategy: 'honest', wakeInterval },
    attacker: { strategy: 'malicious', share: 0.3, role: 'attacker', wakeInterval },
  },
  axes: [
    {
      path: 'populations.attacker.strategy',
      title: 'attack',
      values: [
        'random',
        'malicious',
        'countFarmer',
        'sybilSwarm',
        'deadlineSweeper',
        'modelFlipper',
        'priceManipulator',
        'pendingCopier',
        'adaptive',
      ],
    },
  ],
}

/** How many attackers a model stands. */
export const attackers: ScenarioInput = {
  name: 'attackers',
  description: 'Malicious agents are 0 to 50 % of twenty; reviews, three classifiers.',
  ...reviews,
  populations: {
    honest: { strategy: 'honest', wakeInterval },
    malicious: { strategy: 'malicious', share: 0, wakeInterval },
  },
  axes: [
    {
      path: 'classifier',
      values: [{ type: 'perceptron' }, { type: 'naive bayes' }, { type: 'nearest centroid' }],
    },
    {
      path: 'populations.malicious.share',
      title: 'share of attackers',
      values: [0, 0.1, 0.2, 0.3, 0.4, 0.5],
    },
  ],
}

/** Which strategy pays, as agents find out who try. */
export const adaptive: ScenarioInput = {
  name: 'adaptive',
  description: 'Ten honest agents, and ten that learn whether honesty, malice or farming pays; reviews.',
  ...reviews,
  populations: {
    honest: { strategy: 'honest', wakeInterval },
    adaptive: { strategy: 'adaptive', share: 0.5, wakeInterval },
  },
}
