import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type Kind,
  kindsUnder,
  type ModelReference,
  offersQuadraticLoss,
  trainerOf,
} from '../../src/kinds/index.ts'
import { createBundle, createTestSet, decodePage } from '../../src/market/index.ts'
import { type Chain, startChain } from '../actions/chain.ts'
import { marketOptions, pointsOptions, untrainedWords } from './newModel.ts'
import { problem } from './problem.ts'
import { subjectOf } from './subjects.ts'

/** What every classifier has to do under points and in a market, by the actions of this SDK. */
let chain: Chain
beforeAll(async () => {
  chain = await startChain()
})
afterAll(() => chain?.anvil.stop())

/** An untrained model, with as many classes as the generated problem has. */
async function create<mechanism extends 'points' | 'market'>(
  kind: Kind<mechanism>,
  incentiveOptions: object,
) {
  const { options, classes } = subjectOf(kind)
  const owner = chain.client(0)
  const { address } = await owner.deployTrainer(kind)
  expect(address).toBe(trainerOf(kind.mechanism).trainer)
  const names = Array.from({ length: classes }, (_, c) => `class ${c}`)
  const open = 'maxClasses' in options
  const { model } = (await owner.createModelSync({
    ...kind,
    classifierOptions: options,
    incentiveOptions,
    metadata: {
      name: kind.classifier,
      classes: open ? [] : names,
      encoder: `indices-v1:${options.featureCount}`,
    },
    words: untrainedWords(kind),
  } as never)) as { model: ModelReference<mechanism> }
  for (const name of open ? names : []) await owner.addClassSync({ model: model as never, name })
  expect(await owner.getModel({ model })).toMatchObject({ ...kind, ready: true, incentiveOptions })
  return { model, classes }
}

describe.each(kindsUnder('points'))('$classifier under $mechanism on a chain', kind => {
  test('teaches, verifies, and is what its twin is', { timeout: 120_000 }, async () => {
    const { model, classes } = await create(kind, pointsOptions)
    const learner = chain.client(1)
    const contributions = problem(kind, classes, 24, 31)
    await learner.contributeBatchSync({ model, contributions })
    const rows = await learner.listPoints({ model })
    expect(rows.filter(({ surprising }) => surprising).length).toBeGreaterThan(1)
    const { points, verified } = await learner.claimPointsSync({ model })
    expect(verified.length).toBe(rows.filter(({ agrees }) => agrees).length)
    const earned = verified.filter(each => each.points > 0n)
    expect(earned.length).toBeGreaterThan(0)
    expect(points).toBe(10n * BigInt(earned.length))
    expect(await learner.getReputation({ model })).toMatchObject({
      points: Number(points),
      verified: earned.length,
    })
    const { twin } = await learner.syncModel({ model })
    expect(twin.reputation(model.modelId, learner.account.address)).toEqual(
      await learner.getReputation({ model }),
    )
    const samples = problem(kind, classes, 20, 32).map(({ sample }) => sample)
    expect(samples.map(sample => twin.predict(model.modelId, sample))).toEqual(
      await learner.predictBatch({ model, samples }),
    )
    const [first] = await learner.getLeaderboard({ model })
    expect(first).toMatchObject({ rank: 1, account: learner.account.address, points })
  })
})

describe.each(kindsUnder('market'))('$classifier under $mechanism on a chain', kind => {
  const losses = offersQuadraticLoss(kind.classifier) ? [0, 1] : [0]
  test.each(losses)(
    'is settled, and pays out all that it holds, by loss %s',
    { timeout: 120_000 },
    async loss => {
      const { model, classes } = await create(kind, { ...marketOptions, loss })
      const { classifier } = kind
      const [sponsor, first, second] = [chain.client(0), chain.client(1), chain.client(2)]
      const tests = problem(kind, classes, marketOptions.testSamples, 41)
      const testSet = createTestSet(tests, { classifier, samplesPerPage: 17 })
      const bounty = 10n ** 15n
      await sponsor.openMarketSync({ model, testSet, bounty })
      const bundleOf = (owner: typeof first, samples: typeof tests) =>
        createBundle(samples, { classifier, modelId: model.modelId, contributor: owner.account.address })
      const lessons = problem(kind, classes, 8, 42)
      const wrong = problem(kind, classes, 4, 43).map(({ label, sample }) => ({
        label: (label + 1) % classes,
        sample,
      }))
      const right = [bundleOf(first, lessons.slice(0, 5)), bundleOf(first, lessons.slice(5))]
      const lies = bundleOf(second, wrong)
      await first.commitBundlesSync({ model, bundles: right })
      await second.commitBundlesSync({ model, bundles: [lies] })
      await chain.skip(3601)
      for (const contents of right) await first.revealBundleSync({ model, contents })
      await second.revealBundleSync({ model, contents: lies })
      await chain.skip(3601)
      await sponsor.publishTestSet({ model, testSet })
      const steps = await second.settleMarket({ model, gasBudget: 3_000_000n })
      expect(steps.scored).toHaveLength(3)

      const market = await first.getMarket({ model })
      expect(market).toMatchObject({ phaseName: 'settled', settled: 3n, pot: 0n })
      const { twin } = await first.syncModel({ model })
      const packed = testSet.pages.flatMap(({ data }) => decodePage(data))
      const errors = packed.filter(({ label, sample }) => twin.predict(model.modelId, sample) !== label)
      const sum = market.payLoss + market.keepLoss
      if (loss === 0) expect(sum).toBe(BigInt(errors.length) << 16n)
      else expect(sum).toBeLessThan(BigInt(marketOptions.testSamples) << 16n)

      const samples = problem(kind, classes, 20, 44).map(({ sample }) => sample)
      expect(samples.map(sample => twin.predict(model.modelId, sample))).toEqual(
        await first.predictBatch({ model, samples }),
      )
      await second.claimRewardsSync({ model, all: true })
      expect(await first.getBalance({ address: model.trainer })).toBe(0n)
      expect((await first.syncModel({ model })).twin.balance()).toBe(0n)
    },
  )
})
