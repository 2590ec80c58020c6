import { type Anvil, startAnvil } from '@cotrain/testing/anvil'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ScenarioInput } from '../src/index.ts'
import { replay } from '../src/node/index.ts'
import { compareState } from '../src/node/replay/compare.ts'
import { DevChain } from '../src/node/replay/DevChain.ts'
import { deployWorld } from '../src/node/replay/deploy.ts'
import { begin, day, small } from './scenarios.ts'

let anvil: Anvil
beforeAll(async () => {
  anvil = await startAnvil()
})
afterAll(() => anvil.stop())

const wakeInterval = { exponential: day / 4 }
const populations: ScenarioInput['populations'] = {
  honest: { strategy: 'honest', count: 3, wakeInterval },
  malicious: { strategy: 'malicious', count: 1, wakeInterval },
  sybils: { strategy: 'sybilSwarm', count: 1, wakeInterval },
  copier: { strategy: 'pendingCopier', count: 1, maxDeposit: 0.03 },
  owner: { strategy: 'deadlineSweeper', count: 1, owner: true },
}

describe('a run that is sent to a chain', () => {
  test.each<[string, ScenarioInput['data'], ScenarioInput['classifier']]>([
    ['sparse perceptron', { set: 'reviews' }, { type: 'perceptron' }],
    ['naive Bayes', { set: 'reviews' }, { type: 'naive bayes' }],
    ['dense multiclass perceptron', { set: 'penguins' }, { type: 'perceptron' }],
    ['nearest centroid', { set: 'penguins' }, { type: 'nearest centroid' }],
  ])('ends as the twin does: %s', async (_, data, classifier) => {
    const report = await replay({
      rpcUrl: anvil.rpcUrl,
      scenario: { name: 'replayed', data, classifier, populations, duration: 12 * day },
    })
    expect(report.differences).toEqual([])
    expect(report.transactions).toBeGreaterThan(300)
    expect(report.compared).toBeGreaterThan(report.transactions)
    expect(Object.keys(report.gas).sort()).toEqual(['contribute', 'refund', 'take'])
  })
})

describe('deposits with bonds', () => {
  test.each<[string, ScenarioInput['data'], ScenarioInput['classifier']]>([
    ['sparse perceptron', { set: 'reviews' }, { type: 'perceptron' }],
    ['nearest centroid', { set: 'penguins' }, { type: 'nearest centroid' }],
  ])('end as the twin does: %s', async (_, data, classifier) => {
    const mechanism = { type: 'bonded' as const, options: {} }
    const report = await replay({
      rpcUrl: anvil.rpcUrl,
      scenario: { name: 'replayed', data, classifier, mechanism, populations, duration: 6 * day },
    })
    expect(report.differences).toEqual([])
    expect(report.transactions).toBeGreaterThan(100)
    expect(Object.keys(report.gas).sort()).toEqual(['challenge', 'contribute', 'refund'])
  })
})

test('drops, duplicates and pools end as the twin does', async () => {
  const poor = { startBalance: 0.013, options: { pools: true, mistakes: 0, contributes: 0.2 } }
  const report = await replay({
    rpcUrl: anvil.rpcUrl,
    scenario: {
      name: 'replayed',
      data: { set: 'reviews' },
      classifier: { type: 'naive bayes' },
      mechanism: { type: 'bonded', options: { surpriseFactor: 1 } },
      populations: {
        honest: { strategy: 'honest', count: 5, wakeInterval, ...poor },
        ladder: { strategy: 'ladder', count: 1, wakeInterval, until: 2 * day },
        silencer: { strategy: 'silencer', count: 1, wakeInterval, options: { share: 0.2 } },
        shower: { strategy: 'duplicateShower', count: 1, wakeInterval },
      },
      duration: 10 * day,
    },
  })
  expect(report.differences).toEqual([])
  expect(Object.keys(report.gas).sort()).toEqual([
    'challenge',
    'challengeTogether',
    'contribute',
    'dropDuplicate',
    'pledge',
    'refund',
    'withdraw',
  ])
})

test('a state that is not the same is seen', async () => {
  const { world, agents } = begin(small({ honest: { strategy: 'honest', count: 1 } }), { keepsLog: true })
  const chain = new DevChain(anvil.rpcUrl)
  await chain.takeOver([world.owner])
  const { modelId } = await deployWorld(anvil.rpcUrl, world)
  await chain.release()
  world.time += day
  const example = world.stream.peek()!
  const wrong = 1 - world.predict(example.sample)
  expect(world.contribute(agents[0]!.main, { example, label: wrong }, 10n ** 18n)).toBe(true)
  const { differences } = await compareState(chain, world, modelId)
  const what = differences.map(each => each.what)
  expect(what).toContainEqual(expect.stringMatching(/^parameters\(/))
  expect(what).toContain('log()')
})

test('a node that is no development chain is refused', async () => {
  const scenario = { ...small({}), rpcUrl: '' }
  await expect(replay({ rpcUrl: 'http://127.0.0.1:9', scenario: scenario as never })).rejects.toThrow()
  const chain = new DevChain(anvil.rpcUrl)
  await expect(chain.request('hardhat_unheardOf', [])).rejects.toThrow(/refuses hardhat_unheardOf/)
})
