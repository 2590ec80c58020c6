import { type Hex, parseEther } from 'viem'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ContributionRecord } from '../../src/actions/index.ts'
import { readPages } from '../../src/actions/internal/record/readPages.ts'
import { defaultOptions, type ModelReference } from '../../src/kinds/index.ts'
import { packWeights } from '../../src/models/index.ts'
import { type Chain, kind, startChain } from './chain.ts'

const incentiveOptions = {
  refundTime: 60,
  ownerClaimTime: 100_000,
  anyClaimTime: 200_000,
  depositWeight: 1000,
}
const classifierOptions = { featureCount: 8, weightBits: 8, learningRate: 1 }
const metadata = { name: 'Eight words', classes: ['ham', 'spam'], encoder: 'indices-v1:8' }
const words = packWeights(Int32Array.of(0, 120, 120, 120, 120, -120, -120, -120, -120), 8)
const right = { label: 1, sample: Uint16Array.of(0) }
const wrong = { label: 0, sample: Uint16Array.of(1) }

let chain: Chain
let model: ModelReference<'deposits', 'sparse-perceptron'>

beforeAll(async () => {
  chain = await startChain()
  await chain.client(0).deployTrainer(kind)
})
afterAll(() => chain?.anvil.stop())

beforeEach(async () => {
  const options = { ...kind, classifierOptions, incentiveOptions, metadata, words }
  ;({ model } = await chain.client(0).createModelSync(options))
})

/** Contributions of account `i`, one after another. */
async function contribute(i: number, count: number, contribution: typeof right = right): Promise<bigint[]> {
  const contributions = Array.from({ length: count }, () => contribution)
  const made = await chain.client(i).contributeBatchSync({ model, contributions })
  return made.contributions.map(({ index }) => index)
}

/** Gives account `i` a verified contribution, so that it can take. */
async function verify(i: number): Promise<void> {
  const [index] = await contribute(i, 1)
  await chain.skip(60)
  await chain.client(i).refundSync({ model, index: index! })
}

describe('the log', () => {
  test('is read, and pinned', async () => {
    const client = chain.client(1)
    expect(await client.getLog({ model })).toMatchObject({
      entries: 0n,
      lastContribution: 0n,
      pin: undefined,
    })
    await expect(client.pin({ model })).rejects.toMatchObject({ name: 'NothingToPinError' })
    await contribute(1, 3)
    const { twin, time } = await client.syncModel({ model })
    const { entries, running } = await client.getLog({ model })
    expect({ entries, running, lastContribution: time }).toEqual(twin.log(model.modelId))
    const pinned = await client.pinSync({ model })
    expect(pinned).toMatchObject({ entries: 3n, running })
    await expect(client.pin({ model })).rejects.toMatchObject({ name: 'PinStandsError', until: pinned.until })
    expect((await client.getLog({ model })).pin).toEqual({ entries: 3n, running, time: pinned.until - 600n })
    const [own] = [await client.syncModel({ model })]
    expect(own.twin.pinned(model.modelId)).toEqual([running, 3n, pinned.until - 600n])
  })

  test('is the same from the events of a page as from all', async () => {
    for (const count of [30, 30, 30, 30]) await contribute(1, count)
    const { twin } = await chain.client(1).syncModel({ model })
    for (const position of [0n, 63n, 64n, 119n]) {
      const log = await readPages(chain.client(1), model, position, position)
      expect(log.first).toBe(position < 64n ? 0 : 64)
      expect(log.before(Number(position))).toBe(
        (await readPages(chain.client(1), model, 0n, 119n)).before(Number(position)),
      )
      if (position >= 64n) expect(log.running).toBe(twin.log(model.modelId).running)
    }
  })
})

describe('a claim', () => {
  test('is proven by the events of its page alone, or by a history', async () => {
    const [one, two] = await contribute(1, 70)
    await chain.skip(60)
    const client = chain.client(1)
    const synced = await client.syncModel({ model })
    expect(await client.refundSync({ model, index: one! })).toMatchObject({ index: one })
    expect(await client.refundSync({ model, index: two!, synced })).toMatchObject({ index: two })
    expect(await client.refundSync({ model, index: 69n })).toMatchObject({ index: 69n })
    const after = await client.syncModel({ model, previous: synced })
    expect(after.twin.page(model.modelId, 0n)[1]).toBe(3n)
    const again = client.refund({ model, index: two!, contribution: synced.contributions[1]! })
    await expect(again).rejects.toMatchObject({ name: 'AlreadyTouchedError', position: two })
  })

  test('is proven again when others have added entries since the history', async () => {
    const [index] = await contribute(1, 1)
    await chain.skip(60)
    const client = chain.client(1)
    const synced = await client.syncModel({ model })
    const stale = synced.twin.proof(model.modelId, index!)
    await contribute(2, 2)
    const now = (await client.syncModel({ model })).twin.proof(model.modelId, index!)
    expect(now).not.toBe(stale)
    expect(await client.refundSync({ model, index: index!, synced })).toMatchObject({ index })
  })

  test('of the newest entry stays right under a pin', async () => {
    const [index] = await contribute(1, 1)
    await chain.skip(60)
    const client = chain.client(1)
    await client.pinSync({ model })
    const { twin } = await client.syncModel({ model })
    const proof = twin.proof(model.modelId, index!)
    expect(proof.slice(0, 4)).toBe('0x05')
    await contribute(2, 3)
    const own = await client.getContribution({ model, index: index! })
    expect(await client.refundSync({ model, index: index!, contribution: own })).toMatchObject({ index })
  })
})

