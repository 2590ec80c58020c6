import type { ScenarioInput, SweepAxis } from '@cotrain/simulator'
import { hasImdb } from '@cotrain/simulator/node'

const day = 86_400

/** What is examined: a line for each mechanism, with its options where they are not as deployed. */
export const mechanisms: Readonly<Record<string, NonNullable<ScenarioInput['mechanism']>>> = {
  'deposit-refund-take': { type: 'deposit-refund-take' },
}

/** A line for each data set. IMDB is there when its folder is named. */
export const dataSets: Readonly<Record<string, ScenarioInput['data']>> = {
  reviews: { set: 'reviews', initialShare: 0.3, repeat: true },
  penguins: { set: 'penguins', initialShare: 0.3, repeat: true },
  spam: { set: 'spam', initialShare: 0.1, testSize: 600 },
  ...(hasImdb()
    ? { imdb: { set: 'imdb', initialShare: 0.05, trainSize: 10_000, testSize: 1_000 } as const }
    : {}),
}

/** What a run needs by default: seconds. With `--long`: all data sets, strategies and shares, and more seeds. */
export const extents = {
  short: { seeds: 30, dataSets: ['reviews', 'penguins'], shares: [0.1, 0.3, 0.5] },
  long: { seeds: 100, dataSets: Object.keys(dataSets), shares: [0.1, 0.2, 0.3, 0.4, 0.5] },
} as const

/** Naive Bayes counts words; penguins are measured. */
const classifiersOf = (data: string) =>
  data === 'penguins' ? ['perceptron', 'nearest centroid'] : ['perceptron', 'naive bayes', 'nearest centroid']

const attacks = {
  short: ['malicious', 'sybilSwarm', 'countFarmer', 'modelFlipper', 'pendingCopier'],
  long: [
    'random',
    'malicious',
    'sybilSwarm',
    'countFarmer',
    'deadlineSweeper',
    'modelFlipper',
    'priceManipulator',
    'pendingCopier',
    'adaptive',
  ],
} as const

export type Extent = keyof typeof extents

/** Agents in all; each wakes twice a day, and pays at most an ether for a contribution (the scenarios' default). */
const agents = 10
const wakeInterval = { exponential: day / 2 }
/** Nobody contributes after `until`, and by `duration` every deposit can be claimed: what is open then is forgotten. */
const time = { until: 30 * day, duration: 42 * day }

const common = (mechanism: string, data: string) => ({
  data: dataSets[data]!,
  classifier: { type: 'perceptron' } as const,
  mechanism: mechanisms[mechanism]!,
  duration: time.duration,
})

/** Classifiers × strategies × shares of attackers. */
export function attackScenario(mechanism: string, data: string, extent: Extent): ScenarioInput {
  const axes: SweepAxis[] = [
    { path: 'classifier', values: classifiersOf(data).map(type => ({ type })) },
    { path: 'populations.attacker.strategy', title: 'strategy', values: attacks[extent] },
    { path: 'populations.attacker.share', title: 'share of attackers', values: extents[extent].shares },
  ]
  return {
    name: `${mechanism}-${data}`,
    description: `Ten agents, some of which attack, for 30 days; ${data}, ${mechanism}.`,
    ...common(mechanism, data),
    agents,
    populations: {
      honest: { strategy: 'honest', wakeInterval, until: time.until },
      attacker: { strategy: 'malicious', share: 0.1, role: 'attacker', wakeInterval, until: time.until },
    },
    baseline: true,
    axes: axes as NonNullable<ScenarioInput['axes']>,
  }
}

/** Strategies of the game, in ether: who abstains neither pays nor gets anything. */
export const gameStrategies = ['honest', 'abstain', 'countFarmer', 'sybilSwarm', 'pendingCopier'] as const

/** Strategies that a single player may try while all others are honest. */
export const deviations = ['abstain', ...attacks.long] as const

/** One player against nine others. The game has four players, three of whom stand for three each. */
export const reduced = { opponents: 3, each: 3 }

/** A run for each strategy of one player and each profile of the others; populations are the axis. */
export function gameScenario(
  mechanism: string,
  data: string,
  profiles: readonly { own: string; others: Readonly<Record<string, number>> }[],
): ScenarioInput {
  const agent = (strategy: string, count: number) => ({ strategy, count, wakeInterval, until: time.until })
  const populations = profiles.map(({ own, others }) => ({
    ...(own === 'abstain' ? {} : { own: agent(own, 1) }),
    ...Object.fromEntries(
      Object.entries(others)
        .filter(([strategy, count]) => strategy !== 'abstain' && count > 0)
        .map(([strategy, count]) => [strategy, agent(strategy, count)]),
    ),
  }))
  return {
    name: `${mechanism}-${data}-game`,
    description: `One player of each strategy against nine others in each mix; ${data}, ${mechanism}.`,
    ...common(mechanism, data),
    populations: populations[0] as ScenarioInput['populations'],
    // Only earnings matter here.
    evaluateEvery: time.duration,
    axes: [{ path: 'populations', values: populations }] as NonNullable<ScenarioInput['axes']>,
  }
}
