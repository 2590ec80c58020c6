import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { Anvil } from '../src/chain/anvil.ts'
import { bareChain, cotrain, sharedFolder, temporaryFolder } from './cli.ts'
import { tinyModel, wideModel, writeModel } from './models.ts'

/** Twelve samples of features 0 to 3; odd ones are of class 1. */
const samples = Array.from({ length: 12 }, (_, i) => `${i % 2} ${i % 4}`).join('\n')

describe('a prediction market, by the command line', () => {
  let chain: Anvil
  let create: string[]
  let secret: string
  let shared: Awaited<ReturnType<typeof sharedFolder>>
  const run = (...args: string[]) => cotrain(args, { env: { COTRAIN_RPC: chain.rpcUrl } })
  const json = async (...args: string[]) => (await run(...args, '--json')).json

  beforeAll(async () => {
    chain = await bareChain()
    shared = await sharedFolder()
    const { folder } = shared
    const file = await writeModel(folder, tinyModel)
    const test = join(folder, 'test.txt')
    await writeFile(test, `${samples}\n`)
    secret = join(folder, 'secret.json')
    create = ['market', 'create', file, '--test', test, '--bounty', '2', '--pieces', '4', '--secret', secret]
    create.push('--max-contributions', '3', '--open-time', '1d', '--full-improvement', '50%')
  })
  afterAll(() => Promise.all([chain.stop(), shared.remove()]))

  test('is created once, and goes on where it was broken off', async () => {
    const first = await json(...create)
    expect(first).toMatchObject({ bounty: '2000000000000000000', pieces: 4, samples: 12, committed: true })
    const again = await run(...create, '--json')
    expect(again.stderr).toContain('Going on with the test set')
    expect(again.json).toMatchObject({ id: first.id, committed: false })
  })

  test('opens when the drawn pieces are shown', async () => {
    expect(await json('market', 'status')).toMatchObject({ phase: 'drawing' })
    const revealed = await json('market', 'reveal', '--secret', secret)
    expect(revealed.phase).toBe('open')
    expect(revealed.pieces).toHaveLength(2)
    const early = await run('market', 'reveal', '--secret', secret)
    expect(early.code).toBe(1)
    expect(early.stderr).toContain('open until')
  })

  test('takes no more than its contributor wants to stake, and tables', async () => {
    const sample = ['market', 'join', '--features', '1', '--label', '1']
    const dear = await run(...sample, '--max-deposit', '0.001')
    expect(dear.code).toBe(1)
    expect(dear.stderr).toContain('0.001')
    const table = ['market', 'join', '--file', secret, '--text', 'a', '--label', 'b', '--delimiter', ',']
    const read = await run(...table, '--again')
    expect(read.code).toBe(1)
    expect(read.stderr).not.toContain('unknown option')
  })

  test('takes contributions for their stake, and closes with the last that is allowed', async () => {
    for (const [account, features, label] of [
      ['1', '1', '1'],
      ['2', '3', '1'],
      ['3', '1', '0'],
    ] as const) {
      const joined = await json(
        ...['market', 'join', '--features', features, '--label', label, '--account', account],
      )
      expect(joined.deposit).toBe('10000000000000000')
    }
    const late = await run('market', 'join', '--features', '1', '--label', '1')
    expect(late.code).toBe(1)
    expect(late.stderr).not.toContain('at ')
    expect(await json('market', 'status')).toMatchObject({ phase: 'revealing', contributions: 3 })
    expect((await run('market', 'settle')).stderr).toContain('it is revealing')
  })

  test('is settled in steps, and pays everybody to the wei', async () => {
    expect(await json('market', 'reveal', '--secret', secret)).toMatchObject({ phase: 'settling' })
    const step = await json('market', 'settle', '--steps', '1')
    expect(step.steps).toHaveLength(1)
    expect(await json('market', 'settle')).toMatchObject({ phase: 'settled', scored: 3 })
    expect((await run('market', 'status')).stdout).toContain('● settled')

    let paid = 0n
    for (const account of ['1', '2', '3']) {
      paid += BigInt((await json('market', 'claim', '--account', account)).total)
    }
    const { withdrawn } = await json('market', 'claim')
    expect(paid + BigInt(withdrawn)).toBe(2_030_000_000_000_000_000n)
    expect((await json('market', 'claim')).withdrawn).toBe('0')
    expect((await run('market', 'claim', '--account', '1')).stdout).toContain('nothing for you to claim')
  })

  test('says what is wrong before anything is sent', async () => {
    const folder = await temporaryFolder()
    const file = await writeModel(folder, tinyModel)
    const missing = await run('market', 'create', file, '--bounty', '1', '--secret', join(folder, 'x.json'))
    expect(missing.stderr).toContain('--test FILE')
    expect((await run('market', 'create', file, '--bounty', '0')).stderr).toContain('ether above 0')
    expect(
      (await run('market', 'create', file, '--bounty', '1', '--full-improvement', '2')).stderr,
    ).toContain('fraction from 0.000001 to 1')
    expect((await run('market', 'reveal', '--secret', join(folder, 'no.json'))).stderr).toContain(
      'There is no file',
    )
    expect((await run('deploy', file, '--mechanism', 'points', '--refund-time', '1d')).stderr).toContain(
      '--refund-time belongs to --mechanism deposits',
    )
  })
})

test('a sample that could take too much gas to score is refused, whoever it is sent with, and nothing stays behind', async () => {
  const chain = await bareChain()
  const { folder, remove } = await sharedFolder()
  onTestFinished(() => Promise.all([chain.stop(), remove()]).then(() => {}))
  const run = (...args: string[]) => cotrain(args, { env: { COTRAIN_RPC: chain.rpcUrl } })
  const json = async (...args: string[]) => (await run(...args, '--json')).json
  const testSet = join(folder, 'test.txt')
  await writeFile(testSet, `${samples}\n`)
  const secret = ['--secret', join(folder, 'secret.json')]
  const create = [
    'create',
    await writeModel(folder, wideModel),
    '--test',
    testSet,
    '--bounty',
    '1',
    '--pieces',
    '4',
  ]
  await json('market', ...create, ...secret, '--max-contributions', '7', '--stake', '0.01')
  await json('market', 'reveal', ...secret)

  // Every weight stands in a word of storage of its own, which is written for the first time.
  const heavy = Array.from({ length: 1_000 }, (_, i) => 32 * i)
  const refused = await run('market', 'join', '--features', heavy.join(','), '--label', '1', '--account', '1')
  expect(refused.code).toBe(1)
  expect(refused.stderr).toMatch(/could take \d+ gas; 13500000 is the most/)
  expect(refused.stderr).toContain('fewer features')
  const known = join(folder, 'known.txt')
  await writeFile(known, `${'0 1\n'.repeat(7)}1 ${heavy.join(' ')}\n`)
  expect((await run('market', 'join', '--file', known, '--account', '2')).stderr).toContain('fewer features')
  expect(await json('market', 'status')).toMatchObject({ phase: 'open', contributions: 0 })

  await writeFile(known, '0 1\n'.repeat(7))
  await json('market', 'join', '--file', known, '--account', '2')
  await json('market', 'reveal', ...secret)
  expect(await json('market', 'settle')).toMatchObject({ phase: 'settled', scored: 7 })
})
