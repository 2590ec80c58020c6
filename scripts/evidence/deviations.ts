import type { ScenarioInput } from '@cotrain/simulator'
import { hasCollection } from '@cotrain/simulator/node'
import { proposed, type Terms } from './proposals.ts'

type Populations = NonNullable<ScenarioInput['populations']>
type Population = Populations[string]

const day = 86_400

/** Samples of a bundle, and ether that a label costs in runs: next to nothing, so that labels are counted. */
export const [bundleSamples, countedCost] = [40, 1e-6]
/** Agents in all, and how many of them attack together. */
const [agents, attackers] = [10, 3]

/** Splits into training and test samples that runs take turns among. */
const splits = 8

/** What is known at first is little, so that there is something to learn. Headlines are there when their folder is named. */
export const marketData: Readonly<Record<string, ScenarioInput['data']>> = {
  reviews: { set: 'reviews', initialShare: 0.05, repeat: true, splits },
  spam: { set: 'spam', initialShare: 0.01, testSize: 600, splits },
  ...(hasCollection('clickbait')
    ? {
        clickbait: { set: 'clickbait', initialShare: 0.01, trainSize: 4_000, testSize: 600, splits } as const,
      }
    : {}),
}

export const marketClassifiers = [
  'naive bayes',
  'logistic regression',
  'perceptron',
  'nearest centroid',
] as const
export type MarketClassifier = (typeof marketClassifiers)[number]

/** Paid for each bundle's scoring, in ether. */
export const fee = 0.001

/** Terms in round numbers, where markets are compared. */
const roundTerms: Terms = { bounty: 1.25, value: 2.5, stake: 0.1, tolerance: 10_000, testSamples: 160 }

const blindMarket = (terms: Terms, more: object = {}) => ({
  type: 'market' as const,
  options: {
    ...terms,
    fee,
    minSamples: 10,
    maxSamples: bundleSamples,
    commitTime: day,
    revealTime: day,
    testTime: day,
    ...more,
  },
})

const whole = { samples: bundleSamples }
const agent = (strategy: string, more: object = {}): Population =>
  ({ strategy, count: 1, labelCost: countedCost, bundles: whole, ...more }) as Population

/** The honest agent that all others are compared with. */
export const honesty = 'honest'

/** What one agent may do while nine are honest, by a name; what has none stays away. */
const deviations: Readonly<Record<string, Population | undefined>> = {
  [honesty]: agent('honest'),
  abstain: undefined,
  'random labels': agent('random'),
  'wrong labels': agent('malicious'),
  "the model's labels": agent('parrot'),
  'known samples': agent('duplicator'),
  'hard samples': agent('hardPicker'),
  dictionary: agent('dictionary'),
  backdoor: agent('backdoor'),
  '10 % wrong': agent('honest', { options: { mistakes: 0.1 } }),
  '20 % wrong': agent('honest', { options: { mistakes: 0.2 } }),
  '30 % wrong': agent('honest', { options: { mistakes: 0.3 } }),
  'five bundles': agent('honest', { bundles: { ...whole, count: 5 } }),
  'four accounts': agent('honest', { bundles: { samples: bundleSamples / 4, count: 4, accounts: 4 } }),
  'twenty random bundles first': agent('random', {
    bundles: { samples: bundleSamples, count: 20, when: 'early' },
  }),
  'last reveals': agent('lastRevealer', { bundles: { samples: bundleSamples / 4, count: 4, accounts: 4 } }),
  'copied commitments': agent('marketCopier', { options: { commitments: 1 } }),
  'knows the test set': agent('insider'),
  'knows it, three accounts': agent('insider', { bundles: { ...whole, count: 3, accounts: 3 } }),
}

/** Of these the names in the order of the pages, honesty first. */
export const deviationNames = Object.keys(deviations)

/** What three of ten do together. */
const attacks = ['random labels', 'wrong labels', 'known samples', 'dictionary', 'backdoor'] as const
export const attackNames = attacks.map(name => `${name}, three`)
/** The seven honest agents without them. */
export const unattacked = 'nobody'

const honest = (count: number) => ({ ...agent('honest'), count })

/** The populations of each row of a page, the second of which has its name. */
function populationsOf(): Populations[] {
  const others = agents - 1
  const single = Object.entries(deviations).map(([name, population]) => ({
    others: honest(others),
    ...(population === undefined ? { [name]: { ...agent('honest'), count: 0 } } : { [name]: population }),
  }))
  const several = attacks.map(name => ({
    others: honest(agents - attackers),
    [`${name}, three`]: { ...deviations[name]!, count: attackers },
  }))
  const alone = { others: honest(agents - attackers), [unattacked]: { ...agent('honest'), count: 0 } }
  return [...single, ...several, alone] as Populations[]
}

