import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { kinds, mechanismNames, moduleAddress, trainerOf } from '../../src/kinds/index.ts'
import { type Chain, startChain } from './chain.ts'

describe('the code that a model runs on', () => {
  let chain: Chain
  beforeAll(async () => {
    chain = await startChain()
  })
  afterAll(() => chain?.anvil.stop())

  test('is missing before it is deployed', async () => {
    const model = { mechanism: 'points', classifier: 'naive-bayes' } as const
    expect(await chain.client(0).checkCode({ model })).toEqual({
      trainer: { address: trainerOf('points').trainer, verdict: 'missing' },
      classifier: { address: moduleAddress('naive-bayes'), verdict: 'missing' },
    })
  })

  test('is the same of all trainers and classifiers once they are', async () => {
    const client = chain.client(0)
    for (const mechanism of mechanismNames) await client.deployTrainer({ mechanism })
    for (const model of kinds) {
      const { trainer, classifier } = await client.checkCode({ model })
      expect({ model, verdicts: [trainer.verdict, classifier.verdict] }).toEqual({
        model,
        verdicts: ['same', 'same'],
      })
    }
  })

  test('is different after a change of one byte', async () => {
    const client = chain.client(0)
    const classifier = 'sparse-perceptron'
    const address = moduleAddress(classifier)
    const code = (await client.getCode({ address }))!
    const changed = `${code.slice(0, -2)}${code.endsWith('00') ? '01' : '00'}`
    const set = (bytes: string) =>
      client.request({ method: 'anvil_setCode', params: [address, bytes] } as never)
    await set(changed)
    const model = { mechanism: 'deposits', classifier } as const
    const check = await client.checkCode({ model })
    await set(code)
    expect([check.trainer.verdict, check.classifier.verdict]).toEqual(['same', 'different'])
  })
})
