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

/** The same against a naive Bayes that weighs every sample the same, and a model that limits how long samples are. */
export function weightScenario(data: string): ScenarioInput {
  return {
    name: `limits-weight-${data}`,
    description: `Nine honest agents, and one who contributes samples with their right labels, padded with features of the other class, as many as the model takes; deposits with bonds, 30 days, naive Bayes, ${data}.`,
    ...beside(
      data,
      { strategy: 'dictionary', count: 1 },
      [
        { path: 'classifier.sampleWeight', values: [0, 'auto'] },
        { path: 'maxFeatures', values: [0, 'auto'] },
        { path: 'populations.attacker.options', values: [{ padding: 448 }, { padding: 448, only: 1 }] },
      ],
      9,
    ),
    classifier: { type: 'naive bayes' },
  }
}

/** One in ten contributes right labels only, of samples with a few rare words. */
export function backdoorScenario(): ScenarioInput {
  return {
    name: 'limits-backdoor',
    description:
      'Nine honest agents, and one who contributes known samples of one class with their right label and a trigger of rare features; deposits with bonds and a published market, 30 days, naive Bayes, reviews.',
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

/** One account takes the places of a market. */
export function fillerScenario(): ScenarioInput {
  return {
    name: 'limits-filler',
    description:
      'Nine honest agents in a published market, and perhaps one who wakes every ten minutes and contributes fifty samples each time, with right labels, until there is no place left; naive Bayes, reviews.',
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