const common = (classifier: MarketClassifier, rounds: number) => ({
  classifier: { type: classifier } as ScenarioInput['classifier'],
  gasPriceGwei: 0.01,
  duration: rounds * 4 * day,
  evaluateEvery: rounds * 4 * day,
})

/** What one agent gains by leaving honesty in a blind market, and what three who attack cost. */
export function deviationScenarios(): ScenarioInput[] {
  const populations = populationsOf()
  return Object.entries(marketData).flatMap(([data, settings]) =>
    marketClassifiers.map(classifier => ({
      name: `deviations-${data}-${classifier.replace(' ', '-')}`,
      description: `Ten agents in a blind market, nine of them honest with a bundle of ${bundleSamples} samples each, and one who may do something else; or seven and three who attack; ${data}, ${classifier}.`,
      data: settings,
      mechanism: blindMarket(proposed(data, classifier)),
      populations: populations[0]!,
      axes: [{ path: 'populations', values: populations as never }],
      ...common(classifier, 1),
    })),
  )
}

/** The published market for as much data. */
const publishedMarket = {
  type: 'published market',
  options: {
    bounty: 1.25,
    stake: 0.005,
    openTime: day,
    revealTime: day,
    testSamples: 160,
    pieces: 12,
    drawnPieces: 2,
    fullImprovement: 500_000,
  },
} as const

/** What a sponsor pays for accuracy in both markets, from ten honest agents. */
export function marketCostsScenario(data: string): ScenarioInput {
  const wakeInterval = { exponential: day / bundleSamples }
  return {
    name: `market-costs-${data}`,
    description: `Ten honest agents with ${bundleSamples} samples or so each, in a blind and in a published market, in both of which a fall of the mean loss by 1 is worth 2.5 ether; ${data}.`,
    data: marketData[data]!,
    ...common('naive bayes', 1),
    mechanism: blindMarket(roundTerms),
    populations: { honest: { ...honest(agents), wakeInterval } as Population },
    axes: [
      { path: 'classifier', values: marketClassifiers.map(type => ({ type })) },
      {
        path: 'mechanism',
        values: [blindMarket({ ...roundTerms, testSamples: 320 }), publishedMarket] as never,
      },
    ],
  }
}

/** Sponsors who play by the rules of a blind market, and who do not. */
export function marketSponsorsScenario(): ScenarioInput {
  const bundles = { ...whole, count: 3, accounts: 3 }
  const sponsors = [
    { strategy: 'sponsor' },
    ...['vanish', 'bogus', 'insider', 'partake', 'lots'].map(how => ({
      strategy: 'cheatingSponsor',
      bundles,
      options: how === 'bogus' ? { how, spoilt: 0.5 } : { how },
    })),
  ]
  return {
    name: 'market-sponsors',
    description:
      'Ten honest agents in a blind market of a sponsor who plays by the rules or cheats, with three bundles of its own; naive Bayes, reviews.',
    data: marketData.reviews!,
    ...common('naive bayes', 1),
    mechanism: blindMarket(roundTerms),
    populations: { honest: honest(agents), sponsor: { strategy: 'sponsor', count: 1, owner: true } },
    axes: [
      {
        path: 'populations.sponsor',
        values: sponsors.map(sponsor => ({ ...sponsor, count: 1, owner: true })) as never,
      },
    ],
  }
}

/** Three markets one after another, in the later of which what was revealed before may be committed again. */
export function marketRoundsScenario(): ScenarioInput {
  const rounds = 3
  const own = { honest: agent('honest'), copier: agent('marketCopier'), duplicator: agent('duplicator') }
  const populations = Object.entries(own).map(([name, population]) => ({
    others: { ...honest(4), bundles: { samples: 20 } },
    [name]: { ...population, bundles: { samples: 20 } },
  }))
  return {
    name: 'market-rounds',
    description:
      'Three blind markets one after another, with four honest agents of 20 samples a market each, and one who is honest, commits what others revealed in the market before, or what trained the model at first; reviews.',
    data: marketData.reviews!,
    ...common('naive bayes', rounds),
    mechanism: blindMarket(roundTerms, { rounds, testSamples: 100 }),
    populations: populations[0]! as Populations,
    axes: [
      { path: 'classifier', values: marketClassifiers.map(type => ({ type })) },
      { path: 'populations', values: populations as never },
    ],
  }
}
