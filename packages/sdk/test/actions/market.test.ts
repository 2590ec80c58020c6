import { parseEther } from 'viem'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { MarketOptions, ModelReference } from '../../src/kinds/index.ts'
import {
  type Bundle,
  createBundle,
  createTestSet,
  encodeBundle,
  encodeTestSet,
  parseBundle,
  parseTestSet,
  type TestSet,
} from '../../src/market/index.ts'
import { packWeights } from '../../src/models/index.ts'
import { type Chain, startChain } from './chain.ts'

const kind = { classifier: 'sparse-perceptron', mechanism: 'market' } as const
const [stake, fee] = [parseEther('0.01'), 1001n]
const bounty = parseEther('1')
const options: MarketOptions = {
  stake,
  fee,
  value: parseEther('2'),
  tolerance: 10_000,
  commitTime: 600,
  revealTime: 600,
  testTime: 3600,
  testSamples: 40,
  minSamples: 2,
  maxSamples: 4,
  loss: 0,
}

/** Features 0 to 7 speak for class 1, 8 to 15 for class 0. */
const testSamples = Array.from({ length: 40 }, (_, i) => ({
  label: i % 2,
  sample: Uint16Array.of((i % 2 ? 0 : 8) + (i % 7), i % 2 ? 7 : 15),
}))
const right = [
  { label: 1, sample: Uint16Array.of(0, 1, 7) },
  { label: 0, sample: Uint16Array.of(8, 9, 15) },
  { label: 1, sample: Uint16Array.of(2, 3, 7) },
]
/** It says the opposite of the test set. */
const wrong = [
  { label: 1, sample: Uint16Array.of(10, 11, 15) },
  { label: 0, sample: Uint16Array.of(4, 5, 7) },
]

