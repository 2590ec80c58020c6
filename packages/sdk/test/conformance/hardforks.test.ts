import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Kind, kinds, type MechanismName, type ModelReference } from '../../src/kinds/index.ts'
import { createBundle, createTestSet } from '../../src/market/index.ts'
import { type Chain, startChain } from '../actions/chain.ts'
import { optionsOf, untrainedWords } from './newModel.ts'
import { problem } from './problem.ts'
import { subjectOf } from './subjects.ts'

/** One build runs on every chain from Cancun on: every kind is deployed, taught, asked and claimed from. */
describe.each(['cancun', 'prague', 'osaka'])('on %s', hardfork => {
  let chain: Chain
  beforeAll(async () => {
    chain = await startChain(['--hardfork', hardfork])
  })
  afterAll(() => chain?.anvil.stop())

  async function create(kind: Kind) {
    const { options, classes } = subjectOf(kind)
    const owner = chain.client(0)
    await owner.deployTrainer(kind)
    const open = 'maxClasses' in options
    const names = Array.from({ length: classes }, (_, c) => `class ${c}`)
    const { model } = await owner.createModelSync({
      ...kind,
      classifierOptions: options,
      incentiveOptions: optionsOf(kind),
      metadata: {
        name: kind.classifier,
        classes: open ? [] : names,
        encoder: `indices-v1:${options.featureCount}`,
      },
      words: untrainedWords(kind),
    } as never)
    for (const name of open ? names : []) await owner.addClassSync({ model: model as never, name })
    return { model: model as never, owner, classes, kind }
  }
  type Created = Awaited<ReturnType<typeof create>>

  /** What comes before the first contribution, and after the last. @returns How many were claimed from */
  const uses = {
    deposits: {
      open: async () => {},
      claim: async ({ model, owner }) => (await owner.claimAllSync({ model })).refunded.length,
    },
    points: {
      open: async () => {},
      claim: async ({ model, owner }) => (await owner.claimPointsSync({ model })).verified.length,
    },
    bonded: {
      open: async () => {},
      claim: async ({ model, owner }) => (await owner.settleContributionsSync({ model })).settled.length,
    },
    market: {
      open: async ({ model, owner, classes, kind }) => {
        const { classifier } = kind
        const testSet = createTestSet(problem(kind, classes, 40, 51), { classifier })
        await owner.openMarketSync({ model, testSet, bounty: 10n ** 15n })
        const { modelId } = model as ModelReference
        const of = { classifier, modelId, contributor: owner.account.address }
        const contents = createBundle(problem(kind, classes, 6, 52), of)
        await owner.commitBundlesSync({ model, bundles: [contents] })
        await chain.skip(3601)
        await owner.revealBundleSync({ model, contents })
        await chain.skip(3601)
        await owner.publishTestSet({ model, testSet })
      },
      claim: async ({ model, owner }) => {
        await owner.settleMarket({ model })
        return (await owner.claimRewardsSync({ model })).claimed.length
      },
    },
  } as const satisfies Record<
    MechanismName,
    { open: (created: Created) => Promise<void>; claim: (created: Created) => Promise<number> }
  >

  test.each(kinds)('$classifier under $mechanism', { timeout: 60_000 }, async kind => {
    const created = await create(kind)
    const { model, owner, classes } = created
    const { open, claim } = uses[kind.mechanism]
    await open(created)
    const contributions = problem(kind, classes, 6, 52)
    if (kind.mechanism !== 'market') await owner.contributeBatchSync({ model, contributions })
    await chain.skip(10)
    const { twin } = await owner.syncModel({ model })
    const samples = problem(kind, classes, 10, 53).map(({ sample }) => sample)
    expect(samples.map(sample => twin.predict((model as ModelReference).modelId, sample as never))).toEqual(
      await owner.predictBatch({ model, samples }),
    )
    expect(await claim(created)).toBeGreaterThan(0)
  })
})
