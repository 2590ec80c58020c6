import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ModelReference, PointsOptions } from '../../src/kinds/index.ts'
import { packWeights } from '../../src/models/index.ts'
import { type Chain, startChain } from './chain.ts'

const kind = { classifier: 'sparse-perceptron', mechanism: 'points' } as const
const incentiveOptions: PointsOptions = {
  verifyTime: 60,
  confirmTime: 600,
  contributionPoints: 10,
  reportPoints: 4,
  dailyCap: 25,
}
const day = 86_400

describe('a model under points', () => {
  let chain: Chain
  let model: ModelReference<'points', 'sparse-perceptron'>

  beforeAll(async () => {
    chain = await startChain()
    const owner = chain.client(0)
    await owner.deployTrainer(kind)
    ;({ model } = await owner.createModelSync({
      ...kind,
      classifierOptions: { featureCount: 16, weightBits: 8, learningRate: 100 },
      incentiveOptions,
      metadata: { name: 'Sixteen words', classes: ['ham', 'spam'], encoder: 'indices-v1:16' },
      words: packWeights(new Int32Array(17), 8),
    }))
  })
  afterAll(() => chain?.anvil.stop())

  test('is described with its options', async () => {
    const described = await chain.client(0).getModel({ model })
    expect(described.incentiveOptions).toEqual(incentiveOptions)
    expect(described.incentive.totalVerified).toBe(0n)
    expect(await chain.client(0).price({ model })).toBe(0n)
  })

  test('pays points for what it did not know, and nothing for what it knew', async () => {
    const [honest, farmer] = [chain.client(1), chain.client(2)]
    await honest.contributeSync({ model, label: 1, sample: Uint16Array.of(0, 1) })
    await farmer.contributeSync({ model, label: 1, sample: Uint16Array.of(0, 1) })
    const waiting = await honest.listPoints({ model })
    expect(waiting.map(({ status, surprising }) => [status, surprising])).toEqual([
      ['waiting', true],
      ['waiting', false],
    ])
    await chain.skip(61)
    const [first] = await honest.listPoints({ model })
    expect(first).toMatchObject({
      status: 'verifiable',
      action: 'verify',
      points: 10,
      own: true,
      agrees: true,
    })
    expect(await honest.verifySync({ model, index: 0n })).toMatchObject({
      points: 10n,
      verified: 1n,
      total: 10n,
    })
    expect(await farmer.claimPointsSync({ model })).toMatchObject({
      points: 0n,
      confirmed: [],
      dismissed: [],
    })
    expect((await honest.listPoints({ model }))[0]).toMatchObject({ status: 'verified', earned: 10 })
    expect(await honest.getReputation({ model })).toMatchObject({ points: 10, verified: 1, streak: 1 })
    expect(await farmer.getReputation({ model })).toMatchObject({ points: 0, verified: 0 })
  })

  test('a report of bad data is confirmed', async () => {
    const [honest, spammer] = [chain.client(1), chain.client(3)]
    const bad = await spammer.contributeSync({ model, label: 0, sample: Uint16Array.of(0, 1) })
    await honest.contributeSync({ model, label: 1, sample: Uint16Array.of(0, 1) })
    await chain.skip(61)
    await expect(honest.verify({ model, index: bad.index })).rejects.toMatchObject({
      name: 'ModelDisagreesError',
    })
    await expect(chain.client(4).reportContribution({ model, index: bad.index })).rejects.toMatchObject({
      name: 'TooManyReportsError',
    })
    const rows = await honest.listPoints({ model })
    expect(rows[Number(bad.index)]).toMatchObject({ status: 'reportable', action: 'report', points: 4 })
    expect((await spammer.listPoints({ model }))[Number(bad.index)]).toMatchObject({ status: 'disputed' })
    await honest.reportContributionSync({ model, index: bad.index })
    await expect(honest.confirmReport({ model, index: bad.index })).rejects.toMatchObject({
      name: 'TooEarlyError',
    })
    await chain.skip(601)
    expect((await honest.listPoints({ model }))[Number(bad.index)]).toMatchObject({ status: 'confirmable' })
    expect(await honest.confirmReportSync({ model, index: bad.index })).toMatchObject({
      outcome: 'confirmed',
      points: 4n,
    })
    expect((await honest.listPoints({ model }))[Number(bad.index)]).toMatchObject({
      status: 'confirmed',
      earned: 4,
    })
  })

  test('the daily cap leaves the rest for tomorrow', async () => {
    const honest = chain.client(1)
    // The next day, so that all of the cap is there.
    await chain.skip(day)
    // Each turns the intercept, so that the next one is news again.
    for (const feature of [3, 4, 5, 6]) {
      await honest.contributeSync({ model, label: 1 - (feature % 2), sample: Uint16Array.of(feature) })
    }
    // All still of one day.
    const { timestamp } = await honest.getBlock()
    if (Number(timestamp) % day > day - 600) await chain.skip(600)
    await chain.skip(61)
    const today = await honest.claimPointsSync({ model })
    expect(today.verified.filter(({ points }) => points > 0n)).toHaveLength(2)
    const capped = (await honest.listPoints({ model })).filter(({ status }) => status === 'capped')
    expect(capped.length).toBeGreaterThan(0)
    expect(capped[0]!.availableAt! % BigInt(day)).toBe(0n)
    await chain.skip(day)
    expect((await honest.claimPointsSync({ model })).points).toBe(20n)
  })

  test('badges: progress, claim, drawing', async () => {
    const honest = chain.client(1)
    const before = await honest.listBadges({ model })
    expect(before.find(({ badge }) => badge === 'first-verified')).toMatchObject({
      status: 'claimable',
      has: 1,
      needed: 1,
      svg: undefined,
    })
    await expect(honest.claimBadge({ model, badge: 'first-verified' })).rejects.toMatchObject({
      name: 'BadgesNotDeployedError',
    })
    const { alreadyDeployed } = await honest.deployBadges()
    expect(alreadyDeployed).toBe(false)
    expect((await honest.deployBadges()).alreadyDeployed).toBe(true)
    await expect(honest.claimBadge({ model, badge: 'ten-verified' })).rejects.toMatchObject({
      name: 'NotEarnedError',
    })
    const { tokenId } = await honest.claimBadgeSync({ model, badge: 'first-verified' })
    const claimed = (await honest.listBadges({ model })).find(({ badge }) => badge === 'first-verified')!
    expect(claimed).toMatchObject({ status: 'claimed', tokenId })
    expect(claimed.svg).toMatch(/^<svg /)
    await expect(honest.claimBadge({ model, badge: 'first-verified' })).rejects.toMatchObject({
      name: 'AlreadyClaimedError',
    })
    const best = (await honest.listBadges()).filter(({ badge }) => badge === 'best-of-month')
    expect(best.length).toBeGreaterThan(0)
    await chain.skip(30 * day)
    const [ended] = (await honest.listBadges({ model })).filter(({ badge }) => badge === 'best-of-month')
    expect(ended).toMatchObject({ status: 'claimable' })
    await honest.claimBadgeSync({ model, badge: 'best-of-month', month: ended!.month })
  })

  test('the leaderboard, of one model and of all', async () => {
    const board = await chain.client(5).getLeaderboard({ model })
    expect(board[0]).toMatchObject({
      rank: 1,
      account: chain.client(1).account.address,
      points: 54n,
      models: 1,
    })
    expect(await chain.client(5).getLeaderboard()).toEqual(board)
  })

  test('actions of other mechanisms say so', async () => {
    const client = chain.client(1)
    const expected = { name: 'WrongMechanismError' }
    await expect(client.refund({ model: model as never, index: 0n })).rejects.toMatchObject(expected)
    await expect(client.listClaims({ model: model as never })).rejects.toMatchObject(expected)
    await expect(client.getMarket({ model: model as never })).rejects.toMatchObject(expected)
  })
})
