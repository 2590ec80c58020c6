import type { ScenarioInput } from '../schema.ts'

const day = 86_400

/** A month with ten agents on generated texts: seconds on any machine, also in a browser. */
export const quick: ScenarioInput = {
  name: 'quick',
  description: 'Eight honest agents and two malicious ones teach a perceptron for a month; generated texts.',
  data: { set: 'synthetic', train: 4_000, test: 500, features: 300, words: 30, initialShare: 0.2 },
  classifier: { type: 'perceptron', step: 0.02 },
  agents: 10,
  populations: {
    honest: { strategy: 'honest', wakeInterval: { exponential: day / 4 } },
    malicious: { strategy: 'malicious', share: 0.2, wakeInterval: { exponential: day / 4 } },
  },
  duration: 30 * day,
  baseline: true,
}
