import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Anvil } from '../src/chain/anvil.ts'
import { bareChain, cotrain, sharedFolder } from './cli.ts'
import { tinyModel, writeModel } from './models.ts'

describe('a model under points, by the command line', () => {
  let chain: Anvil
  let shared: Awaited<ReturnType<typeof sharedFolder>>
  const run = (...args: string[]) => cotrain(args, { env: { COTRAIN_RPC: chain.rpcUrl } })
  const json = async (...args: string[]) => (await run(...args, '--json')).json

  beforeAll(async () => {
    chain = await bareChain()
    shared = await sharedFolder()
    const file = await writeModel(shared.folder, tinyModel)
    const { id } = await json(
      ...['deploy', file, '--mechanism', 'points', '--verify-time', '1h', '--confirm-time', '1h'],
    )
    expect(id).toBe('points:0')
  })
  afterAll(() => Promise.all([chain.stop(), shared.remove()]))

  test('contributing is free, and what the model did not know earns points later', async () => {
    const predicted = (await json('predict', '--features', '0')).label
    const taught = await json('contribute', '--features', '0', '--label', String(1 - predicted))
    expect(taught.deposit).toBe('0')
    const { contributions } = await json('status')
    expect(contributions).toMatchObject([{ index: 0, own: true, surprising: true, status: 'waiting' }])
    const early = await run('verify', '--index', '0')
    expect(early.code).toBe(1)
    expect(early.stderr).toMatch(/too early|until|after/i)
    await json('skip', '1h')
    // teaches until the model agrees: a step may be too small
    while ((await json('predict', '--features', '0')).label === predicted) {
      await json('contribute', '--features', '0', '--label', String(1 - predicted))
    }
    expect(await json('verify', '--index', '0')).toMatchObject({
      points: 10,
      contributions: [{ index: 0, outcome: 'verified', points: 10 }],
    })
    expect(await json('leaderboard')).toMatchObject({ leaderboard: [{ rank: 1, points: 10, verified: 1 }] })
  })

  test('a false contribution is reported, and the report confirmed', async () => {
    const label = (await json('predict', '--features', '0')).label
    const bad = await json('contribute', '--features', '0', '--label', String(1 - label), '--account', '2')
    const { index } = bad.contributions[0]
    while ((await json('predict', '--features', '0')).label !== label) {
      await json('contribute', '--features', '0', '--label', String(label), '--account', '3')
    }
    await json('skip', '1h')
    expect((await json('report', '--index', String(index))).contributions).toMatchObject([
      { index, outcome: 'reported' },
    ])
    await json('skip', '1h')
    expect(await json('confirm', '--all')).toMatchObject({
      contributions: [{ outcome: 'confirmed', points: 5 }],
    })
  })

  test('badges are claimed once they are earned', async () => {
    const { claimed, badges } = await json('badges', '--claim')
    expect(claimed).toBeGreaterThan(0)
    expect(badges[0]).toMatchObject({ badge: 'first-verified', status: 'claimed' })
    expect((await run('badges')).stdout).toContain('yours')
  })

  test('says what is wrong', async () => {
    expect((await run('verify')).stderr).toContain('--index N for one contribution, or --all')
    expect((await run('refund', '--all', '--model', 'points:0')).stderr).toContain('is under "Points"')
    expect((await run('market', 'status')).stderr).toContain(
      'No model on this chain is under "Prediction market"',
    )
    expect((await run('verify', '--index', '77')).stderr).toContain('77')
  })
})
