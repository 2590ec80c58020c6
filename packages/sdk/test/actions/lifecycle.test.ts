import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { classifierNames, type ModelReference, parseModelId, trainerOf } from '../../src/kinds/index.ts'
import { packWeights } from '../../src/models/index.ts'
import { type Chain, incentiveOptions, kind, startChain } from './chain.ts'

const gwei = 1_000_000_000n
/** The price right after a contribution. */
const topPrice = 1000n * gwei * 3600n

const classifierOptions = { featureCount: 8, weightBits: 8, learningRate: 10 }
const metadata = { name: 'Eight words', classes: ['ham', 'spam'], encoder: 'indices-v1:8' }

describe('the life of a model', () => {
  let chain: Chain
  let model: ModelReference<'deposits', 'sparse-perceptron'>
  // Features 0 to 3 speak for spam, 4 to 7 for ham.
  const words = packWeights(Int32Array.of(0, 9, 9, 9, 9, -9, -9, -9, -9), 8)

  beforeAll(async () => {
    chain = await startChain()
  })
  afterAll(() => chain?.anvil.stop())

  test('deployTrainer deploys once, at the address known beforehand', async () => {
    const client = chain.client(0)
    const first = await client.deployTrainer(kind)
    expect(first).toMatchObject({ address: trainerOf(kind.mechanism).trainer, alreadyDeployed: false })
    expect(first.hashes.length).toBe(classifierNames.length + 1)
    expect(await chain.client(1).deployTrainer(kind)).toEqual({
      ...first,
      alreadyDeployed: true,
      hashes: [],
    })
    // the code of the classifiers stands
    expect((await client.deployTrainer({ mechanism: 'points' })).hashes).toHaveLength(1)
  })

  test('createModel, getModel, listModels', async () => {
    const owner = chain.client(0)
    expect(await owner.listModels()).toEqual([])
    ;({ model } = await owner.createModelSync({
      ...kind,
      classifierOptions,
      incentiveOptions,
      metadata,
      words,
    }))
    expect(model).toEqual({ ...parseModelId('deposits:0'), classifier: 'sparse-perceptron' })
    const described = await owner.getModel({ model })
    expect(described).toMatchObject({
      ...model,
      owner: owner.account.address,
      ready: true,
      uploadedWords: 1,
      requiredWords: 1,
      entries: 0n,
      classifierOptions,
      incentiveOptions,
      incentive: { totalVerified: 0n },
      metadata,
      metadataWarning: undefined,
    })
    expect(await owner.listModels()).toEqual([described])
  })

  test('predict, predictBatch and score', async () => {
    const client = chain.client(3)
    expect(await client.predict({ model, sample: Uint16Array.of(0, 1) })).toBe(1)
    expect(await client.predict({ model, sample: '0x00040005' })).toBe(0)
    expect(await client.predict({ model, sample: new Uint16Array() })).toBe(0)
    expect(await client.predictBatch({ model, samples: [Uint16Array.of(0), Uint16Array.of(7)] })).toEqual([
      1, 0,
    ])
    expect(await client.score({ model, sample: Uint16Array.of(0, 1, 7) })).toBe(9n)
  })

  test('an honest contributor and a spammer: refund, take, late claims', async () => {
    const [owner, honest, spammer] = [chain.client(0), chain.client(1), chain.client(2)]
    const good = await honest.contributeSync({ model, label: 1, sample: Uint16Array.of(0, 1) })
    expect(good).toMatchObject({ modelId: 0n, index: 0n, contributor: honest.account.address, label: 1 })
    const bad = await spammer.contributeSync({
      model,
      label: 0,
      sample: Uint16Array.of(0, 1, 2, 3),
      maxDeposit: topPrice,
    })
    expect(bad.deposit).toBeLessThanOrEqual(topPrice)

    const batch = await honest.contributeBatchSync({
      model,
      contributions: [
        { label: 1, sample: Uint16Array.of(0, 2) },
        { label: 1, sample: Uint16Array.of(1, 3) },
      ],
    })
    expect(batch.contributions.map(({ index }) => index)).toEqual([2n, 3n])
    expect(batch.contributions[1]!.deposit).toBe(topPrice)

    const waiting = await honest.listClaims({ model })
    expect(waiting.map(({ status, own, action }) => ({ status, own, action }))).toEqual([
      { status: 'waiting', own: true, action: undefined },
      { status: 'waiting', own: false, action: undefined },
      { status: 'waiting', own: true, action: undefined },
      { status: 'waiting', own: true, action: undefined },
    ])

    await chain.skip(61)
    const open = await honest.listClaims({ model })
    expect(open.map(({ status }) => status)).toEqual(['refundable', 'locked', 'refundable', 'refundable'])
    expect(open[1]).toMatchObject({ blockedBy: 'NotVerified', amount: bad.deposit })

    const before = await honest.getBalance({ address: honest.account.address })
    const refunded = await honest.refundSync({ model, index: 0n })
    expect(refunded).toMatchObject({ amount: good.deposit, verified: 1n, totalVerified: 1n })
    const { gasUsed, effectiveGasPrice } = refunded.receipt
    const after = await honest.getBalance({ address: honest.account.address })
    expect(after - before + gasUsed * effectiveGasPrice).toBe(good.deposit)

    const claims = await honest.listClaims({ model })
    expect(claims[1]).toMatchObject({ status: 'takeable', action: 'take', amount: bad.deposit })
    const [spammers] = (await spammer.listClaims({ model })).filter(({ own }) => own)
    expect(spammers).toMatchObject({ status: 'disputed', blockedBy: 'ModelDisagrees', agrees: false })

    const all = await honest.claimAllSync({ model })
    expect(all.refunded.map(({ index }) => index)).toEqual([2n, 3n])
    expect(all.taken).toMatchObject([{ index: 1n, amount: bad.deposit, remaining: 0n }])
    expect(all.total).toBe(bad.deposit + batch.contributions[0]!.deposit + topPrice)
    expect(await honest.claimAllSync({ model })).toMatchObject({ hashes: [], total: 0n })

    const closed = await honest.listClaims({ model })
    expect(closed.map(({ status }) => status)).toEqual(['refunded', 'taken', 'refunded', 'refunded'])
    expect(closed[1]).toMatchObject({ received: bad.deposit, amount: 0n, availableAt: undefined })
    expect(await owner.getBalance({ address: model.trainer })).toBe(0n)
  })

  test('the owner, then anyone, claims late what is left', async () => {
    const [owner, spammer, anyone] = [chain.client(0), chain.client(2), chain.client(5)]
    const first = await spammer.contributeSync({ model, label: 0, sample: Uint16Array.of(0, 1, 2, 3) })
    const second = await spammer.contributeSync({ model, label: 0, sample: Uint16Array.of(0, 1, 2) })
    await chain.skip(3601)
    expect((await owner.listClaims({ model })).at(-1)).toMatchObject({
      status: 'takeable',
      amount: second.deposit,
    })
    expect((await anyone.listClaims({ model })).at(-1)).toMatchObject({
      status: 'locked',
      amount: second.deposit,
      availableAt: BigInt(second.time) + 86_400n,
    })
    expect(await owner.takeSync({ model, index: first.index })).toMatchObject({ amount: first.deposit })
    await chain.skip(86_400)
    const [claim] = (await anyone.listClaims({ model })).filter(({ action }) => action === 'take')
    expect(claim).toMatchObject({ index: second.index, amount: second.deposit })
    expect(
      await anyone.takeSync({ model, index: second.index, contribution: claim!.contribution }),
    ).toMatchObject({
      amount: second.deposit,
      remaining: 0n,
    })
    const contributions = await anyone.listContributions({ model })
    expect(contributions.filter(({ status }) => status === 'open')).toEqual([])
    expect(await anyone.getContribution({ model, index: second.index })).toEqual(contributions.at(-1))
  })

  test('claims that somebody else was faster with are not sent', async () => {
    const [owner, spammer] = [chain.client(0), chain.client(2)]
    await spammer.contributeSync({ model, label: 0, sample: Uint16Array.of(0, 1, 2, 3) })
    await chain.skip(86_400)
    const claims = await owner.listClaims({ model })
    await spammer.takeSync({ model, index: claims.at(-1)!.index })
    await expect(owner.claimAll({ model, claims })).rejects.toMatchObject({ name: 'NoOpenContributionError' })
  })

  test('a synced twin says what the chain says', async () => {
    const client = chain.client(1)
    const { twin, events } = await client.syncModel({ model })
    expect(events[0]?.eventName).toBe('ModelCreated')
    const samples = [Uint16Array.of(0), Uint16Array.of(0, 4), Uint16Array.of(3, 7), Uint16Array.of(5, 6)]
    expect(twin.predictBatch(model.modelId, samples)).toEqual(await client.predictBatch({ model, samples }))
    for (const sample of samples) {
      expect(BigInt(twin.score(model.modelId, sample))).toBe(await client.score({ model, sample }))
    }
  })

  test('transferOwnership', async () => {
    const [owner, heir] = [chain.client(0), chain.client(4)]
    await owner.transferOwnershipSync({ model, newOwner: heir.account.address })
    expect((await owner.getModel({ model })).owner).toBe(heir.account.address)
    await expect(owner.publishEncoder({ model, data: Uint8Array.of(1) })).rejects.toMatchObject({
      name: 'NotOwnerError',
      owner: heir.account.address,
    })
  })
})
