import type { JsonValue, ScenarioInput, SweepAxis } from '@cotrain/simulator'
import { deposit } from './markdown.ts'
import { type Attack, agentOf, common } from './settings.ts'

type Axes = NonNullable<ScenarioInput['axes']>

/** After how many challenges a contribution is dropped, or goes to an arbiter who is wrong in that share of the cases. */
type Rules = { maxChallenges: number; error?: number }

/** Every contribution stakes the same, so that a deposit is a deposit. */
const rule = ({ maxChallenges, error }: Rules) => ({
  type: 'bonded' as const,
  options: {
    surpriseFactor: 1,
    maxChallenges,
    ...(error === undefined ? {} : { arbiter: { error, fee: deposit } }),
  },
})

/** A rule in words, as the first column of a page has it. */
export function nameOfRule(value: JsonValue): string {
  const { options } = value as ReturnType<typeof rule>
  if (!('arbiter' in options)) return `${options.maxChallenges}`
  const { error } = options.arbiter as { error: number }
  return `${options.maxChallenges}, arbiter ${Math.round(100 * error)} % wrong`
}

const rulesAxis = (rules: readonly Rules[]): SweepAxis => ({
  path: 'mechanism',
  values: rules.map(rule) as never,
})

const drops: readonly Rules[] = [2, 3, 4].map(maxChallenges => ({ maxChallenges }))
const arbiter: Rules = { maxChallenges: 3, error: 0.02 }

/** What honest people contradict others for. */
const motives: SweepAxis = { path: 'populations.honest.options.motive', values: ['model', 'money'] }

/** Seven honest agents under deposits with bonds, and three attackers. */
const beside = (data: string, attack: Attack, axes: readonly SweepAxis[]) => ({
  ...common('bonded', data),
  classifier: { type: data === 'spam' ? 'perceptron' : 'naive bayes' } as const,
  populations: {
    honest: { ...agentOf('honest'), count: 7 },
    attacker: { ...agentOf(attack.strategy), ...attack, count: 3, role: 'attacker' },
  } as NonNullable<ScenarioInput['populations']>,
  baseline: true,
  axes: axes as Axes,
})

/** How long attackers go on, under each rule; everybody's purse is long enough. */
export function roundsScenario(): ScenarioInput {
  return {
    name: 'limits-rounds',
    description:
      'Seven honest agents, and three who poison and contradict right labels until a contribution was challenged a number of times; each owns 10 ether; honest agents contradict for the sake of the model, or for money as far as disputes paid so far; 30 days, perceptron, spam.',
    ...beside('spam', { strategy: 'malicious' }, [
      rulesAxis([...drops, arbiter]),
      { path: 'populations.attacker.options.rounds', values: [0, 1, 2, 3, 4] },
      motives,
    ]),
  }
}

/** Attacks on people whose purses are short. */
const purseAttacks: readonly Attack[] = [
  { strategy: 'malicious', options: { rounds: 4 } },
  { strategy: 'malicious', options: { rounds: 4, disputes: 1 } },
  { strategy: 'ladder', options: { perWakeUp: 3 } },
]

/** Of each honest agent, in deposits. */
const purses = [2, 6, 12, 24, 60, 240]
const honestAgents = 7
const attackers = 3
/** What attackers own together, as so many times what all honest agents own. */
export const richer = 10

/** Who has how much; one purse for all attackers. */
export function purseScenario(): ScenarioInput {
  const base = beside('reviews', { strategy: 'malicious' }, [])
  const populations = purses.flatMap(purse =>
    purseAttacks.flatMap(attack =>
      [false, true].map(pools => ({
        honest: { ...base.populations.honest, startBalance: purse * deposit, options: { pools } },
        attacker: {
          ...base.populations.attacker,
          ...attack,
          pooled: true,
          startBalance: (richer * honestAgents * purse * deposit) / attackers,
        },
      })),
    ),
  )
  return {
    name: 'limits-purse',
    description: `Seven honest agents, who pay bonds together or do not, and three attackers with one purse of ${richer} times what all honest agents own together; 30 days, naive Bayes, reviews.`,
    ...base,
    axes: [rulesAxis(drops), { path: 'populations', values: populations as never }] as Axes,
  }
}

/** Who stakes against itself, so that one challenge is left, which earns nothing. */
export function ladderScenario(): ScenarioInput {
  return {
    name: 'limits-ladder',
    description:
      'Seven honest agents, and three with 10 ether each who contribute wrong labels and make all challenges of them but the last one themselves, in the same block, so that the last label is wrong; 30 days, naive Bayes, reviews.',
    ...beside('reviews', { strategy: 'ladder', options: { perWakeUp: 3 } }, [
      rulesAxis([...drops, arbiter]),
      { path: 'populations.honest.startBalance', values: [0.05, 10] },
      motives,
    ]),
  }
}

