import { type Address, parseEther, toHex } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { defaultOptions, encodeClassifierOptions, encodeIncentiveOptions } from '../../src/kinds/index.ts'
import { classifierNumber } from '../../src/kinds/trainers.ts'
import { createTwin, type Twin } from '../../src/twin/index.ts'
import { Chain, type Result, type Transaction } from './Chain.ts'
import { packed } from './samples.ts'
import { callTwin, runOnBoth } from './TwinSide.ts'

const kind = { classifier: 'sparse-perceptron', mechanism: 'bonded' } as const
const challengeTime = 100
const account: Address = toHex(0xa000, { size: 20 })

/** Limits of deposits with bonds that random sequences do not come to. */
describe('at the limits of bonds, the twin and the contract', () => {
  let chain: Chain
  let twin: Twin<'bonded', 'sparse-perceptron'>

  beforeAll(async () => {
    chain = await Chain.start()
  })
  afterAll(() => chain.stop())

  /** A transaction on both sides; gives the outcome, which is the same. */
  async function run(functionName: string, args: readonly unknown[], value = 0n) {
    const transaction: Transaction = { functionName, args, sender: account, value }
    const time = chain.time + 1n
    const block = { time, blockNumber: chain.blockNumber + 1n }
    const { result, there } = runOnBoth(twin, block, transaction)
    expect([result], functionName).toEqual(await chain.run(time, [there]))
    return result
  }

  async function start() {
    twin = createTwin(kind)
    await chain.deploy(kind, [account], 10n ** 40n)
    const classifier = { featureCount: 10, weightBits: 16, learningRate: 1 }
    await run('createModel', [
      BigInt(classifierNumber(kind.classifier)),
      encodeClassifierOptions(kind.classifier, classifier),
      encodeIncentiveOptions(kind.mechanism, {
        ...defaultOptions('bonded'),
        challengeTime,
        deposit: parseEther('0.001'),
        surpriseFactor: 1,
        maxChallenges: 4,
      }),
      0,
      '{}',
      [0n],
    ])
    expect(twin.model(0n).ready).toBe(true)
  }

  const state = () => [0n, 0n, twin.contribution(0n, 0n), twin.challenges(0n, 0n)] as const
  const isError = (result: Result, errorName: string) => expect(result).toMatchObject({ errorName })

  test('refuse one more challenge than the owner allows, and drop the contribution', async () => {
    await start()
    await run('contribute', [0n, 1, packed([0])], parseEther('0.001'))
    for (let i = 0; i < 4; i++) {
      await run('challenge', [...state(), i % 2], parseEther('0.001') << BigInt(i + 1))
    }
    expect(twin.challenges(0n, 0n)).toHaveLength(4)
    isError(await run('challenge', [...state(), 1], 10n ** 39n), 'TooManyChallenges')
    await chain.run(chain.time + BigInt(challengeTime), [])
    expect(await run('refund', state())).toMatchObject({ events: [{ eventName: 'Dropped' }] })
    expect(twin.balance()).toBe(0n)
    expect(await chain.balances([chain.trainer])).toEqual([0n])
  })

  test('look at the label before the sample, when the price is asked', async () => {
    await start()
    const asked = [
      { functionName: 'priceOf', args: [0n, 2, packed([10])] },
      { functionName: 'priceOf', args: [0n, 1, packed([10])] },
      { functionName: 'priceOf', args: [0n, 1, packed([9])] },
    ]
    const answers = await chain.call(asked)
    expect(asked.map(call => callTwin(twin, chain.time, call))).toEqual(answers)
    isError(answers[0]!, 'LabelOutOfRange')
    isError(answers[1]!, 'IndexOutOfRange')
  })

  test('stop when the 32 bits of time are used up', async () => {
    await start()
    await chain.run(2n ** 32n - 2n, [])
    await run('contribute', [0n, 1, packed([0])], parseEther('0.001'))
    isError(await run('challenge', [...state(), 0], parseEther('0.002')), 'Overflow')
    isError(await run('contribute', [0n, 1, packed([0])], parseEther('0.001')), 'Overflow')
    await chain.run(chain.time + BigInt(challengeTime), [])
    await run('refund', state())
    expect(twin.balance()).toBe(0n)
  })
})
