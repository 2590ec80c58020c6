import { parseEther } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { standingOf, standingsOf } from '../../src/actions/index.ts'
import {
  defaultOptions,
  type IncentiveOptions,
  type MechanismName,
  type ModelReference,
} from '../../src/kinds/index.ts'
import { createBundle, createTestSet } from '../../src/market/index.ts'
import { packWeights } from '../../src/models/index.ts'
import { type Chain, startChain } from './chain.ts'

/** Says 1 to the first four features, 0 to the others. */
const words = packWeights(Int32Array.of(0, 20, 20, 20, 20, -20, -20, -20, -20), 8)
const classifierOptions = { featureCount: 8, weightBits: 8, learningRate: 100 }
const metadata = { name: 'Eight words', classes: ['ham', 'spam'], encoder: 'indices-v1:8' }

const deposit = parseEther('0.001')
const market = {
  ...{ stake: 1_000_000n, fee: 1_000n, value: 10n ** 7n, tolerance: 10_000 },
  ...{ commitTime: 100, revealTime: 100, testTime: 100 },
  ...{ testSamples: 4, minSamples: 1, maxSamples: 2, loss: 0 },
}
const optionsOf = {
  deposits: { refundTime: 60, ownerClaimTime: 600, anyClaimTime: 1200, depositWeight: 10_000 },
  points: { verifyTime: 60, confirmTime: 60, contributionPoints: 10, reportPoints: 4, dailyCap: 50 },
  bonded: { ...defaultOptions('bonded'), challengeTime: 60, deposit, maxChallenges: 2 },
  market,
} satisfies { [mechanism in MechanismName]: IncentiveOptions<mechanism> }

