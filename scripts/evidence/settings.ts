import type { ScenarioInput, SweepAxis } from '@cotrain/simulator'
import { hasCollection } from '@cotrain/simulator/node'

const day = 86_400

/** Agents in all; each wakes twice a day. */
const agents = 10
const wakeInterval = { exponential: day / 2 }
/** Nobody contributes after `until`, and by `duration` every deposit can be claimed: what is open then is forgotten. */
const time = { until: 30 * day, duration: 42 * day }
/** Ether; ten points for a contribution pay for its gas several times. */
const pointValue = 0.0001

type Populations = NonNullable<ScenarioInput['populations']>
/** A way to attack: a strategy, with options where they are not as usual. */
export type Attack = Pick<Populations[string], 'strategy' | 'options'>

type MechanismSetting = {
  mechanism: NonNullable<ScenarioInput['mechanism']>
  /** What scenarios of the mechanism have besides. */
  more?: Partial<ScenarioInput>
  /** Ether that a point is worth to a player of the game. */
  pointValue?: number
  /** Where attackers hurt: on the mean over the run, or at its end where the model learns then only. */
  measured: 'mean' | 'end'
  attacks: Readonly<Record<Extent, readonly Attack[]>>
  /** Strategies of the game besides honesty and abstention. */
  game: readonly string[]
}

/** What a run needs by default: seconds. With `--long`: more seeds, and all strategies and shares. */
export const extents = {
  short: { seeds: 30, shares: [0.1, 0.3, 0.5] },
  long: { seeds: 100, shares: [0.1, 0.2, 0.3, 0.4, 0.5] },
} as const

export type Extent = keyof typeof extents

const named = (...strategies: string[]): Attack[] => strategies.map(strategy => ({ strategy }))

const everyAttack = named(
  'random',
  'malicious',
  'sybilSwarm',
  'countFarmer',
  'deadlineSweeper',
  'modelFlipper',
  'priceManipulator',
  'pendingCopier',
  'adaptive',
)

/** What is examined: a line for each mechanism, with its options where they are not as deployed. */
export const mechanisms: Readonly<Record<string, MechanismSetting>> = {
  deposits: {
    mechanism: { type: 'deposits' },
    measured: 'mean',
    attacks: {
      short: named('malicious', 'sybilSwarm', 'countFarmer', 'modelFlipper', 'pendingCopier'),
      long: everyAttack,
    },
    game: ['countFarmer', 'sybilSwarm', 'pendingCopier'],
  },
  bonded: {
    mechanism: { type: 'bonded' },
    measured: 'mean',
    attacks: {
      short: named('malicious', 'sybilSwarm', 'countFarmer', 'deadlineSweeper', 'pendingCopier'),
      long: everyAttack,
    },
    game: ['countFarmer', 'sybilSwarm', 'malicious'],
  },
  points: {
    mechanism: { type: 'points', options: { pointValue } },
    pointValue,
    measured: 'mean',
    attacks: {
      short: named('malicious', 'sybilSwarm', 'countFarmer', 'pendingCopier'),
      long: everyAttack,
    },
    game: ['countFarmer', 'sybilSwarm', 'modelFlipper'],
  },
  market: {
    mechanism: {
      type: 'published market',
      options: {
        bounty: 1,
        stake: 0.005,
        openTime: time.until,
        testSamples: 120,
        pieces: 12,
        drawnPieces: 2,
        fullImprovement: 250_000,
      },
    },
    // Trials on the test set are for chains where gas costs little.
    more: { gasPriceGwei: 0.01 },
    measured: 'end',
    attacks: {
      short: named('malicious', 'random', 'sybilSwarm', 'countFarmer', 'pendingCopier'),
      long: everyAttack,
    },
    game: ['countFarmer', 'malicious', 'pendingCopier'],
  },
}

/** A line for each data set. IMDB is there when its folder is named. */
export const dataSets: Readonly<Record<string, ScenarioInput['data']>> = {
  reviews: { set: 'reviews', initialShare: 0.3, repeat: true },
  penguins: { set: 'penguins', initialShare: 0.3, repeat: true },
  spam: { set: 'spam', initialShare: 0.1, testSize: 600 },
  ...(hasCollection('imdb')
    ? { imdb: { set: 'imdb', initialShare: 0.05, trainSize: 10_000, testSize: 1_000 } as const }
    : {}),
}

