import { parseEther } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ModelReference } from '../../src/kinds/index.ts'
import { packWeights } from '../../src/models/index.ts'
import { type Chain, startChain } from './chain.ts'

const kind = { classifier: 'sparse-perceptron', mechanism: 'bonded' } as const
const deposit = parseEther('0.001')
const incentiveOptions = { challengeTime: 3600, deposit, surpriseFactor: 4 }
const classifierOptions = { featureCount: 8, weightBits: 8, learningRate: 30 }
const metadata = { name: 'Eight words', classes: ['ham', 'spam'], encoder: 'indices-v1:8' }
/** Says 1 to the first four features, 0 to the others. */
const words = packWeights(Int32Array.of(0, 20, 20, 20, 20, -20, -20, -20, -20), 8)

let chain: Chain
let model: ModelReference<'bonded', 'sparse-perceptron'>

beforeAll(async () => {
  chain = await startChain()
  const owner = chain.client(0)
  await owner.deployTrainer(kind)
  ;({ model } = await owner.createModelSync({
    ...kind,
    classifierOptions,
    incentiveOptions,
    metadata,
    words,
  }))
})
afterAll(() => chain?.anvil.stop())

test('the worked example of docs/bonded.md, by actions', async () => {
  const [mallory, alice, bob, anybody] = [1, 2, 3, 4].map(i => chain.client(i))
  const sample = Uint16Array.of(1)
  expect(await mallory!.priceOf({ model, label: 1, sample })).toBe(deposit)
  expect(await mallory!.priceOf({ model, label: 0, sample })).toBe(4n * deposit)
  expect(await mallory!.price({ model })).toBe(4n * deposit)

  const { index, deposit: staked } = await mallory!.contributeSync({ model, label: 0, sample })
  expect(staked).toBe(parseEther('0.004'))
  const [fresh] = await alice!.listChallenges({ model })
  expect(fresh).toMatchObject({ status: 'open', label: 0, predicted: 1, staked: 0n, payout: 0n })
  expect([fresh!.bond, fresh!.gain]).toEqual([parseEther('0.008'), parseEther('0.004')])

  const contradiction = { model, index, label: 1 }
  expect(await alice!.challengeSync(contradiction)).toMatchObject({ bond: parseEther('0.008') })
  await mallory!.challengeSync({ ...contradiction, label: 0 })
  const [before] = await bob!.listChallenges({ model })
  expect(before!.gains).toEqual([{ label: 1, gain: parseEther('0.016') }])
  await expect(bob!.challenge({ ...contradiction, maxBond: 1n })).rejects.toMatchObject({
    name: 'MaxDepositExceededError',
  })
  await bob!.challengeSync(contradiction)
  await expect(anybody!.settleContribution({ model, index })).rejects.toMatchObject({ name: 'TooEarlyError' })
  await expect(alice!.challenge(contradiction)).rejects.toMatchObject({ name: 'AlreadyAssertedError' })

  await chain.skip(3601)
  await expect(mallory!.challenge({ ...contradiction, label: 0 })).rejects.toMatchObject({
    name: 'TooLateError',
  })
  const [final] = await bob!.listChallenges({ model })
  expect(final).toMatchObject({ status: 'final', label: 1, bond: undefined, staked: parseEther('0.032') })
  expect(final!.payout).toBe(parseEther('0.048'))
  const settled = await anybody!.settleContributionSync({ model, index })
  expect(settled).toMatchObject({ index, label: 1 })
  expect(settled.amounts).toEqual([0n, parseEther('0.012'), 0n, parseEther('0.048')])
  expect(await alice!.predict({ model, sample })).toBe(1)
  expect(await alice!.getBalance({ address: model.trainer })).toBe(0n)

  const [after] = await alice!.listChallenges({ model })
  expect(after).toMatchObject({ status: 'settled', label: 1, staked: parseEther('0.008') })
  expect(after!.payout).toBe(parseEther('0.012'))
  const record = await alice!.getContribution({ model, index })
  expect(record).toMatchObject({ status: 'settled', remaining: 0n })
  expect(record.challenges).toHaveLength(3)
  expect(record.payouts.map(({ amount }) => amount)).toEqual([parseEther('0.012'), parseEther('0.048')])
})

test('settles all that is final, and only that, in one transaction', async () => {
  const [one, two] = [chain.client(1), chain.client(2)]
  const right = (feature: number) => ({ label: feature < 4 ? 1 : 0, sample: Uint16Array.of(feature) })
  const { contributions } = await one.contributeBatchSync({ model, contributions: [right(2), right(5)] })
  const [first, second] = contributions.map(({ index }) => index) as [bigint, bigint]
  await chain.skip(1800)
  await two.challengeSync({ model, index: second, label: 1 })
  await chain.skip(1801)
  const { settled, hashes } = await two.settleContributionsSync({ model })
  expect(settled.map(({ index }) => index)).toEqual([first])
  expect(hashes).toHaveLength(1)
  await expect(two.settleContribution({ model, index: first })).rejects.toMatchObject({
    name: 'NoOpenContributionError',
  })
  await one.challengeSync({ model, index: second, label: 0 })
  await chain.skip(3601)
  const rest = await two.settleContributionsSync({ model })
  expect(rest.settled.map(({ index, label }) => [index, label])).toEqual([[second, 0]])
  expect(await two.settleContributionsSync({ model })).toEqual({ settled: [], hashes: [] })
})

test('a synced twin predicts and quotes what the chain does; other kinds are refused', async () => {
  const client = chain.client(1)
  const { twin } = await client.syncModel({ model })
  for (const feature of [0, 1, 5, 7]) {
    const sample = Uint16Array.of(feature)
    expect(twin.predict(model.modelId, sample)).toBe(await client.predict({ model, sample }))
    expect(twin.priceOf(model.modelId, 0, sample)).toBe(await client.priceOf({ model, label: 0, sample }))
  }
  const other = { ...model, mechanism: 'deposits' } as unknown as typeof model
  await expect(client.listChallenges({ model: other })).rejects.toMatchObject({ name: 'WrongMechanismError' })
  await expect(client.refund({ model: model as never, index: 0n })).rejects.toMatchObject({
    name: 'WrongMechanismError',
  })
})
