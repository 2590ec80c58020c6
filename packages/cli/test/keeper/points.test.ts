import { afterAll, beforeAll, expect, test } from 'vitest'
import { ether, type Stage, startStage } from './stage.ts'

let at: Stage
beforeAll(async () => {
  at = await startStage()
})
afterAll(() => at?.close())

test('points have no price: they are earned within what may be spent a day, and no further', async () => {
  const model = await at.deploy('points', { verifyTime: 60, confirmTime: 60 }, 30)
  await at.person(1).contributeSync({ model, label: 0, sample: Uint16Array.of(1) })
  await at.skip(60)
  expect((await at.person(1).listPoints({ model })).some(({ action }) => action === 'verify')).toBe(true)
  const sent = await at.sent(1)
  expect(await (await at.keeper(1, [model])).look()).toMatchObject([{ outcome: 'waiting', limit: 0n }])
  expect(await (await at.keeper(1, [model], { spend: 1_000n })).look()).toMatchObject([
    { outcome: 'waiting' },
  ])
  expect(await at.sent(1)).toBe(sent)

  const { look, keeping } = await at.keeper(1, [model], { spend: ether('0.01') })
  const before = await at.balance(1)
  const [act] = await look()
  expect(act).toMatchObject({ job: { chore: 'verify' }, outcome: 'done', income: 0n })
  expect(await at.balance(1)).toBe(before - act!.cost)
  expect((await at.person(1).getReputation({ model })).points).toBeGreaterThan(0n)
  const { timestamp } = await at.tester.getBlock()
  expect(keeping.budget.left(timestamp)).toBe(ether('0.01') - act!.cost)
  expect(keeping.budget.left(timestamp + 86_400n)).toBe(ether('0.01'))
  expect(await look()).toEqual([])
})
