import type { ScenarioInput } from '@cotrain/simulator'
import { nameOfValue } from '@cotrain/simulator/analysis'
import {
  type Attack,
  attackAxis,
  attacked,
  classifierAxis,
  classifiersOf,
  common,
  mechanisms,
} from './settings.ts'

/** An attack of the list that the hardened mechanism is made against, by the list's number. */
export type HardenedAttack = Attack & {
  title: string
  /** As points of the sweep are called. */
  name: string
  /** Whether it must not pay; else it is there to compare, or as the bound of what resists. */
  listed: boolean
}

const attack = (title: string, about: Attack, listed = true): HardenedAttack => ({
  ...about,
  title,
  name: nameOfValue(about as Parameters<typeof nameOfValue>[0]),
  listed,
})

export const hardenedAttacks: readonly HardenedAttack[] = [
  attack('nobody attacks', { strategy: 'honest' }, false),
  attack('poison', { strategy: 'malicious', options: { rounds: 0 } }),
  attack('poison, and right labels contradicted', { strategy: 'malicious', options: { rounds: 1 } }),
  attack('poison, escalated', { strategy: 'malicious', options: { rounds: 2 } }),
  attack('poison and right labels, dropped', { strategy: 'malicious', options: { rounds: 3 } }),
  attack('1 Sybil take', { strategy: 'sybilSwarm' }),
  attack('2 count farming', { strategy: 'countFarmer' }),
  attack('3 deadline', { strategy: 'deadlineSweeper' }),
  attack('4 model flip', { strategy: 'modelFlipper' }),
  attack('5 price', { strategy: 'priceManipulator' }),
  attack('adaptive', { strategy: 'adaptive' }),
  // Each of three copies a seventh of what seven contribute: 30 % of all stakes.
  attack('11 copied contributions', { strategy: 'pendingCopier', options: { share: 0.143 } }),
  attack('11 all contributions copied', { strategy: 'pendingCopier' }, false),
]

/** Of the agents, as many attack. */
export const hardenedShare = 0.3

/** The plain mechanism beside the one with bonds, under each attack. */
export function hardenedScenario(data: string): ScenarioInput {
  const [first, second] = classifiersOf(data)
  return {
    name: `hardened-${data}`,
    description: `Ten agents, three of which attack, for 30 days, under plain deposits and under deposits with bonds; ${data}.`,
    ...common('bonded', data),
    ...attacked(hardenedShare, [
      {
        path: 'mechanism',
        values: ['deposits', 'bonded'].map(name => mechanisms[name]!.mechanism) as never,
      },
      classifierAxis([first!, second!]),
      attackAxis(hardenedAttacks, hardenedShare),
    ]),
  }
}