describe('standings', () => {
  let chain: Chain
  beforeAll(async () => {
    chain = await startChain()
  })
  afterAll(() => chain?.anvil.stop())

  async function newModel<mechanism extends MechanismName>(mechanism: mechanism) {
    const kind = { classifier: 'sparse-perceptron', mechanism } as const
    const owner = chain.client(0)
    await owner.deployTrainer(kind)
    const { model } = await owner.createModelSync({
      ...kind,
      classifierOptions,
      incentiveOptions: optionsOf[mechanism],
      metadata,
      words,
    } as never)
    return model as ModelReference<mechanism, 'sparse-perceptron'>
  }

  const sample = (...features: number[]) => Uint16Array.from(features)
  const addressOf = (account: number) => chain.client(account).account.address
  const read = (model: ModelReference) => chain.client(0).syncModel({ model })

  test('count refunds for, and deposits taken against a contributor', async () => {
    const model = await newModel('deposits')
    const [honest, liar, watcher] = [1, 2, 3].map(i => chain.client(i))
    await honest!.contributeSync({ model, label: 1, sample: sample(0) })
    await watcher!.contributeSync({ model, label: 1, sample: sample(1) })
    await chain.skip(61)
    await honest!.refundSync({ model, index: 0n })
    await watcher!.refundSync({ model, index: 1n })
    const { index } = await liar!.contributeSync({ model, label: 1, sample: sample(5) })
    await watcher!.contributeSync({ model, label: 0, sample: sample(5) })
    expect(standingOf(await read(model), addressOf(2))).toMatchObject({ pending: 1, rightShare: undefined })
    await chain.skip(61)
    await honest!.takeSync({ model, index })
    await watcher!.takeSync({ model, index })
    const standings = standingsOf(await read(model))
    const taken = -standingOf(await read(model), addressOf(2)).gained
    expect(taken).toBeGreaterThan(0n)
    expect(standings).toMatchObject([
      { account: addressOf(1), rank: 1, right: 1, wrong: 0, pending: 0, streak: 1, rightShare: 1 },
      { account: addressOf(3), rank: 1, right: 1, pending: 1 },
      { account: addressOf(2), rank: 3, right: 0, wrong: 1, pending: 0, streak: 0, rightShare: 0 },
    ])
    expect(standings.reduce((sum, { gained }) => sum + gained, 0n)).toBe(0n)
  })

  test('count under points what was new and held, and reports', async () => {
    const model = await newModel('points')
    const [honest, liar] = [1, 2].map(i => chain.client(i))
    await honest!.contributeSync({ model, label: 1, sample: sample(5) })
    await honest!.contributeSync({ model, label: 1, sample: sample(0) })
    const { index } = await liar!.contributeSync({ model, label: 0, sample: sample(1) })
    await honest!.contributeSync({ model, label: 1, sample: sample(1) })
    await chain.skip(61)
    await honest!.verifySync({ model, index: 0n })
    await honest!.verifySync({ model, index: 1n })
    await honest!.reportContributionSync({ model, index })
    await chain.skip(61)
    await honest!.confirmReportSync({ model, index })
    const standings = standingsOf(await read(model))
    expect(standings).toMatchObject([
      { account: addressOf(1), right: 2, neither: 1, pending: 1, points: 14n, streak: 2, gained: 0n },
      { account: addressOf(2), right: 0, wrong: 0, pending: 1, points: 0n },
    ])
  })

  test('count with bonds whose label became final, also of challengers, and nothing of what was dropped', async () => {
    const model = await newModel('bonded')
    const [liar, watcher] = [1, 2].map(i => chain.client(i))
    const wrong = await liar!.contributeSync({ model, label: 0, sample: sample(0) })
    await watcher!.challengeSync({ model, index: wrong.index, label: 1 })
    const contested = await liar!.contributeSync({ model, label: 0, sample: sample(1) })
    await watcher!.challengeSync({ model, index: contested.index, label: 1 })
    await liar!.challengeSync({ model, index: contested.index, label: 0 })
    await chain.skip(61)
    await watcher!.settleContributionSync({ model, index: wrong.index })
    await watcher!.settleContributionSync({ model, index: contested.index })
    const standings = standingsOf(await read(model))
    expect(standings).toMatchObject([
      { account: addressOf(2), right: 1, wrong: 0, neither: 1, pending: 0, streak: 1 },
      { account: addressOf(1), right: 0, wrong: 1, neither: 2, pending: 0, rightShare: 0 },
    ])
    // two deposits of what was dropped are burnt, and nothing else is lost
    expect(standings.reduce((sum, { gained }) => sum + gained, 0n)).toBe(-2n * contested.deposit)
  })

  test('count bundles of a market by what they did, and those that were not revealed', async () => {
    const model = await newModel('market')
    const sponsor = chain.client(0)
    const test = Array.from({ length: 4 }, () => ({ label: 1, sample: sample(5) }))
    const testSet = createTestSet(test, { classifier: model.classifier })
    await sponsor.openMarketSync({ model, testSet, bounty: 10n ** 7n })
    const bundleOf = (account: number, label: number) =>
      createBundle([{ label, sample: sample(5) }], { ...model, contributor: addressOf(account) })
    const bundles = [bundleOf(1, 1), bundleOf(2, 1), bundleOf(3, 1)]
    for (const [i, bundle] of bundles.entries()) {
      await chain.client(i + 1).commitBundlesSync({ model, bundles: [bundle] })
    }
    await chain.skip(101)
    for (const i of [0, 1]) await chain.client(i + 1).revealBundleSync({ model, contents: bundles[i]! })
    await chain.skip(101)
    await sponsor.publishTestSet({ model, testSet })
    await sponsor.settleMarket({ model })
    const standings = standingsOf(await read(model))
    expect(standings.map(({ right, wrong, neither }) => [right, wrong, neither])).toEqual([
      [1, 0, 0],
      [0, 0, 1],
      [0, 1, 0],
    ])
    const [first, second, lost] = standings
    expect(first!.gained).toBe(10n ** 7n - market.fee)
    expect(second!.gained).toBe(-market.fee)
    expect(lost).toMatchObject({ account: addressOf(3), gained: -market.stake - market.fee })
  })

  test('are 0 of an account that has done nothing', async () => {
    const model = await newModel('deposits')
    expect(standingOf(await read(model), addressOf(4))).toMatchObject({ rank: 0, right: 0, gained: 0n })
    expect(standingsOf(await read(model))).toEqual([])
  })
})
