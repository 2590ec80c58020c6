import { expect, test } from 'vitest'
import { type ScenarioInput, simulate } from '../src/index.ts'
import { dataOf, day, small } from './scenarios.ts'

const often = { exponential: 1_800 }
const honest = { strategy: 'honest', count: 3, wakeInterval: often }

function results(populations: ScenarioInput['populations'], more: Partial<ScenarioInput> = {}) {
  const scenario = small(populations, {
    data: {
      set: 'synthetic',
      train: 3_000,
      test: 400,
      features: 120,
      words: 20,
      initialShare: 0.3,
      repeat: true,
    },
    ...more,
  })
  return simulate({ scenario, data: dataOf(scenario), seed: 1 })
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

test('an attack that ends: the fall, the cost for each point, and the way back', () => {
  const attack = { strategy: 'malicious', count: 4, wakeInterval: often, from: 2 * day, until: 4 * day }
  const { metrics, series } = results(
    { honest, attack },
    { duration: 20 * day, baseline: true, evaluateEvery: day / 4 },
  )
  expect(metrics.recovery).toBe('recovered')
  expect(metrics.secondsToRecover).toBeGreaterThanOrEqual(day / 4)
  expect(metrics.minAccuracy).toBe(Math.min(...series.accuracy))
  expect(metrics.minAccuracy).toBeLessThan(metrics.initialAccuracy - 0.02)
  const lowest = series.time[series.accuracy.indexOf(metrics.minAccuracy)]!
  expect(lowest).toBeGreaterThanOrEqual(2 * day)
  expect(metrics.lostPoints).toBeCloseTo(100 * (mean(series.baselineAccuracy!) - mean(series.accuracy)), 9)
  expect(metrics.attackCost).toBeCloseTo(-metrics.attackerProfit, 12)
  expect(metrics.attackCostPerPoint).toBeCloseTo(metrics.attackCost / metrics.lostPoints, 9)
  expect(metrics.attackerContributions).toBeGreaterThan(0)
})

test('without attackers there is nothing to recover from, and no price of an attack', () => {
  const { metrics, populations } = results({ honest: { ...honest, options: { contributes: 0 } } })
  expect(metrics).toMatchObject({
    recovery: 'never fell',
    secondsToRecover: null,
    attackCostPerPoint: null,
    honestDepositsLost: 0,
    attackCost: 0,
    gini: 0,
    baselineMeanAccuracy: null,
  })
  expect(populations).toHaveLength(1)
})

test('what honest agents lose is what others took of their deposits', () => {
  const { metrics, populations } = results({
    honest,
    bad: { strategy: 'countFarmer', count: 2, wakeInterval: often },
  })
  const [good] = populations
  expect(metrics.honestDepositsLost).toBeCloseTo(good!.lost / good!.deposited, 12)
  expect(metrics.honestDepositsLost).toBeGreaterThan(0)
})

test('many agents have one line for each population', () => {
  const crowd = { ...honest, count: 40, wakeInterval: { exponential: day } }
  const { series, agents } = results({ crowd, keeper: { strategy: 'keeper', count: 1 } }, { duration: day })
  expect(series.balances.map(({ population, agent }) => [population, agent])).toEqual([
    ['crowd', undefined],
    ['keeper', undefined],
  ])
  const sum = agents.reduce(
    (total, { population, finalBalance }) => total + (population === 'crowd' ? finalBalance : 0),
    0,
  )
  expect(series.balances[0]!.balance.at(-1)).toBeCloseTo(sum, 9)
})

test('progress goes from nothing to all, also with a baseline to compare with', () => {
  const scenario = small({ honest, bad: { strategy: 'malicious', count: 1 } }, { baseline: true })
  const shares: number[] = []
  simulate({ scenario, data: dataOf(scenario), seed: 1, onProgress: share => shares.push(share) })
  expect(shares).toEqual(shares.toSorted((a, b) => a - b))
  expect(shares[0]).toBeLessThan(0.1)
  expect(shares.at(-1)).toBe(1)
})
