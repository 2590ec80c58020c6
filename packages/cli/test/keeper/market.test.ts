import { type Bundle, createBundle, createTestSet, devAccount, type TestSet } from '@cotrain/sdk'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { depositOptions, ether, lesson, type Stage, startStage } from './stage.ts'

let at: Stage
beforeAll(async () => {
  at = await startStage()
})
afterAll(() => at?.close())

const [stake, fee, bounty] = [ether('0.01'), ether('0.02'), ether('1')]
const options = {
  ...{ stake, fee, value: ether('2'), tolerance: 1_000_000, loss: 0 },
  ...{ commitTime: 600, revealTime: 600, testTime: 600, testSamples: 8, minSamples: 2, maxSamples: 4 },
}
const samples = [1, 2, 5, 6].map(feature => ({ label: feature < 4 ? 1 : 0, sample: Uint16Array.of(feature) }))
const pairs = [0, 1].flatMap(label =>
  [
    [0, 1],
    [1, 2],
    [2, 3],
    [0, 3],
  ].map(pair => ({ label, sample: Uint16Array.from(pair, i => i + 4 - 4 * label) })),
)

/** A market with a bundle of person 1, and one of person 2. */
async function open() {
  const model = await at.deploy('market', options)
  const { classifier, modelId } = model
  const testSet: TestSet = createTestSet(pairs, { classifier })
  await at.person(0).openMarketSync({ model, testSet, bounty })
  const bundles: Bundle[] = []
  for (const index of [1, 2]) {
    const { address: contributor } = devAccount(index)
    const bundle = createBundle(samples.slice(index - 1, index + 1), { classifier, modelId, contributor })
    await at.person(index).commitBundlesSync({ model, bundles: [bundle] })
    bundles.push(bundle)
  }
  return { model, testSet, files: bundles.map((contents, i) => ({ path: `${i}.json`, contents })) }
}

/** Makes blocks until something is done. */
async function mineUntil<result>(done: Promise<result>): Promise<result> {
  const timer = setInterval(() => at.tester.mine({ blocks: 1 }), 50)
  return done.finally(() => clearInterval(timer))
}

describe('a keeper of markets', () => {
  test('reveals, publishes, scores and claims: each for its own account, and scores for the fees', async () => {
    const { model, testSet, files } = await open()
    const bundles = async () => files
    const contributor = await at.keeper(1, [model], { settings: { bundles } })
    const sponsor = await at.keeper(0, [model], { settings: { testSet } })
    const scorer = await at.keeper(3, [model])
    for (const { look } of [contributor, sponsor, scorer]) expect(await look()).toEqual([])
    await at.skip(601)
    // only its own, though it has the other's file
    expect(await contributor.look()).toMatchObject([
      { job: { chore: 'reveal' }, outcome: 'done', income: 0n },
    ])
    expect(await contributor.look()).toEqual([])
    await at.person(2).revealBundleSync({ model, contents: files[1]!.contents })
    await at.skip(601)
    expect(await scorer.look()).toEqual([])
    expect(await sponsor.look()).toMatchObject([
      { job: { chore: 'publish' }, outcome: 'done' },
      { job: { chore: 'score' }, outcome: 'done', income: fee },
      { job: { chore: 'score' }, outcome: 'done', income: fee },
      { job: { chore: 'claim' }, outcome: 'waiting', income: 0n },
    ])
    expect(await scorer.look()).toMatchObject([{ job: { chore: 'claim' }, outcome: 'waiting' }])
    const [reward] = (await at.person(1).listRewards({ model })).filter(({ own }) => own)
    const before = await at.balance(1)
    const [claim] = await contributor.look()
    expect(claim).toMatchObject({ job: { chore: 'claim' }, outcome: 'done', income: reward!.amount })
    expect(await at.balance(1)).toBe(before + reward!.amount! - claim!.cost)
  })

  test('scores for its part of the fee, to the wei, and not for less than the gas', async () => {
    const { model, testSet, files } = await open()
    await at.skip(601)
    for (const [i, { contents }] of files.entries())
      await at.person(i + 1).revealBundleSync({ model, contents })
    await at.skip(601)
    await at.person(0).publishTestSet({ model, testSet })
    const dear = await at.keeper(3, [model], { minProfit: 2n * fee })
    expect(await dear.look()).toMatchObject([{ job: { chore: 'score' }, outcome: 'waiting' }])
    const before = await at.balance(3)
    const { look } = await at.keeper(3, [model])
    const scored = (await look()).filter(({ job }) => job.chore === 'score')
    expect(scored).toMatchObject([{ income: fee }, { income: fee }])
    const cost = scored.reduce((all, act) => all + act.cost, 0n)
    expect(await at.balance(3)).toBe(before + 2n * fee - cost)
  })

  test('takes back a claim that is stuck where a bundle behind it would lose its stake', async () => {
    const deposits = await at.deploy('deposits', depositOptions)
    await at.person(1).contributeSync({ model: deposits, ...lesson(1) })
    const { model, files } = await open()
    // near the end of revealing, but the file of the bundle is not here yet
    await at.skip(1_100)
    let here: typeof files = []
    const settings = { bundles: async () => here }
    const { look, keeping } = await at.keeper(1, [deposits, model], { timeout: 200, settings })
    await at.tester.setAutomine(false)
    onTestFinished(() => at.tester.setAutomine(true))
    expect(await look()).toMatchObject([{ job: { chore: 'refund' }, outcome: 'pending' }])
    expect(await look()).toEqual([])
    here = files
    keeping.timeout = 20_000
    const looking = look()
    const { address } = devAccount(1)
    const waiting = async () => {
      const { pending } = await at.tester.getTxpoolContent()
      return Object.values(pending).flatMap(each => Object.values(each).map(({ to }) => to?.toLowerCase()))
    }
    await expect.poll(waiting).toEqual([address.toLowerCase()])
    const acts = await mineUntil(looking)
    expect(acts.map(({ job, outcome }) => [job.chore, outcome])).toEqual([
      ['reveal', 'done'],
      ['refund', 'done'],
    ])
    expect((await at.person(0).listBundles({ model })).map(({ status }) => status)).toEqual([
      'revealed',
      'committed',
    ])
  })

  test('closes what is overdue where that brings its account something, and claims it', async () => {
    const { model, files } = await open()
    await at.skip(601)
    await at.person(1).revealBundleSync({ model, contents: files[0]!.contents })
    await at.skip(1_300)
    expect(await (await at.keeper(3, [model])).look()).toMatchObject([
      { job: { chore: 'close' }, outcome: 'waiting', income: 0n },
    ])
    const before = await at.balance(1)
    const acts = await (await at.keeper(1, [model])).look()
    expect(acts.map(({ job, outcome }) => [job.chore, outcome])).toEqual([
      ['close', 'done'],
      ['claim', 'done'],
    ])
    const [close, claim] = acts
    expect(claim!.income).toBe(stake + fee + bounty / 20n)
    expect(await at.balance(1)).toBe(before + claim!.income - close!.cost - claim!.cost)
  })
})
