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

const bundles = { samples: 6 }
const populations: ScenarioInput['populations'] = {
  honest: { strategy: 'honest', count: 3, bundles },
  malicious: { strategy: 'malicious', count: 1, bundles: { samples: 6, count: 2, accounts: 2 } },
  copier: { strategy: 'marketCopier', count: 1, bundles, options: { commitments: 1 } },
}
const market = {
  bounty: 1,
  commitTime: day,
  revealTime: day,
  testTime: day,
  testSamples: 40,
  minSamples: 2,
  maxSamples: 8,
}

test.each<[string, ScenarioInput['data'], ScenarioInput['classifier'], object, object]>([
  ['sparse perceptron, two markets', { set: 'reviews' }, { type: 'perceptron' }, { rounds: 2 }, {}],
  ['naive bayes', { set: 'reviews' }, { type: 'naive bayes' }, {}, {}],
  ['dense perceptron, by errors', { set: 'penguins' }, { type: 'perceptron' }, { loss: 'errors' }, {}],
  [
    'a default',
    { set: 'reviews' },
    { type: 'logistic regression' },
    {},
    { sponsor: { strategy: 'cheatingSponsor', count: 1, options: { how: 'vanish' } } },
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
      duration: 9 * day,
    },
  })
  expect(report.differences).toEqual([])
  expect(report.transactions).toBeGreaterThan(15)
  expect(report.compared).toBeGreaterThan(report.transactions)
  const functions = Object.keys(report.gas)
  expect(functions).toEqual(expect.arrayContaining(['open', 'commit', 'reveal']))
  if ('sponsor' in more) expect(functions).toEqual(expect.arrayContaining(['close', 'claimBack']))
  else expect(functions).toEqual(expect.arrayContaining(['publish', 'settle', 'claim']))
})
