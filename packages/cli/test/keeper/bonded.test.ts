import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ether, lesson, type Stage, startStage } from './stage.ts'

let at: Stage
beforeAll(async () => {
  at = await startStage()
})
afterAll(() => at?.close())

const deposit = ether('0.001')
const options = { challengeTime: 3_600, deposit, maxChallenges: 3 }
const wrong = { label: 0, sample: Uint16Array.of(1) }

describe('a keeper of bonds', () => {
  test('settles what pays its account, and for others only within what may be spent', async () => {
    const model = await at.deploy('bonded', options)
    await at.person(2).contributeSync({ model, ...wrong })
    await at.person(1).challengeSync({ model, index: 0n, label: 1 })
    await at.person(2).contributeSync({ model, ...lesson(2) })
    const { look } = await at.keeper(1, [model])
    expect(await look()).toEqual([])
    await at.skip(3_601)
    const before = await at.balance(1)
    const acts = await look()
    expect(acts.map(({ outcome }) => outcome)).toEqual(['done', 'waiting'])
    // the bond, and what was staked on the other label
    expect(acts[0]).toMatchObject({ job: { chore: 'settle' }, income: 12n * deposit })
    expect(await at.balance(1)).toBe(before + 12n * deposit - acts[0]!.cost)

    const others = await at.balance(2)
    const generous = await at.keeper(1, [model], { spend: ether('0.01') })
    expect(await generous.look()).toMatchObject([{ outcome: 'done', income: 0n }])
    expect(await at.balance(2)).toBe(others + deposit)
    expect(await look()).toEqual([])
  })

  test('shows duplicates that pay, never its own, and challenges nothing', async () => {
    const model = await at.deploy('bonded', options)
    await at.person(2).contributeSync({ model, ...lesson(1) })
    await at.skip(3_601)
    await at.person(2).settleContributionsSync({ model })
    await at.person(3).contributeSync({ model, ...lesson(1), allowDuplicate: true })
    // wrong, and the model says so
    await at.person(4).contributeSync({ model, label: 1, sample: Uint16Array.of(6) })
    const own = await at.keeper(3, [model])
    expect(await own.look()).toEqual([])
    const { look } = await at.keeper(1, [model])
    const before = await at.balance(1)
    const acts = await look()
    expect(acts).toMatchObject([{ job: { chore: 'drop' }, outcome: 'done', income: deposit / 2n }])
    expect(await at.balance(1)).toBe(before + deposit / 2n - acts[0]!.cost)
    expect(await look()).toEqual([])
  })

  test('takes back pledges that can challenge nothing any more, and no others', async () => {
    const model = await at.deploy('bonded', options)
    await at.person(2).contributeSync({ model, ...wrong })
    await at.person(1).pledgeSync({ model, index: 0n, label: 1, amount: deposit })
    const { look } = await at.keeper(1, [model])
    expect(await look()).toEqual([])
    await at.skip(3_601)
    const before = await at.balance(1)
    const acts = await look()
    const withdrawn = acts.find(({ job }) => job.chore === 'withdraw')
    expect(withdrawn).toMatchObject({ outcome: 'done', income: deposit })
    expect(await at.balance(1)).toBe(before + deposit - withdrawn!.cost)
    expect((await look()).filter(({ outcome }) => outcome === 'done')).toEqual([])
  })
})
