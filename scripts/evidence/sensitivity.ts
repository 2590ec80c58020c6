import type { ScenarioInput } from '@cotrain/simulator'
import { hardenedShare } from './hardened.ts'
import { agentOf, attacked, common, mechanisms } from './settings.ts'

/** Three of ten poison, and contradict right labels once. */
const poisoned = (mechanism: string, data: string) => ({
  ...common(mechanism, data),
  ...attacked(hardenedShare, []),
  classifier: { type: 'naive bayes' } as const,
})

/** How closely honest agents look, and whether somebody copies their challenges. */
export function watchersScenario(data: string): ScenarioInput {
  const base = poisoned('bonded', data)
  return {
    name: `watchers-${data}`,
    description: `Seven honest agents who look at only some of what others contribute, three who poison and contradict right labels once, and perhaps one who copies challenges before they are mined; deposits with bonds, 30 days, ${data}.`,
    ...base,
    populations: {
      ...base.populations,
      copier: { ...agentOf('pendingCopier'), count: 0, options: { share: 0, challenges: true } },
    },
    axes: [
      { path: 'populations.honest.options.watches', values: [1, 0.5, 0.2, 0.1, 0.05, 0] },
      { path: 'populations.copier.count', values: [0, 1] },
    ],
  }
}

/** How often honest agents are wrong, as contributors and as watchers. */
export function mistakesScenario(data: string): ScenarioInput {
  return {
    name: `mistakes-${data}`,
    description: `Seven honest agents who are wrong now and then, also about what others contribute, and three who poison and contradict right labels once; plain deposits and deposits with bonds, 30 days, ${data}.`,
    ...poisoned('bonded', data),
    axes: [
      { path: 'populations.honest.options.mistakes', values: [0, 0.01, 0.03, 0.1, 0.2] },
      {
        path: 'mechanism',
        values: ['deposits', 'bonded'].map(name => mechanisms[name]!.mechanism) as never,
      },
    ],
  }
}

/** Sponsors who play by the rules of a market, and who do not. */
export function sponsorsScenario(data: string): ScenarioInput {
  const sponsors = [
    { strategy: 'sponsor' },
    ...['vanish', 'dilute', 'bogus'].map(how => ({ strategy: 'cheatingSponsor', options: { how } })),
  ]
  return {
    name: `sponsors-${data}`,
    description: `Ten honest agents in a published market of a sponsor who plays by the rules or cheats; 30 days, naive Bayes, ${data}.`,
    ...common('market', data),
    classifier: { type: 'naive bayes' },
    populations: {
      honest: { ...agentOf('honest'), count: 10 },
      sponsor: { strategy: 'sponsor', count: 1, owner: true },
    },
    axes: [
      {
        path: 'populations.sponsor',
        values: sponsors.map(sponsor => ({ ...sponsor, count: 1, owner: true })),
      },
    ],
  }
}