describe('a market', () => {
  let chain: Chain
  let model: ModelReference<'market', 'sparse-perceptron'>
  let testSet: TestSet

  beforeAll(async () => {
    chain = await startChain()
    await chain.client(0).deployTrainer(kind)
  })
  afterAll(() => chain?.anvil.stop())

  /** A model that says class 0 to everything, with a market that is open. */
  beforeEach(async () => {
    const sponsor = chain.client(0)
    ;({ model } = await sponsor.createModelSync({
      ...kind,
      classifierOptions: { featureCount: 16, weightBits: 8, learningRate: 30 },
      incentiveOptions: options,
      metadata: { name: 'Sixteen words', classes: ['ham', 'spam'], encoder: 'indices-v1:16' },
      words: packWeights(
        Int32Array.from({ length: 17 }, (_, i) => (i === 0 ? -35 : 0)),
        8,
      ),
    }))
    testSet = createTestSet(testSamples, { classifier: kind.classifier, samplesPerPage: 15 })
    await sponsor.openMarketSync({ model, testSet, bounty })
  })

  const bundleOf = (index: number, samples: typeof right): Bundle =>
    createBundle(samples, {
      ...{ classifier: kind.classifier, modelId: model.modelId },
      contributor: chain.client(index).account.address,
    })

  async function commit(index: number, ...bundles: Bundle[]) {
    return chain.client(index).commitBundlesSync({ model, bundles })
  }

  /** The twin is the contract, to the wei. */
  async function compare() {
    const { twin } = await chain.client(7).syncModel({ model })
    expect(twin.balance()).toBe(await chain.client(7).getBalance({ address: model.trainer }))
  }

  test('lives through its phases, and pays to the wei', { timeout: 60_000 }, async () => {
    const [sponsor, good, bad, anyone] = [0, 1, 2, 5].map(i => chain.client(i)) as [
      ReturnType<Chain['client']>,
      ReturnType<Chain['client']>,
      ReturnType<Chain['client']>,
      ReturnType<Chain['client']>,
    ]
    const open = await anyone.getMarket({ model })
    expect(open).toMatchObject({ phaseName: 'committing', pages: 3n, bounty, market: 0, price: stake + fee })
    expect(open.timeline.map(({ phase, state }) => [phase, state])).toEqual([
      ...[
        ['committing', 'present'],
        ['revealing', 'future'],
        ['testing', 'future'],
        ['settling', 'future'],
        ['settled', 'future'],
      ],
    ])
    expect(open.timeline[0]).toMatchObject({ until: open.commitUntil })
    expect(await anyone.price({ model })).toBe(stake + fee)
    await expect(good.contribute({ model, ...right[0]! })).rejects.toMatchObject({ name: 'BundlesOnlyError' })

    const goods = [bundleOf(1, right.slice(0, 2)), bundleOf(1, right.slice(1))]
    const kept = parseBundle(encodeBundle(goods[0]!))
    expect(kept).toEqual(goods[0])
    const [lies, silent] = [bundleOf(2, wrong), bundleOf(3, right)]
    expect(await commit(1, ...goods)).toMatchObject({ bundles: [0n, 1n], paid: 2n * (stake + fee) })
    await commit(2, lies)
    await commit(3, silent)
    await expect(good.revealBundle({ model, contents: kept })).rejects.toMatchObject({
      name: 'WrongPhaseError',
    })
    await chain.skip(601)

    expect(await good.revealBundleSync({ model, contents: kept })).toMatchObject({ bundle: 0n, number: 0n })
    await good.revealBundleSync({ model, contents: goods[1]!, bundle: 1n })
    await bad.revealBundleSync({ model, contents: lies })
    await expect(good.revealBundle({ model, contents: kept })).rejects.toMatchObject({
      name: 'UnknownBundleError',
    })
    expect((await anyone.listContributions({ model })).map(({ bundle, status }) => [bundle, status])).toEqual(
      [0n, 0n, 1n, 1n, 2n, 2n].map(bundle => [bundle, 'open']),
    )
    await expect(sponsor.publishTestSet({ model, testSet })).rejects.toMatchObject({
      name: 'WrongPhaseError',
    })
    await chain.skip(601)

    const progress: number[] = []
    const stored = parseTestSet(encodeTestSet(testSet))
    expect(stored).toEqual(testSet)
    const { hashes } = await sponsor.publishTestSet({
      model,
      testSet: stored,
      onProgress: ({ published }) => progress.push(published),
    })
    expect([hashes.length, progress]).toEqual([3, [1, 2, 3]])
    await compare()

    const settling = await anyone.getMarket({ model })
    expect(settling).toMatchObject({ phaseName: 'settling', revealed: 3n, settled: 0n, unpaid: 3n })
    const plan = (await anyone.planSettlement({ model, gasBudget: 500_000n }))!
    expect(plan.gas).toBeLessThanOrEqual(500_000n)
    expect(plan).toMatchObject({ scored: 0, total: 3, tested: 0, testSamples: 40 })
    const step = await anyone.settleBundleSync({ model, plan: { ...plan, tests: 7 } })
    expect(step).toMatchObject({ scored: undefined, settled: false, tried: { tested: 7n } })
    await compare()
    const seen: number[] = []
    const { scored } = await anyone.settleMarket({
      model,
      gasBudget: 400_000n,
      onProgress: each => seen.push(each.scored),
    })
    expect(scored).toHaveLength(3)
    expect(seen.at(-1)).toBe(3)
    await compare()

    const settled = await anyone.getMarket({ model })
    expect(settled).toMatchObject({ phaseName: 'settled', settled: 3n, pot: 0n })
    expect(settled.payLoss).toBeLessThan(settled.firstPayLoss)
    const bundles = await anyone.listBundles({ model })
    expect(bundles.map(({ status }) => status)).toEqual(['settled', 'settled', 'settled', 'closed'])
    expect(bundles.map(({ position }) => position).sort()).toEqual([0, 1, 2, undefined])
    const statuses = (await anyone.listContributions({ model })).map(({ status }) => status)
    expect(statuses.slice(4)).toEqual(Array(2).fill(bundles[2]!.score!.kept ? 'learned' : 'undone'))
    const rewards = await good.listRewards({ model })
    expect(rewards.map(({ own, status }) => [own, status])).toEqual([
      ...[
        [true, 'claimable'],
        [true, 'claimable'],
        [false, 'claimable'],
        [false, 'lost'],
      ],
    ])
    expect(rewards[3]!.profit).toBe(-stake - fee)

    const claims = await good.claimRewardsSync({ model })
    expect(claims.claimed).toHaveLength(2)
    expect(claims.total).toBeGreaterThan(2n * stake)
    const unpaid = sponsor.openMarket({ model, testSet, bounty })
    await expect(unpaid).rejects.toMatchObject({ name: 'MarketNotPaidError', unpaid: 1n })
    expect((await anyone.claimRewardSync({ model, bundle: 2n })).amount).toBe(rewards[2]!.amount)
    await expect(bad.claimReward({ model, bundle: 2n })).rejects.toMatchObject({ name: 'WrongBundleError' })
    const { twin } = await anyone.syncModel({ model })
    expect(twin.balance()).toBe(0n)
    await compare()
    expect(twin.predict(model.modelId, Uint16Array.of(0, 7))).toBe(
      await anyone.predict({ model, sample: Uint16Array.of(0, 7) }),
    )

    // and another one, with other options
    await sponsor.setMarketOptionsSync({ model, options: { tolerance: 0, minSamples: 1 } })
    await sponsor.openMarketSync({ model, testSet, bounty })
    expect(await commit(4, bundleOf(4, right.slice(0, 1)))).toMatchObject({ bundles: [4n] })
    expect(await anyone.getMarket({ model })).toMatchObject({ phaseName: 'committing', market: 1 })
    expect(await anyone.listBundles({ model, market: 1 })).toMatchObject([
      { bundle: 4n, status: 'committed' },
    ])
    await sponsor.cancelMarketSync({ model })
    expect((await anyone.claimRewardsSync({ model, all: true })).total).toBe(stake + fee)
    await compare()
  })

  test('is in default when the sponsor does not publish the test set', async () => {
    await commit(1, bundleOf(1, right))
    await commit(2, bundleOf(2, wrong))
    await commit(3, bundleOf(3, wrong))
    await chain.skip(601)
    const [good, anyone] = [chain.client(1), chain.client(5)]
    for (const i of [1, 2]) {
      const client = chain.client(i)
      const [contents] = [(await client.listBundles({ model }))[i - 1]!]
      expect(contents.status).toBe('committed')
    }
    const bundles = [bundleOf(4, right)]
    await expect(chain.client(4).commitBundles({ model, bundles })).rejects.toMatchObject({
      name: 'WrongPhaseError',
    })
    await chain.skip(601)
    // nobody has revealed anything
    expect((await anyone.getMarket({ model })).phaseName).toBe('overdue')
    const { defaulted, rest } = await anyone.closeMarketSync({ model })
    expect([defaulted, rest]).toEqual([false, bounty])
    const market = await anyone.getMarket({ model })
    expect(market.timeline.map(({ phase }) => phase)).toEqual([
      ...['committing', 'revealing', 'overdue', 'settled'],
    ])
    expect((await good.listRewards({ model })).every(({ status }) => status === 'lost')).toBe(true)
    await compare()

    const again = bundleOf(1, right)
    await chain.client(0).openMarketSync({ model, testSet, bounty })
    await commit(1, again)
    await commit(2, bundleOf(2, wrong))
    await chain.skip(601)
    await good.revealBundleSync({ model, contents: again })
    await chain.skip(601 + 3600)
    expect((await anyone.getMarket({ model })).phaseName).toBe('overdue')
    expect(await anyone.closeMarketSync({ model })).toMatchObject({ defaulted: true, share: bounty / 20n })
    expect((await anyone.getMarket({ model })).timeline.at(-1)).toMatchObject({
      phase: 'defaulted',
      state: 'present',
    })
    expect((await good.claimRewardsSync({ model })).total).toBe(stake + fee + bounty / 20n)
    await compare()
    expect((await good.syncModel({ model })).twin.balance()).toBe(0n)
  })

  test('says what is wrong with a test set', async () => {
    const { classifier } = kind
    expect(() => createTestSet(testSamples.slice(1), { classifier })).toThrow('cannot have 39 samples')
    const long = { label: 0, sample: Uint16Array.from({ length: 2000 }, (_, i) => i) }
    expect(() => createTestSet(Array(100).fill(long), { classifier })).toThrow('pages; 16 are allowed')
    expect(() => parseTestSet('no')).toThrow('not JSON')
    expect(() => parseTestSet('{"version":2,"classifier":"x"}')).toThrow('classifier is x')
    const sponsor = chain.client(0)
    const other = createTestSet(testSamples, { classifier: 'naive-bayes' })
    await expect(sponsor.openMarket({ model, testSet: other, bounty })).rejects.toThrow('naive-bayes')
    const few = createTestSet(testSamples.slice(2), { classifier })
    await expect(sponsor.openMarket({ model, testSet: few, bounty })).rejects.toMatchObject({
      name: 'TestSampleCountError',
      expected: 40n,
      given: 38n,
    })
    const labels = testSamples.map((each, i) => ({ ...each, label: i === 3 ? 2 : each.label }))
    const strange = createTestSet(labels, { classifier })
    await expect(sponsor.openMarket({ model, testSet: strange, bounty })).rejects.toThrow('has label 2')
    await expect(sponsor.openMarket({ model, testSet, bounty })).rejects.toMatchObject({
      name: 'WrongPhaseError',
    })

    const bundle = bundleOf(1, right)
    await commit(1, bundle)
    await chain.skip(601)
    await chain.client(1).revealBundleSync({ model, contents: bundle })
    await chain.skip(601)
    const another = createTestSet(testSamples, { classifier, samplesPerPage: 15 })
    await expect(sponsor.publishTestSet({ model, testSet: another })).rejects.toMatchObject({
      name: 'PageMismatchError',
    })
  })

  test('says what is wrong with a bundle, before it is paid for', async () => {
    const { modelId } = model
    const client = chain.client(1)
    const made = { classifier: kind.classifier, modelId, contributor: client.account.address }
    const twice = [...right, right[1]!]
    expect(() => createBundle(twice, made)).toThrow('Sample 3 is in the bundle twice')
    expect(() => createBundle(right, { ...made, maxSamples: 2 })).toThrow('cannot have 3 samples')
    expect(() => parseBundle('{}')).toThrow('version is undefined')
    const bundle = createBundle(right, made)
    const text = encodeBundle({ ...bundle, samples: [...bundle.samples].reverse() })
    expect(() => parseBundle(text)).toThrow('not in the order of the hashes')

    const commitAs = (index: number, ...bundles: Bundle[]) =>
      expect(chain.client(index).commitBundles({ model, bundles })).rejects
    await commitAs(2, bundle).toThrow('Send from the account')
    await commitAs(1, { ...bundle, modelId: modelId + 1n }).toThrow('for model')
    await commitAs(1, bundleOf(1, right.slice(0, 1))).toMatchObject({ name: 'BundleSizeOutOfRangeError' })
    const strange = right.map(each => ({ ...each, label: 7 }))
    await commitAs(1, bundleOf(1, strange)).toMatchObject({ name: 'LabelOutOfRangeError' })
    await commitAs(1).toMatchObject({ name: 'NoBundleError' })
  })
})
