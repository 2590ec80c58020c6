import type { ScenarioInput, SweepAxis } from '@cotrain/simulator'
import { agentOf, classifierAxis, common, mechanisms } from './settings.ts'

type Axes = NonNullable<ScenarioInput['axes']>

/** Honest agents under deposits with bonds, and attackers besides. */
const beside = (
  data: string,
  attackers: { strategy: string; count: number },
  axes: readonly SweepAxis[],
  honest = 7,
) => ({
  ...common('bonded', data),
  populations: {
    honest: { ...agentOf('honest'), count: honest },
    attacker: { ...agentOf(attackers.strategy), ...attackers, role: 'attacker' },
  } satisfies ScenarioInput['populations'],
  baseline: true,
  axes: axes as Axes,
})

/** Who goes on for longer, attackers or honest people; all own the same. */
export function roundsScenario(): ScenarioInput {
  return {
    name: 'limits-rounds',
    description:
      'Seven honest agents, and one or three who poison and contradict right labels; each owns 10 ether and gives up on a contribution that was challenged a number of times; deposits with bonds, 30 days, perceptron, spam.',
    ...beside('spam', { strategy: 'malicious', count: 3 }, [
      { path: 'populations.attacker.options.rounds', values: [1, 3, 4, 5, 6, 7, 31] },
      { path: 'populations.honest.options.rounds', values: [3, 6] },
      { path: 'populations.attacker.count', values: [1, 3] },
    ]),
  }
}

/** Who has the longer purse, where nobody gives up. */
export function purseScenario(): ScenarioInput {
  const scenario = beside('reviews', { strategy: 'malicious', count: 1 }, [
    { path: 'populations.attacker.startBalance', values: [2, 5, 8, 10, 12, 15, 20, 40] },
  ])
  const { honest, attacker } = scenario.populations
  return {
    name: 'limits-purse',
    description:
      'Seven honest agents with 10 ether each and one who poisons and contradicts right labels, one contribution at a time; nobody gives up while a bond can be paid; deposits with bonds, 30 days, naive Bayes, reviews.',
    ...scenario,
    classifier: { type: 'naive bayes' },
    populations: {
      honest: { ...honest, options: { rounds: 31 } },
      attacker: { ...attacker, options: { rounds: 31, disputes: 1 } },
    },
  }
}

/** Who stakes against itself, where the next bond is more than anybody has. */
export function ladderScenario(): ScenarioInput {
  return {
    name: 'limits-ladder',
    description:
      'Seven honest agents, and one with 10 ether who contributes and challenges itself in the same block, some times in a row, so that the last label is wrong; deposits with bonds, 30 days, naive Bayes, reviews.',
    ...beside('reviews', { strategy: 'ladder', count: 1 }, [
      { path: 'populations.attacker.options.rungs', values: [3, 5, 7] },
      { path: 'populations.honest.startBalance', values: [0.1, 10] },
      { path: 'populations.attacker.options.perWakeUp', values: [1, 20] },
    ]),
    classifier: { type: 'naive bayes' },
  }
}

/** One in ten contributes right labels only, of samples padded with the other class's words. */
export function dictionaryScenario(data: string): ScenarioInput {
  return {
    name: `limits-dictionary-${data}`,
    description: `Nine honest agents, and one who contributes samples with their right labels, padded with features of the other class; deposits with bonds, 30 days, ${data}.`,
    ...beside(
      data,
      { strategy: 'dictionary', count: 1 },
      [
        classifierAxis(['perceptron', 'naive bayes', 'nearest centroid', 'logistic regression']),
        {
          path: 'populations.attacker.options',
          values: [{ padding: 50 }, { padding: 200 }, { padding: 200, only: 0 }, { padding: 200, only: 1 }],
        },
      ],
      9,
    ),
  }
}

/** One in ten contributes right labels only, of samples with a few rare words. */
export function backdoorScenario(): ScenarioInput {
  return {
    name: 'limits-backdoor',
    description:
      'Nine honest agents, and one who contributes known samples of one class with their right label and a trigger of rare features; deposits with bonds and a prediction market, 30 days, naive Bayes, reviews.',
    ...beside(
      'reviews',
      { strategy: 'backdoor', count: 1 },
      [
        {
          path: 'mechanism',
          values: ['bonded', 'market'].map(name => mechanisms[name]!.mechanism) as never,
        },
        { path: 'populations.attacker.options.features', values: [1, 3, 5] },
      ],
      9,
    ),
    classifier: { type: 'naive bayes' },
  }
}

/** Nobody attacks, but people differ about some samples, and keep their opinions. */
export function disagreementScenario(): ScenarioInput {
  return {
    name: 'limits-disagreement',
    description:
      'Ten honest agents and nobody else; about a share of the samples each has an opinion by lot, and keeps it; deposits with bonds, 30 days, naive Bayes, reviews.',
    ...common('bonded', 'reviews'),
    classifier: { type: 'naive bayes' },
    populations: { honest: { ...agentOf('honest'), count: 10 } },
    axes: [{ path: 'populations.honest.options.disputed', values: [0, 0.02, 0.05, 0.1] }] as Axes,
  }
}

/** One account takes the places of a market. */
export function fillerScenario(): ScenarioInput {
  return {
    name: 'limits-filler',
    description:
      'Nine honest agents in a prediction market, and perhaps one who wakes every ten minutes and contributes fifty samples each time, with right labels, until there is no place left; naive Bayes, reviews.',
    ...common('market', 'reviews'),
    classifier: { type: 'naive bayes' },
    populations: {
      honest: { ...agentOf('honest'), count: 9 },
      filler: {
        ...agentOf('filler'),
        wakeInterval: { exponential: 600 },
        count: 1,
        options: { perWakeUp: 50 },
      },
    },
    axes: [
      { path: 'mechanism.options.maxContributions', values: [100, 300, 1_000] },
      { path: 'populations.filler.count', values: [0, 1] },
    ] as Axes,
  }
}