describe('refunds of many', () => {
  test('go together when their entries follow one another, across pages', async () => {
    await contribute(2, 50)
    const indices = await contribute(1, 20)
    await chain.skip(60)
    const client = chain.client(1)
    const { refunded, total } = await client.refundBatchSync({ model, indices })
    expect(refunded.map(({ index }) => index)).toEqual(indices)
    expect(total).toBe(refunded.reduce((sum, { amount }) => sum + amount, 0n))
    await expect(client.refundBatch({ model, indices: [] })).rejects.toMatchObject({
      name: 'NothingToRefundError',
    })
    await expect(client.refundBatch({ model, indices: indices.slice(0, 2) })).rejects.toMatchObject({
      name: 'NoOpenContributionError',
      index: indices[0],
    })
  })

  test('all that can be claimed is, also where others stand in between', async () => {
    for (let i = 0; i < 3; i++) {
      await contribute(1, 2)
      await contribute(2, 1)
    }
    await chain.skip(60)
    const { refunded, hashes } = await chain.client(1).claimAllSync({ model })
    expect(refunded.map(({ index }) => index)).toEqual([0n, 1n, 3n, 4n, 6n, 7n])
    expect(hashes).toHaveLength(1)
  })
})

describe('takes of many, which add entries', () => {
  test('all in one transaction, over the end of a chunk', async () => {
    await verify(1)
    await verify(2)
    await contribute(3, 11, wrong)
    await chain.skip(60)
    const { taken, hashes } = await chain.client(1).claimAllSync({ model })
    expect([taken.length, hashes.length]).toEqual([11, 1])
    expect(taken.every(({ remaining }) => remaining > 0n)).toBe(true)
    const { twin, contributions } = await chain.client(1).syncModel({ model })
    expect(twin.log(model.modelId).entries).toBe(24n)
    expect(contributions.map(({ position }) => position).slice(2)).toEqual(
      // the newest are taken first
      Array.from({ length: 11 }, (_, i) => 23n - BigInt(i)),
    )
    // and the second one takes its shares of the new states
    expect((await chain.client(2).claimAllSync({ model })).taken).toHaveLength(11)
  })

  test('in several transactions, over the end of a page', { timeout: 60_000 }, async () => {
    await verify(1)
    await verify(2)
    await contribute(3, 35, wrong)
    await contribute(3, 10, wrong)
    await chain.skip(60)
    const seen: Hex[] = []
    const { taken, hashes } = await chain
      .client(1)
      .claimAllSync({ model, onHash: ({ hash }) => void seen.push(hash) })
    expect(taken).toHaveLength(45)
    expect(hashes).toHaveLength(2)
    expect(seen).toEqual(hashes)
  })

  test('are planned again when somebody adds an entry while they are sent', { timeout: 60_000 }, async () => {
    await verify(1)
    await verify(2)
    await contribute(3, 45, wrong)
    await chain.skip(60)
    let added = false
    const { taken } = await chain.client(1).claimAllSync({
      model,
      onHash: async () => {
        if (added) return
        added = true
        await contribute(4, 1)
      },
    })
    expect(taken).toHaveLength(45)
  })
})

test('challenges and settlements bring the proof of the last state', async () => {
  const bonded = { classifier: 'sparse-perceptron', mechanism: 'bonded' } as const
  await chain.client(0).deployTrainer(bonded)
  const { model: own } = await chain.client(0).createModelSync({
    ...{ ...bonded, classifierOptions, metadata, words },
    incentiveOptions: {
      ...defaultOptions('bonded'),
      challengeTime: 1000,
      deposit: parseEther('0.001'),
      surpriseFactor: 1,
    },
  })
  const contributions = Array.from({ length: 3 }, () => right)
  await chain.client(1).contributeBatchSync({ model: own, contributions, allowDuplicate: true })
  const before: ContributionRecord = await chain.client(2).getContribution({ model: own, index: 1n })
  await chain.client(2).challengeSync({ model: own, index: 1n, label: 0 })
  await chain.client(3).challengeSync({ model: own, index: 1n, label: 1 })
  const late = chain.client(2).challenge({ model: own, index: 1n, label: 0, contribution: before })
  await expect(late).rejects.toMatchObject({ name: 'AlreadyTouchedError', position: 1n })
  const contested = await chain.client(2).getContribution({ model: own, index: 1n })
  expect([contested.position, contested.challenges?.length]).toEqual([4n, 2])
  await chain.client(1).contributeSync({ model: own, ...right, allowDuplicate: true })
  await chain.skip(1001)
  const { settled } = await chain.client(4).settleContributionsSync({ model: own })
  expect(settled.map(({ index }) => index)).toEqual([0n, 1n, 2n, 5n])
  const { twin } = await chain.client(4).syncModel({ model: own })
  expect(twin.page(0n, 0n)[1]).toBe(0b111111n)
})
