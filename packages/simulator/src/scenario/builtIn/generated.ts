import type { ScenarioInput } from '../schema.ts'

const day = 86_400
const wakeInterval = { exponential: day / 4 }

/** How a model recovers, on generated texts: seconds on any machine, also in a browser. */
export const raid: ScenarioInput = {
  name: 'raid',
  description:
    'Four of ten agents attack from the tenth day to the twentieth, then are gone; generated texts, a perceptron.',
  data: { set: 'synthetic', train: 4_000, test: 500, features: 300, words: 30, initialShare: 0.2 },
  classifier: { type: 'perceptron', step: 0.05 },
  agents: 10,
  populations: {
    honest: { strategy: 'honest', wakeInterval },
    raiders: {
      strategy: 'malicious',
      share: 0.4,
      wakeInterval: { exponential: day / 8 },
      from: 10 * day,
      until: 20 * day,
    },
  },
  duration: 40 * day,
  baseline: true,
}

/** More than two classes, on generated texts. */
export const topics: ScenarioInput = {
  name: 'topics',
  description: 'Texts of four topics, generated; a fifth of ten agents labels them wrong; nearest centroids.',
  data: {
    set: 'synthetic',
    train: 4_000,
    test: 500,
    features: 300,
    classes: 4,
    words: 40,
    signal: 0.7,
    initialShare: 0.1,
  },
  classifier: { type: 'nearest centroid' },
  agents: 10,
  populations: {
    honest: { strategy: 'honest', wakeInterval },
    malicious: { strategy: 'malicious', share: 0.2, wakeInterval },
  },
  duration: 30 * day,
  baseline: true,
}
