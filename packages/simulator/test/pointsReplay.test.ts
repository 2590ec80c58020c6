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
  swarm: { strategy: 'sybilSwarm', count: 1, wakeInterval },
  flipper: { strategy: 'modelFlipper', count: 1, wakeInterval },
  copier: { strategy: 'pendingCopier', count: 1, owner: true },
}

describe('a run for points that is sent to a chain', () => {
  test.each<[string, ScenarioInput['data'], ScenarioInput['classifier']]>([
    ['sparse perceptron', { set: 'reviews' }, { type: 'perceptron' }],
    ['naive Bayes', { set: 'reviews' }, { type: 'naive bayes' }],
    ['dense multiclass perceptron', { set: 'penguins' }, { type: 'perceptron' }],
    ['sparse nearest centroid', { set: 'reviews' }, { type: 'nearest centroid' }],
  ])('ends as the twin does: %s', async (_, data, classifier) => {
    const options = { verifyTime: day / 2, confirmTime: day, dailyCap: 40 }
    const report = await replay({
      rpcUrl: anvil.rpcUrl,
      scenario: {
        name: 'replayed',
        data,
        classifier,
        mechanism: { type: 'points', options },
        populations,
        duration: 8 * day,
      },
    })
    expect(report.differences).toEqual([])
    expect(report.transactions).toBeGreaterThan(200)
    expect(Object.keys(report.gas).sort()).toEqual(['confirm', 'contribute', 'reportContribution', 'verify'])
  })
})

test('points that are not the same are seen', async () => {
  const mechanism = { type: 'points' as const, options: {} }
  const { world, agents } = begin(small({ honest: { strategy: 'honest', count: 1 } }, { mechanism }), {
    keepsLog: true,
  })
  const chain = new DevChain(anvil.rpcUrl)
  await chain.takeOver([world.owner])
  const { modelId } = await deployWorld(anvil.rpcUrl, world)
  await chain.release()
  world.time += day
  const { main } = agents[0]!
  const example = world.stream.peek()!
  const label = 1 - world.predict(example.sample)
  while (world.predict(example.sample) !== label) world.contribute(main, { example, label }, 0n)
  world.time += day
  world.settlement.claim(main)
  const { differences } = await compareState(chain, world, modelId)
  const what = differences.map(each => each.what)
  expect(what).toEqual(
    expect.arrayContaining([
      `reputation(${main.address})`,
      `verifiedOfClass(${label})`,
      expect.stringMatching(/^bestOfMonth\(/),
      'log()',
      'page(0)',
    ]),
  )
})
