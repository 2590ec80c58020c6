import type { RunResult } from '@cotrain/simulator'
import { describe, expect, it } from 'vitest'
import { summaryOf } from '../../src/features/simulator/report/summary.ts'

/** Runs of thirty days with two attackers, one for each value. */
const runsOf = (lost: number[], attackers: number[], honest: number[]) =>
  lost.map((lostPoints, i) => ({
    populations: [
      { role: 'honest', count: 8 },
      { role: 'attacker', count: 2 },
    ],
    metrics: {
      duration: 30 * 86_400,
      lostPoints,
      attackerProfit: attackers[i],
      honestProfit: honest[i],
      meanAccuracy: 0.8,
    },
  })) as unknown as RunResult[]

describe('a run in words', () => {
  it('says what is certain, with its interval', () => {
    expect(summaryOf(runsOf([2, 2.2, 1.8], [-1, -1.1, -0.9], [0.5, 0.6, 0.4]))).toEqual([
      '3 seeds of 30 days, in which 2 agents attack.',
      'The model loses 2.00 ± 0.50 points of accuracy by it.',
      'The attackers lose 1 ± 0.2484 ether together.',
      'The honest agents gain 0.5 ± 0.2484 ether together.',
    ])
  })

  it('says of what chance could have done that it cannot be told', () => {
    const [, lost, attackers] = summaryOf(runsOf([2, -2, 0.3], [-1, 1, 0], [1, 1, 1]))
    expect(lost).toMatch(/^Whether the model loses accuracy by it cannot be told from these seeds: 0\.10 ±/)
    expect(attackers).toMatch(/^Whether the attackers gain or lose cannot be told: 0 ±/)
  })

  it('claims nothing of one seed', () => {
    const [first, lost, attackers] = summaryOf(runsOf([2], [-1], [1]))
    expect(first).toMatch(/^One seed of 30 days/)
    expect(lost).toMatch(/one seed cannot tell whether that is chance\.$/)
    expect(attackers).toMatch(/one seed cannot tell/)
  })

  it('says when the model is better with attackers', () => {
    expect(summaryOf(runsOf([-2, -2.1, -1.9], [0, 0, 0], [0, 0, 0]))[1]).toMatch(
      /^The model is better by 2\.00 ±/,
    )
  })

  it('tells of runs in which nobody attacks, and nothing of none', () => {
    const runs = runsOf([0, 0], [0, 0], [0, 0]).map(run => ({ ...run, populations: [run.populations[0]!] }))
    expect(summaryOf(runs)).toEqual([
      '2 seeds of 30 days, in which nobody attacks.',
      'The model gets 80.0 % ± 0.0 % right on average.',
    ])
    expect(summaryOf([])).toEqual([])
  })
})
