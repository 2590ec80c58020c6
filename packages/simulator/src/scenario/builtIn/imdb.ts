import type { ScenarioInput } from '../schema.ts'

const [hour, day] = [3_600, 86_400]

/**
 * The experiment of "Decentralized & Collaborative AI on Blockchain" (Harris & Waggoner, 2019, section V) with our own
 * contracts: a good agent wakes every ten minutes, a bad one every hour; both pay what the price is, 60 ether right after
 * a contribution. Gas is free, as there.
 */
function deposits(name: string, classifier: ScenarioInput['classifier'], about: string): ScenarioInput {
  return {
    name,
    description: `A good and a bad agent contribute 23,000 reviews to ${about}; the same without the bad one beside it.`,
    data: { set: 'imdb', initialShare: 0.08, shuffle: false },
    classifier,
    mechanism: {
      type: 'deposits',
      options: { refundTime: day, ownerClaimTime: 9 * day, anyClaimTime: 9 * day, depositWeight: 16_666_667 },
    },
    populations: {
      good: {
        strategy: 'honest',
        count: 1,
        startBalance: 10_000,
        maxDeposit: { mean: 50, sd: 10 },
        wakeInterval: { mean: hour / 6, sd: 1 },
        options: { mistakes: 0.0001, contributes: { accuracyPlus: 0.15 } },
      },
      bad: {
        strategy: 'malicious',
        count: 1,
        startBalance: 10_000,
        maxDeposit: { mean: 100, sd: 3 },
        wakeInterval: { mean: hour, sd: 1 },
      },
    },
    gasPriceGwei: 0,
    evaluateEvery: 200_000,
    polling: true,
    baseline: true,
  }
}

/** The ancestor's steps are small: 0.6 % of a weight. */
export const imdbPerceptron = deposits(
  'imdb-perceptron',
  { type: 'perceptron', epochs: 30, step: 0.006 },
  'a perceptron',
)

export const imdbNaiveBayes = deposits('imdb-naive-bayes', { type: 'naive bayes' }, 'a naive Bayes')

export const imdbCentroids = deposits('imdb-centroids', { type: 'nearest centroid' }, 'nearest centroids')
