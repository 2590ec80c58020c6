import { parseEther } from 'viem'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { MarketOptions, ModelReference } from '../../src/kinds/index.ts'
import { createTestSet, encodeTestSet, parseTestSet, type TestSet } from '../../src/market/index.ts'
import { packWeights } from '../../src/models/index.ts'
import { type Chain, startChain } from './chain.ts'

const kind = { classifier: 'sparse-perceptron', mechanism: 'market' } as const
const stake = parseEther('0.01')
const bounty = parseEther('1')
const incentiveOptions: MarketOptions = {
  stake,
  maxContributions: 100,
  openTime: 600,
  revealTime: 3600,
  drawnPieces: 1,
  loss: 0,
  fullImprovement: 500_000,
}

/** Features 0 to 7 speak for class 1, 8 to 15 for class 0. */
const testSamples = Array.from({ length: 40 }, (_, i) => ({
  label: i % 2,
  sample: Uint16Array.of((i % 2 ? 0 : 8) + (i % 7), i % 2 ? 7 : 15),
}))

describe('a market', () => {
  let chain: Chain
  let model: ModelReference<'market', 'sparse-perceptron'>
  let testSet: TestSet

  beforeAll(async () => {
    chain = await startChain()
    await chain.client(0).deployTrainer(kind)
  })
  afterAll(() => chain?.anvil.stop())

  /** A model that says class 0 to everything, with a market that is committed. */
  beforeEach(async () => {
    const sponsor = chain.client(0)
    ;({ model } = await sponsor.createModelSync({
      ...kind,
      classifierOptions: { featureCount: 16, weightBits: 8, learningRate: 30 },
      incentiveOptions,
      metadata: { name: 'Sixteen words', classes: ['ham', 'spam'], encoder: 'indices-v1:16' },
      words: packWeights(
        Int32Array.from({ length: 17 }, (_, i) => (i === 0 ? -35 : 0)),
        8,
      ),
    }))
    testSet = createTestSet(testSamples, { classifier: kind.classifier, pieces: 4 })
    await sponsor.commitMarketSync({ model, testSet, bounty })
  })

  async function openMarket() {
    await chain.tester.mine({ blocks: 3 })
    const { pieces } = await chain.client(5).drawPiecesSync({ model })
    expect(pieces).toHaveLength(1)
    expect((await chain.client(0).revealPieces({ model, testSet })).pieces).toEqual(pieces)
  }

  async function contribute() {
    const contributions = [
      { label: 1, sample: Uint16Array.of(0, 1, 7) },
      { label: 0, sample: Uint16Array.of(8, 9, 15) },
      { label: 1, sample: Uint16Array.of(2, 3, 7) },
    ]
    await chain.client(1).contributeBatchSync({ model, contributions })
    // It says the opposite of the test set.
    await chain.client(2).contributeSync({ model, label: 1, sample: Uint16Array.of(10, 11, 15) })
  }

  test('lives through its phases, and pays to the wei', async () => {
    const [sponsor, good, bad, anyone] = [0, 1, 2, 5].map(i => chain.client(i)) as [
      ReturnType<Chain['client']>,
      ReturnType<Chain['client']>,
      ReturnType<Chain['client']>,
      ReturnType<Chain['client']>,
    ]
    expect(await anyone.getMarket({ model })).toMatchObject({ phaseName: 'drawing', pieces: 4n, bounty })
    await openMarket()
    const open = await anyone.getMarket({ model })
    expect(open).toMatchObject({ phaseName: 'open', shownSamples: 10n, withdrawable: 0n })
    expect(open.timeline.map(({ state }) => state)).toEqual([
      ...['past', 'past', 'past', 'present', 'future', 'future', 'future'],
    ])
    expect(open.timeline[3]).toMatchObject({ phase: 'open', until: open.closesAt })
    expect(await anyone.price({ model })).toBe(stake)
    await contribute()
    expect((await good.listRewards({ model })).map(({ status }) => status)).toEqual(Array(4).fill('pending'))
    await expect(good.settleMarket({ model })).rejects.toMatchObject({ name: 'WrongPhaseError' })

    await chain.skip(601)
    expect((await anyone.getMarket({ model })).phaseName).toBe('revealing')
    const progress: number[] = []
    const stored = parseTestSet(encodeTestSet(testSet))
    expect(stored).toEqual(testSet)
    const { pieces } = await sponsor.revealPieces({
      model,
      testSet: stored,
      onProgress: ({ revealed }) => progress.push(revealed),
    })
    expect(pieces).toHaveLength(3)
    expect(progress.at(-1)).toBe(3)

    const plan = (await anyone.planSettlement({ model, gasBudget: 1_000_000n }))!
    expect(plan.gas).toBeLessThanOrEqual(1_000_000n)
    expect(plan.left).toBe(4)
    const step = await anyone.settleMarketSync({ model, plan })
    expect(step.receipt.gasUsed).toBeLessThanOrEqual(1_000_000n)
    const seen: number[] = []
    await anyone.settleAll({ model, gasBudget: 2_000_000n, onProgress: ({ scored }) => seen.push(scored) })
    expect(seen.at(-1)).toBe(4)

    const settled = await anyone.getMarket({ model })
    expect(settled).toMatchObject({ phaseName: 'settled', scored: 4n })
    expect(settled.loss).toBeLessThan(settled.firstLoss)
    const rewards = await good.listRewards({ model })
    expect(rewards.map(({ own }) => own)).toEqual([true, true, true, false])
    expect([...rewards].map(({ position }) => position).sort()).toEqual([0, 1, 2, 3])
    const expected = rewards.reduce((sum, { amount }) => sum + amount!, 0n)
    expect(expected + settled.withdrawable).toBe(bounty + 4n * stake)

    const claims = await good.claimRewardsSync({ model })
    expect(claims.claimed).toHaveLength(3)
    expect(claims.total).toBeGreaterThan(3n * stake)
    const { amount } = await anyone.claimRewardSync({ model, index: 3n })
    expect(amount).toBeLessThanOrEqual(stake)
    await expect(bad.claimReward({ model, index: 3n })).rejects.toMatchObject({
      name: 'NoOpenContributionError',
    })
    if (settled.withdrawable > 0n) {
      expect((await anyone.withdrawBountySync({ model })).amount).toBe(settled.withdrawable)
    }
    await expect(anyone.withdrawBounty({ model })).rejects.toMatchObject({ name: 'NothingToWithdrawError' })
    const after = await good.listRewards({ model })
    expect(after.every(({ status }) => status === 'claimed')).toBe(true)
    const { twin } = await anyone.syncModel({ model })
    expect(twin.balance()).toBe(0n)
    expect(twin.predict(model.modelId, Uint16Array.of(0, 7))).toBe(
      await anyone.predict({ model, sample: Uint16Array.of(0, 7) }),
    )
  })

  test('pays stakes and the bounty when the sponsor does not reveal', async () => {
    await openMarket()
    await contribute()
    await chain.skip(601 + 3600)
    const [good, sponsor] = [chain.client(1), chain.client(0)]
    const market = await good.getMarket({ model })
    expect(market.phaseName).toBe('defaulted')
    expect(market.timeline.at(-1)).toMatchObject({ phase: 'defaulted', state: 'present' })
    await expect(sponsor.revealPieces({ model, testSet })).rejects.toMatchObject({ name: 'WrongPhaseError' })
    const { total } = await good.claimRewardsSync({ model })
    expect(total).toBe(3n * stake + (bounty * 3n) / 4n)
    await chain.client(2).claimRewardsSync({ model })
    expect((await good.syncModel({ model })).twin.balance()).toBe(0n)
    await expect(sponsor.withdrawBounty({ model })).rejects.toMatchObject({ name: 'WrongPhaseError' })
  })

  test('is cancelled when it does not open', async () => {
    const sponsor = chain.client(0)
    await expect(sponsor.cancelMarket({ model })).rejects.toMatchObject({ name: 'TooEarlyError' })
    await chain.skip(3601)
    await expect(chain.client(1).cancelMarket({ model })).rejects.toMatchObject({ name: 'NotSponsorError' })
    await sponsor.cancelMarketSync({ model })
    const market = await sponsor.getMarket({ model })
    expect(market).toMatchObject({ phaseName: 'cancelled', withdrawable: bounty })
    expect((await sponsor.withdrawBountySync({ model })).amount).toBe(bounty)
  })

  test('without contributions, pays the bounty back when it closes', async () => {
    await openMarket()
    await chain.skip(601)
    const market = await chain.client(0).getMarket({ model })
    expect(market).toMatchObject({ phaseName: 'settled', withdrawable: bounty })
    expect(market.timeline.filter(({ state }) => state === 'skipped').map(({ phase }) => phase)).toEqual([
      'settling',
    ])
    expect((await chain.client(3).withdrawBountySync({ model })).amount).toBe(bounty)
  })

  test('says what is wrong with a test set', async () => {
    expect(() => createTestSet(testSamples, { classifier: kind.classifier, pieces: 1 })).toThrow('2 to 64')
    expect(() => createTestSet(testSamples.slice(0, 3), { classifier: kind.classifier, pieces: 4 })).toThrow(
      'too few',
    )
    const long = { label: 0, sample: Uint16Array.from({ length: 2000 }, (_, i) => i) }
    expect(() => createTestSet(Array(20).fill(long), { classifier: kind.classifier, pieces: 2 })).toThrow(
      '24575',
    )
    expect(() => parseTestSet('no')).toThrow('not JSON')
    expect(() => parseTestSet('{"version":1,"classifier":"x"}')).toThrow('classifier is x')
    const other = createTestSet(testSamples, { classifier: 'naive-bayes', pieces: 4 })
    await expect(chain.client(0).commitMarket({ model, testSet: other, bounty })).rejects.toThrow(
      'naive-bayes',
    )
    const wrong = createTestSet(testSamples, { classifier: kind.classifier, pieces: 4 })
    await chain.tester.mine({ blocks: 3 })
    await chain.client(5).drawPiecesSync({ model })
    await expect(chain.client(0).revealPieces({ model, testSet: wrong })).rejects.toMatchObject({
      name: 'PieceMismatchError',
    })
  })
})
