import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { attempt } from '../../src/keeper/attempt.ts'
import { findJobs } from '../../src/keeper/chores/index.ts'
import { createMemory } from '../../src/keeper/Memory.ts'
import { makePass } from '../../src/keeper/pass.ts'
import { createWatch } from '../../src/keeper/watch.ts'
import { depositOptions, ether, lesson, type Stage, startStage } from './stage.ts'

let at: Stage
beforeAll(async () => {
  at = await startStage()
})
afterAll(() => at?.close())

const gwei = 10n ** 9n

describe('a keeper of deposits', () => {
  test('has its own refunded when it is time, in one transaction, to the wei; and once', async () => {
    const model = await at.deploy('deposits', depositOptions)
    const contributions = [lesson(1), lesson(2), lesson(5)]
    const { contributions: made } = await at.person(1).contributeBatchSync({ model, contributions })
    const staked = made.reduce((all, { deposit }) => all + deposit, 0n)
    const { look, keeping } = await at.keeper(1, [model])
    expect(await look()).toEqual([])
    await at.skip(60)
    const before = await at.balance(1)
    const acts = await look()
    expect(acts).toMatchObject([{ outcome: 'done', income: staked, hashes: [expect.any(String)] }])
    expect(acts[0]!.items).toHaveLength(3)
    expect(await at.balance(1)).toBe(before + staked - acts[0]!.cost)
    expect(keeping.metrics.totals()).toEqual({ income: staked, cost: acts[0]!.cost })
    expect(await look()).toEqual([])
    expect(await (await at.keeper(1, [model])).look()).toEqual([])
  })

  test('leaves out what does not bring its own gas, until that falls', async () => {
    const model = await at.deploy('deposits', depositOptions)
    await at.person(1).contributeSync({ model, ...lesson(1) })
    await at.skip(1_000)
    const { deposit: dust } = await at.person(1).contributeSync({ model, ...lesson(2) })
    await at.skip(60)
    const { look } = await at.keeper(1, [model])
    await at.tester.setNextBlockBaseFeePerGas({ baseFeePerGas: 2n * gwei })
    const acts = await look()
    expect(acts.map(({ outcome }) => outcome)).toEqual(['done', 'waiting'])
    const { limit = 0n, gas = 0n, income } = acts[1]!
    expect([income, limit]).toEqual([dust, dust / gas])
    await at.tester.setNextBlockBaseFeePerGas({ baseFeePerGas: 2n * gwei })
    expect(await look()).toMatchObject([{ outcome: 'waiting', hashes: [] }])
    await at.tester.setNextBlockBaseFeePerGas({ baseFeePerGas: 1n })
    expect(await look()).toMatchObject([{ outcome: 'done', income: dust }])
  })

  test('waits while gas is dear, and claims when it is cheap again', async () => {
    const model = await at.deploy('deposits', depositOptions)
    const { deposit } = await at.person(1).contributeSync({ model, ...lesson(1) })
    await at.skip(60)
    const { look } = await at.keeper(1, [model])
    await at.tester.setNextBlockBaseFeePerGas({ baseFeePerGas: 200n * gwei })
    await at.tester.mine({ blocks: 1 })
    const sent = await at.sent(1)
    const [waiting] = await look()
    expect(waiting).toMatchObject({ outcome: 'waiting', income: deposit })
    expect(waiting!.cost).toBeGreaterThan(deposit)
    expect(await at.sent(1)).toBe(sent)
    await at.tester.setNextBlockBaseFeePerGas({ baseFeePerGas: gwei })
    await at.tester.mine({ blocks: 1 })
    expect(await look()).toMatchObject([{ outcome: 'done', income: deposit }])
  })

  test('wants its profit until the time is nearly over; then the gas is enough', async () => {
    const model = await at.deploy('deposits', depositOptions)
    await at.person(1).contributeSync({ model, ...lesson(1) })
    await at.skip(60)
    const { look } = await at.keeper(1, [model], { minProfit: ether('0.1') })
    expect(await look()).toMatchObject([{ outcome: 'waiting', limit: 0n }])
    await at.skip(3_600 - 60 - 100)
    expect(await look()).toMatchObject([{ outcome: 'done' }])
  })

  test('takes its share of what the model disagrees with, if it may; and late what others left', async () => {
    const model = await at.deploy('deposits', depositOptions)
    await at.person(1).contributeSync({ model, ...lesson(1) })
    await at.skip(60)
    const mine = await at.keeper(1, [model])
    expect(await mine.look()).toMatchObject([{ job: { chore: 'refund' }, outcome: 'done' }])
    const { deposit } = await at
      .person(2)
      .contributeSync({ model, label: 0, sample: Uint16Array.of(1, 2, 3) })
    await at.skip(60)
    expect(await (await at.keeper(1, [model], { settings: { take: false } })).look()).toEqual([])
    const before = await at.balance(1)
    const [act] = await mine.look()
    expect(act).toMatchObject({ job: { chore: 'take' }, outcome: 'done', income: deposit })
    expect(act!.items[0]!.what).toContain('the model says something else')
    expect(await at.balance(1)).toBe(before + deposit - act!.cost)

    const { deposit: left } = await at.person(2).contributeSync({ model, ...lesson(2) })
    await at.skip(3_600)
    const owner = await at.balance(0)
    const [late] = await (await at.keeper(0, [model])).look()
    expect(late).toMatchObject({ job: { chore: 'take' }, outcome: 'done', income: left })
    expect(late!.items[0]!.what).toContain('unclaimed for long')
    expect(await at.balance(0)).toBe(owner + left - late!.cost)
  })

  test('pays for what a faster one has taken once, then lets that rest; what it can see it does not send', async () => {
    const model = await at.deploy('deposits', { ...depositOptions, anyClaimTime: 3_600 })
    const contributions = [lesson(1), lesson(2)]
    await at.person(2).contributeBatchSync({ model, contributions })
    await at.skip(3_600)
    const { look, keeping } = await at.keeper(3, [model])
    await at.tester.setAutomine(false)
    onTestFinished(() => at.tester.setAutomine(true))
    const [sent, before] = [await at.sent(3), await at.balance(3)]
    const looking = look()
    await expect.poll(() => at.sent(3)).toBe(sent + 1)
    const { pending } = await at.tester.getTxpoolContent()
    const [copied] = Object.values(pending).flatMap(each => Object.values(each))
    const fees = { maxFeePerGas: 50n * gwei, maxPriorityFeePerGas: 20n * gwei }
    await at.person(4).sendTransaction({ to: model.trainer, data: copied!.input, gas: 1_000_000n, ...fees })
    await at.tester.mine({ blocks: 1 })
    const [lost] = await looking
    expect(lost).toMatchObject({ job: { chore: 'take' }, outcome: 'lost', income: 0n })
    expect(lost!.cost).toBeGreaterThan(0n)
    expect(await at.balance(3)).toBe(before - lost!.cost)
    expect(keeping.metrics.totals()).toEqual({ income: 0n, cost: lost!.cost })

    await at.tester.setAutomine(true)
    await at.person(2).contributeSync({ model, ...lesson(3) })
    await at.skip(3_600)
    expect(await look()).toEqual([])
    // somebody else's waits for the next block: the estimate sees it
    await at.tester.setAutomine(false)
    await at.person(4).claimAll({ model })
    const fresh = await at.keeper(3, [model])
    expect(await fresh.look()).toMatchObject([{ outcome: 'failed', hashes: [] }])
    expect(await at.sent(3)).toBe(sent + 1)
    await at.tester.mine({ blocks: 1 })
  })

  test('claims again what a reorganisation has undone', async () => {
    const model = await at.deploy('deposits', depositOptions)
    await at.person(1).contributeSync({ model, ...lesson(1) })
    await at.skip(60)
    const { look } = await at.keeper(1, [model])
    const id = await at.tester.snapshot()
    expect(await look()).toMatchObject([{ outcome: 'done' }])
    await at.tester.mine({ blocks: 1 })
    expect(await look()).toEqual([])
    await at.tester.revert({ id })
    await at.tester.mine({ blocks: 3 })
    // what a node forgets so soon after it was sent may only not have come to all of its members yet
    await new Promise(resolve => setTimeout(resolve, 300))
    expect(await look()).toMatchObject([{ outcome: 'done' }])
  })

  test('sends nothing for what somebody else has claimed, and does the rest of the batch', async () => {
    const model = await at.deploy('deposits', depositOptions)
    const contributions = [lesson(1), lesson(2), lesson(5), lesson(6)]
    await at.person(1).contributeBatchSync({ model, contributions })
    await at.skip(60)
    const { keeping } = await at.keeper(1, [model])
    const { client, watch, settings, account } = keeping
    const [known] = await watch.models()
    const synced = await watch.sync(known!)
    const now = synced.time + 1n
    const sync = () => watch.sync(known!)
    const look = { client, model: known!, synced, sync, account: account.address, now, settings }
    const [job] = await findJobs(look as Parameters<typeof findJobs>[0])
    await at.person(1).refundSync({ model, index: 1n })
    const sent = await at.sent(1)
    const acts = await attempt(keeping, job!, now)
    const outcomes = acts.map(({ outcome, items }) => [outcome, items.map(({ what }) => what)])
    expect(outcomes).toEqual([
      ['done', ['contribution 0']],
      ['failed', ['contribution 1']],
      ['done', ['contribution 2', 'contribution 3']],
    ])
    expect(await at.sent(1)).toBe(sent + 2)
  })

  test('a model that cannot be read hinders no other, and an account without ether is told', async () => {
    const model = await at.deploy('deposits', depositOptions)
    await at.person(1).contributeSync({ model, ...lesson(1) })
    await at.skip(60)
    const { keeping } = await at.keeper(1, [model])
    const [good] = await keeping.watch.models()
    const broken = { ...good!, modelId: 999n }
    const both = await at.keeper(1, [], {})
    const watch = createWatch(both.keeping.client, { named: [broken, good!], mechanism: undefined })
    const poor = await at.balance(1)
    await at.tester.setBalance({ address: both.keeping.account.address, value: 1_000n })
    expect(await makePass({ ...both.keeping, watch }, createMemory())).toMatchObject([{ outcome: 'unpaid' }])
    await at.tester.setBalance({ address: both.keeping.account.address, value: poor })
    expect(await makePass({ ...both.keeping, watch }, createMemory())).toMatchObject([{ outcome: 'done' }])
    const metrics = await both.keeping.metrics.registry.metrics()
    expect(metrics).toContain('cotrain_keeper_model_errors_total 1')
    expect(metrics).toContain('cotrain_keeper_chores_total{chore="refund",outcome="unpaid"} 1')
  })
})