/** Attacks for which a drop is enough, and what honest people differ about meanwhile. */
const dropAttacks: readonly { attack: Attack; disputed?: number }[] = [
  { attack: { strategy: 'honest', options: { disputed: 0.05 } }, disputed: 0.05 },
  { attack: { strategy: 'spoiler', options: {} }, disputed: 0.05 },
  { attack: { strategy: 'spoiler', options: { poison: 1 } } },
  { attack: { strategy: 'silencer', options: {} } },
  { attack: { strategy: 'watcher', options: { cartel: true } } },
  { attack: { strategy: 'duplicateShower', options: {} } },
  { attack: { strategy: 'hardSample', options: { perWakeUp: 3 } } },
  { attack: { strategy: 'hardSample', options: { perWakeUp: 3, nearDuplicates: true } } },
]

/** Attacks for which a drop is enough, and on the rule that a sample is contributed once. */
export function dropsScenario(): ScenarioInput {
  const base = beside('reviews', { strategy: 'silencer' }, [])
  const { honest } = base.populations
  const populations = ['model', 'money'].flatMap(motive =>
    dropAttacks.map(({ attack, disputed = 0 }) => ({
      honest: { ...honest, options: { motive, disputed } },
      attacker: {
        ...agentOf(attack.strategy),
        ...attack,
        count: attackers,
        pooled: attack.strategy === 'watcher',
        role: 'attacker',
      },
    })),
  )
  return {
    name: 'limits-drops',
    description:
      'Seven honest agents, and three attackers whom it suits that contributions are dropped, or who send a sample again and again; beside the spoiler, and beside three honest agents in its place, people lastingly differ about one sample in twenty; each owns 10 ether; 30 days, naive Bayes, reviews.',
    ...base,
    axes: [
      rulesAxis([{ maxChallenges: 3 }, arbiter]),
      { path: 'populations', values: populations as never },
    ] as Axes,
  }
}

/** Nobody attacks, but people differ about some samples, and keep their opinions. */
export function disagreementScenario(): ScenarioInput {
  return {
    name: 'limits-disagreement',
    description:
      'Ten honest agents and nobody else; about a share of the samples each has an opinion by lot, and keeps it; 30 days, naive Bayes, reviews.',
    ...common('bonded', 'reviews'),
    classifier: { type: 'naive bayes' },
    populations: { honest: { ...agentOf('honest'), count: 10 } },
    axes: [
      rulesAxis([...drops, arbiter]),
      { path: 'populations.honest.options.disputed', values: [0, 0.02, 0.05, 0.1] },
      motives,
    ] as Axes,
  }
}

/** What it is worth to look, where a sponsor puts out wrong labels now and then. */
export function decoysScenario(): ScenarioInput {
  return {
    name: 'decoys-reviews',
    description:
      'Seven agents who contribute right labels and look at nothing, three who look at everything and contribute nothing, and a sponsor who contributes wrong labels on purpose so many times a month and corrects itself where nobody does; looking at a contribution is worth 0.05 deposits; 30 days, naive Bayes, reviews.',
    ...common('bonded', 'reviews'),
    classifier: { type: 'naive bayes' },
    populations: {
      honest: { ...agentOf('honest'), count: 7, options: { watches: 0 } },
      watcher: { ...agentOf('watcher'), count: 3, lookCost: 0.05 * deposit },
      sponsor: { ...agentOf('decoySponsor'), count: 1, until: 32 * 86_400 },
    },
    axes: [
      { path: 'populations.sponsor.options.decoys', values: [5, 15, 30, 60] },
      { path: 'populations.watcher.count', values: [0, 1, 3] },
    ] as Axes,
  }
}

/** What is left to people who work for it, sleep, err and differ. */
export function costsScenario(): ScenarioInput {
  const base = beside('reviews', { strategy: 'malicious' }, [
    rulesAxis([{ maxChallenges: 3 }, arbiter]),
    { path: 'populations.attacker.options.rounds', values: [0, 2, 3] },
    { path: 'populations.honest.hours.count', values: [24, 16, 8] },
  ])
  const { honest } = base.populations
  return {
    name: 'costs-reviews',
    description:
      'Seven honest agents who are awake some hours of each day, are wrong about one sample in a hundred and lastingly differ about two, and to whom labelling a sample is worth 0.25 deposits and looking at one 0.05; three who poison and contradict right labels until a contribution was challenged a number of times; 30 days, naive Bayes, reviews.',
    ...base,
    populations: {
      ...base.populations,
      honest: {
        ...honest!,
        labelCost: 0.25 * deposit,
        lookCost: 0.05 * deposit,
        hours: { from: 8, count: 24 },
        options: { mistakes: 0.01, disputed: 0.02 },
      },
    } as never,
  }
}
