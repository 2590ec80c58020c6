import type { ScenarioInput, SweepAxis } from '@cotrain/simulator'
import { agentOf, common } from './settings.ts'

type Axes = NonNullable<ScenarioInput['axes']>

/** Seven honest agents under deposits with bonds, and attackers besides. */
const beside = (
  data: string,
  attackers: { strategy: string; count: number },
  axes: readonly SweepAxis[],
) => ({
  ...common('bonded-deposits', data),
  populations: {
    honest: { ...agentOf('honest'), count: 7 },
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
