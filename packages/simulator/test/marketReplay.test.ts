import { type Anvil, startAnvil } from '@cotrain/testing/anvil'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ScenarioInput } from '../src/index.ts'
import { replay } from '../src/node/index.ts'
import { day } from './scenarios.ts'

let anvil: Anvil
beforeAll(async () => {
  anvil = await startAnvil()
})
afterAll(() => anvil.stop())

const wakeInterval = { exponential: day / 8 }
const populations: ScenarioInput['populations'] = {
  honest: { strategy: 'honest', count: 3, wakeInterval },
  malicious: { strategy: 'malicious', count: 1, wakeInterval },
  copier: { strategy: 'pendingCopier', count: 1, maxDeposit: 0.5, wakeInterval },
  flipper: { strategy: 'modelFlipper', count: 1, wakeInterval },
}
const market = { bounty: 2, stake: 0.02, openTime: 4 * day, testSamples: 60, pieces: 6, drawnPieces: 2 }

test.each<[string, ScenarioInput['data'], ScenarioInput['classifier'], object, object]>([
  ['sparse perceptron', { set: 'reviews' }, { type: 'perceptron' }, {}, {}],
  ['logistic regression', { set: 'reviews' }, { type: 'logistic regression' }, { loss: 'quadratic' }, {}],
  ['dense perceptron', { set: 'penguins' }, { type: 'perceptron' }, { maxContributions: 60 }, {}],
  [
    'a default',
    { set: 'reviews' },
    { type: 'naive bayes' },
    {},
    { sponsor: { strategy: 'cheatingSponsor', count: 1, options: { how: 'dilute' } } },
  ],
])('a market on a chain ends as the twin does: %s', async (_, data, classifier, options, more) => {
  const report = await replay({
    rpcUrl: anvil.rpcUrl,
    scenario: {
      name: 'replayed',
      data,
      classifier,
      mechanism: { type: 'market', options: { ...market, ...options } },
      populations: { ...populations, ...more },
      duration: 8 * day,
    },
  })
  expect(report.differences).toEqual([])
  expect(report.transactions).toBeGreaterThan(100)
  expect(report.compared).toBeGreaterThan(report.transactions)
  const functions = Object.keys(report.gas)
  expect(functions).toEqual(expect.arrayContaining(['commit', 'contribute', 'draw', 'reveal']))
  if ('sponsor' in more) expect(functions).toContain('claimDefault')
  else expect(functions).toEqual(expect.arrayContaining(['settle', 'claim']))
})
