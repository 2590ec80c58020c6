import { parseEther } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { defaultOptions, type MarketOptions } from '../../src/kinds/index.ts'
import { createBundle, createTestSet } from '../../src/market/index.ts'
import { type Chain, startChain } from './chain.ts'

const kind = { classifier: 'naive-bayes', mechanism: 'market' } as const
const bounty = parseEther('1')
const incentiveOptions: MarketOptions = {
  ...defaultOptions('market'),
  ...{ commitTime: 600, revealTime: 600, testTime: 600, testSamples: 8, minSamples: 1, loss: 0 },
}
const smoothing = 256n << 224n

/** `length` features, from `first` on. */
const features = (length: number, first = 0) => Uint16Array.from({ length }, (_, i) => first + i)

describe('a market on a model that can get classes', () => {
  let chain: Chain
  beforeAll(async () => {
    chain = await startChain()
    await chain.client(0).deployTrainer(kind)
  })
  afterAll(() => chain?.anvil.stop())

  /** A model of 500 features; one without classes gets two, as anybody may add them. */
  async function create(
    uploadedClasses: number,
    maxClasses: number,
    classesPerWord: number,
    testSamples = incentiveOptions.testSamples,
  ) {
    const featureCount = 500
    // the smoothing and 1,000 samples of each class, four bytes each; then counts of two bytes, all 0
    const head = [smoothing, 0n, 0n].slice(0, Math.floor((uploadedClasses + 8) / 8))
    for (let lane = 1; lane <= uploadedClasses; lane++) {
      head[Math.floor(lane / 8)]! |= 1000n << BigInt(224 - 32 * (lane % 8))
    }
    const counts = Array<bigint>(Math.ceil((uploadedClasses * featureCount) / 16)).fill(0n)
    const options = {
      featureCount,
      uploadedClasses,
      maxClasses,
      openClasses: true,
      countBits: 8,
      classesPerWord,
      sampleWeight: 0,
    }
    const { model } = await chain.client(0).createModelSync({
      ...kind,
      classifierOptions: options,
      incentiveOptions: { ...incentiveOptions, testSamples },
      metadata: {
        name: 'Open',
        classes: Array.from({ length: uploadedClasses }, (_, c) => `class ${c}`),
        encoder: `indices-v1:${featureCount}`,
      },
      words: [...head, ...counts],
    })
    if (uploadedClasses === 0)
      for (const name of ['a', 'b']) await chain.client(1).addClassSync({ model, name })
    return model
  }

  test('keeps its classes while it runs, and says so', async () => {
    const [sponsor, anyone] = [chain.client(0), chain.client(5)]
    const model = await create(0, 64, 16)
    const samples = Array.from({ length: 8 }, (_, i) => ({ label: i % 2, sample: Uint16Array.of(i % 2) }))
    const testSet = createTestSet(samples, { classifier: kind.classifier })
    await sponsor.openMarketSync({ model, testSet, bounty })
    const late = anyone.addClassSync({ model, name: 'late' })
    await expect(late).rejects.toMatchObject({ name: 'ClassesFixedError', shortMessage: /classes stay/ })
    const { twin } = await anyone.syncModel({ model })
    const call = {
      sender: anyone.account.address,
      time: BigInt(Math.floor(Date.now() / 1000)),
      blockNumber: 10n ** 6n,
    }
    expect(() => twin.addClass(call, model.modelId, 'late')).toThrow('ClassesFixed')

    await chain.skip(601)
    await expect(anyone.addClassSync({ model, name: 'late' })).rejects.toThrow('overdue')
    await anyone.closeMarketSync({ model })
    await anyone.addClassSync({ model, name: 'late' })
    expect((await anyone.syncModel({ model })).twin.classCount(model.modelId)).toBe(3n)
  })

  test('refuses before it opens what could not be published', { timeout: 60_000 }, async () => {
    const sponsor = chain.client(0)
    const model = await create(16, 16, 4, 4)
    // 30,000, 16 classes of 6,000, a page of 5,000 + 8 * 2,050; for a feature 4 * 4,250 + 8 * 1,100: of 2,000,000 gas
    const [all, each] = [147_400, 25_800]
    const longest = Math.floor((2_000_000 - all) / each)
    const samples = (count: number, length: number) =>
      Array.from({ length: count }, (_, i) => ({ label: i % 2, sample: features(length, i) }))
    const { classifier } = kind
    const tooLong = createTestSet(samples(4, longest + 1), { classifier })
    await expect(sponsor.openMarketSync({ model, testSet: tooLong, bounty })).rejects.toThrow(
      `Test sample 0 of page 0 is too large: a prediction of its ${longest + 1} features may take ${all + (longest + 1) * each} gas`,
    )

    // Each of them can be published, but not 140 of them on one page.
    const many = await create(16, 16, 4, 280)
    const tooMany = createTestSet(samples(280, longest), { classifier, samplesPerPage: 140 })
    await expect(sponsor.openMarketSync({ model: many, testSet: tooMany, bounty })).rejects.toThrow(
      /Page 0 cannot be published: it would take more than \d+ gas/,
    )

    const testSet = createTestSet(samples(4, longest), { classifier })
    await sponsor.openMarketSync({ model, testSet, bounty })
    const client = chain.client(1)
    const bundle = createBundle([{ label: 0, sample: Uint16Array.of(0) }], {
      ...{ classifier, modelId: model.modelId },
      contributor: client.account.address,
    })
    await client.commitBundlesSync({ model, bundles: [bundle] })
    await chain.skip(601)
    await client.revealBundleSync({ model, contents: bundle })
    await chain.skip(601)
    await sponsor.publishTestSet({ model, testSet })
    expect((await sponsor.getMarket({ model })).phaseName).toBe('settling')
  })
})