/** Naive Bayes counts words; penguins are measured. */
export const classifiersOf = (data: string) =>
  data === 'penguins' ? ['perceptron', 'nearest centroid'] : ['perceptron', 'naive bayes', 'nearest centroid']

/** Ether that honest agents pay for a contribution at most: ten times the price an hour after another one. */
const maxDeposit = 0.01

/** What agents of a strategy are like, whatever the scenario. */
export const agentOf = (strategy: string) => ({
  strategy,
  wakeInterval,
  until: time.until,
  ...(strategy === 'honest' ? { maxDeposit } : {}),
})

/** What all scenarios of a mechanism and a data set have. */
export const common = (mechanism: string, data: string) => ({
  data: dataSets[data]!,
  classifier: { type: 'perceptron' } as const,
  mechanism: mechanisms[mechanism]!.mechanism,
  duration: time.duration,
  ...mechanisms[mechanism]!.more,
})

/** Ten agents, of whom some attack; an axis says how. */
export const attacked = (share: number, axes: readonly SweepAxis[]) => ({
  agents,
  populations: {
    honest: agentOf('honest'),
    attacker: { ...agentOf('malicious'), share, role: 'attacker' },
  } satisfies ScenarioInput['populations'],
  baseline: true,
  axes: axes as NonNullable<ScenarioInput['axes']>,
})

/** The axis of attacks: each takes the place of the attackers. */
export function attackAxis(attacks: readonly Attack[], share = 0.1): SweepAxis {
  return {
    path: 'populations.attacker',
    title: 'attack',
    values: attacks.map(({ strategy, options }) => ({
      ...agentOf(strategy),
      role: 'attacker',
      share,
      ...(options === undefined ? {} : { options: options as Record<string, number> }),
    })),
  }
}

/** The axis of classifiers. */
export const classifierAxis = (classifiers: readonly string[]): SweepAxis => ({
  path: 'classifier',
  values: classifiers.map(type => ({ type })),
})

/** Classifiers × strategies × shares of attackers. */
export function attackScenario(mechanism: string, data: string, extent: Extent): ScenarioInput {
  const { attacks } = mechanisms[mechanism]!
  return {
    name: `${mechanism}-${data}`,
    description: `Ten agents, some of which attack, for 30 days; ${data}, ${mechanisms[mechanism]!.mechanism.type}.`,
    ...common(mechanism, data),
    ...attacked(0.1, [
      classifierAxis(classifiersOf(data)),
      attackAxis(attacks[extent]),
      { path: 'populations.attacker.share', title: 'share of attackers', values: extents[extent].shares },
    ]),
  }
}

/** Strategies of a mechanism's game, in ether: who abstains neither pays nor gets anything. */
export const gameStrategies = (mechanism: string) => ['honest', 'abstain', ...mechanisms[mechanism]!.game]

/** Strategies that a single player may try while all others are honest. */
export const deviations = ['abstain', ...everyAttack.map(({ strategy }) => strategy)]

/** One player against nine others. The game has four players, three of whom stand for three each. */
export const reduced = { opponents: 3, each: 3 }

/** A run for each strategy of one player and each profile of the others; populations are the axis. */
export function gameScenario(
  mechanism: string,
  data: string,
  profiles: readonly { own: string; others: Readonly<Record<string, number>> }[],
): ScenarioInput {
  const agent = (strategy: string, count: number) => ({ ...agentOf(strategy), count })
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
    description: `One player of each strategy against nine others in each mix; ${data}, ${mechanisms[mechanism]!.mechanism.type}.`,
    ...common(mechanism, data),
    populations: populations[0] as ScenarioInput['populations'],
    // Only earnings matter here.
    evaluateEvery: time.duration,
    axes: [{ path: 'populations', values: populations }] as NonNullable<ScenarioInput['axes']>,
  }
}
