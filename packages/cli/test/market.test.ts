import { existsSync } from 'node:fs'
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createBundle, devAccount, encodeBundle } from '@cotrain/sdk'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { Anvil } from '../src/chain/anvil.ts'
import { bareChain, cotrain, sharedFolder, start } from './cli.ts'
import { tinyModel, wideModel, writeModel } from './models.ts'

/** Samples of features 0 to 3, all different: with "good" (1) in it they are of class 1. */
const lines = Array.from({ length: 15 }, (_, i) => {
  const features = [0, 1, 2, 3].filter(feature => ((i + 1) >> feature) & 1)
  return `${features.includes(1) ? 1 : 0} ${features.join(' ')}`
})
const flipped = lines.map(line => `${1 - Number(line[0])}${line.slice(1)}`)
const options = [
  ...['--test-samples', '12', '--min-samples', '2', '--max-samples', '5', '--tolerance', '1'],
  ...['--stake', '0.1', '--fee', '0.001', '--value', '1'],
  ...['--commit-time', '1d', '--reveal-time', '1d', '--test-time', '1d'],
]

/** A chain, a folder to work in, and how commands are run there. */
async function stage() {
  const chain: Anvil = await bareChain()
  const { folder, remove } = await sharedFolder()
  const run = (...args: string[]) => cotrain(args, { env: { COTRAIN_RPC: chain.rpcUrl }, cwd: folder })
  const write = async (name: string, samples: readonly string[]) => {
    await writeFile(join(folder, name), `${samples.join('\n')}\n`)
    return name
  }
  return {
    rpcUrl: chain.rpcUrl,
    folder,
    run,
    write,
    json: async (...args: string[]) => {
      const { stdout, stderr, code } = await run(...args, '--json')
      expect(code, stderr).toBe(0)
      return JSON.parse(stdout)
    },
    /** What a command that fails says. */
    refused: async (...args: string[]) => {
      const { stderr, code } = await run(...args)
      expect(code).toBe(1)
      expect(stderr).not.toMatch(/\n\s+at /)
      return stderr
    },
    deploy: async (model: object, ...more: string[]) =>
      run('deploy', await writeModel(folder, model), '--mechanism', 'market', ...options, ...more),
    close: () => Promise.all([chain.stop(), remove()]).then(() => {}),
  }
}
type Stage = Awaited<ReturnType<typeof stage>>

const secrets = async (folder: string) => (await readdir(folder)).filter(name => name.includes('.secret.'))

describe('a prediction market, by the command line', () => {
  let at: Stage
  beforeAll(async () => {
    at = await stage()
    expect((await at.deploy(tinyModel)).code).toBe(0)
    await at.write('test.txt', lines.slice(0, 12))
    await at.write('short.txt', lines.slice(0, 9))
    await at.write('right.txt', lines.slice(0, 10))
    await at.write('wrong.txt', flipped.slice(3, 8))
  })
  afterAll(() => at.close())

  test('says what it needs before it is opened', async () => {
    const { run, refused } = at
    expect((await run('market', 'status')).stdout).toContain('cotrain market open')
    expect(await refused('market', 'open', '--bounty', '1')).toContain('--test-set FILE')
    expect(await refused('market', 'open', '--bounty', '0', '--test-set', 'test.txt')).toContain('above 0')
    const short = await refused('market', 'open', '--bounty', '1', '--test-set', 'short.txt')
    expect(short).toMatch(/9 samples; the test set of this market has 12.*--test-samples 8/s)
    expect(await refused('market', 'open', 'Tiny', '--model', 'Tiny', '--bounty', '1')).toContain('once')
    expect(await refused('market', 'commit', '--data', 'right.txt')).toContain('is not open')
    const other = ['market', 'open', '--bounty', '1', '--test-set', 'test.txt', '--account', '1']
    expect(await refused(...other)).toContain('owner')
    expect(await secrets(at.folder)).toEqual([])
  })

  test('is opened with a test set whose file is there before anything is paid, and is never overwritten', async () => {
    const { folder, json, refused } = at
    const opened = await json('market', 'open', 'Tiny', '--bounty', '2', '--test-set', 'test.txt')
    expect(opened).toMatchObject({ market: 0, bounty: '2000000000000000000', samples: 12, pages: 1 })
    const secret = join(folder, opened.secret)
    expect((await stat(secret)).mode & 0o77).toBe(0)
    const before = await readFile(secret, 'utf8')
    const again = ['market', 'open', '--bounty', '1', '--secret', opened.secret]
    expect(await refused(...again, '--test-set', 'test.txt')).toContain('exists, and is not overwritten')
    expect(await refused(...again)).toContain('Market 1 of Tiny was opened with the test set')
    expect(await readFile(secret, 'utf8')).toBe(before)
    expect(await refused('market', 'options', '--value', '2')).toContain('taking commitments')
    expect(await json('market', 'status')).toMatchObject({ phase: 'committing', committed: 0, payLoss: null })
  })

  test('takes bundles, and no more than their contributor wants to pay', async () => {
    const { folder, json, run, refused } = at
    const dear = await refused('market', 'commit', '--data', 'right.txt', '--max-price', '0.2')
    expect(dear).toContain('2 bundles take 0.202 ETH, above --max-price 0.2 ETH')
    expect(await refused('market', 'commit')).toContain('--data FILE')
    expect(await refused('contribute', '--label', '1', '--features', '1')).toContain('cotrain market commit')
    expect(await secrets(folder)).toHaveLength(1)

    const honest = await json('market', 'commit', '--data', 'right.txt', '--account', '1')
    expect(honest).toMatchObject({
      bundles: [
        { bundle: 0, samples: 5 },
        { bundle: 1, samples: 5 },
      ],
    })
    expect(honest.paid).toBe('202000000000000000')
    const again = await refused('market', 'commit', '--data', 'right.txt', '--account', '1')
    expect(again).toMatch(/holds a bundle of the same samples, which is committed as bundle \d/)
    await writeFile(join(folder, 'cotrain-bundle-0-damaged.secret.json'), '{')
    const named = ['market', 'commit', '--data', 'wrong.txt', '--bundle', 'liar.json', '--account', '2']
    expect((await json(...named)).bundles).toEqual([{ bundle: 2, samples: 5, file: 'liar.json' }])
    expect(await refused(...named)).toContain('liar.json exists')
    const twice = await refused('market', 'commit', '--bundle', 'liar.json', '--account', '2')
    expect(twice).toContain('committed already, as bundle 2')
    expect(await refused('market', 'reveal', '--account', '1')).toContain('takes commitments')
    expect((await run('market', 'status')).stdout).toContain('hidden')
    await json('skip', '1d')
  })

  test('is revealed by each for itself, from a folder or from files', async () => {
    const { json, run, refused } = at
    expect(await refused('market', 'commit', '--data', 'right.txt')).toContain('takes what was committed')
    expect(await refused('market', 'reveal')).toContain('has committed no bundle')
    const others = await refused('market', 'reveal', '--account', '2')
    expect(others).toMatch(/Bundle 2 of yours must be revealed, too/)
    const first = await run('market', 'reveal', '--account', '1')
    expect(first.stdout).toContain('2 bundles revealed')
    expect(first.stderr).toContain(
      'cotrain-bundle-0-damaged.secret.json is left out: This is not the file of a bundle',
    )
    const again = await json('market', 'reveal', '--account', '1')
    expect(again).toMatchObject({ revealed: [], missing: [] })
    const liar = await json('market', 'reveal', '--bundle', 'liar.json', '--account', '2')
    expect(liar.revealed).toEqual([{ bundle: 2, number: 2, samples: 5, file: 'liar.json' }])
    expect(await refused('market', 'publish')).toMatch(/It can be from /)
    await json('skip', '1d')
  })

  test('is settled in steps, and pays everybody to the wei', async () => {
    const { json, run, refused } = at
    expect(await refused('market', 'settle')).toContain('waits for its test set')
    expect(await refused('market', 'publish', '--secret', 'none.json')).toContain(
      'There is no file none.json',
    )
    expect(await refused('market', 'publish', '--secret', 'liar.json')).toContain(
      'not the file of a test set',
    )
    expect(await json('market', 'publish')).toMatchObject({ pages: 1, samples: 12 })
    const step = await json('market', 'settle', '--steps', '1')
    expect(step.steps).toHaveLength(1)
    const settled = await json('market', 'settle', '--account', '3')
    expect(settled).toMatchObject({ phase: 'settled', settled: 3, revealed: 3 })
    expect((await run('market', 'settle')).stderr).toContain('settled already')
    expect((await run('market', 'status')).stdout).toContain('● settled')

    const { pot, bundles } = await json('market', 'status')
    const open = ['market', 'open', '--bounty', '1', '--test-set', 'test.txt']
    const waits = bundles.some(({ status }: { status: string }) => status === 'claimable')
    expect(waits).toBe(true)
    expect(await refused(...open)).toContain('cotrain market claim --all')
    const own = await json('market', 'claim', '--account', '1')
    const rest = await json('market', 'claim', '--all')
    const paid = BigInt(own.total) + BigInt(rest.total)
    const sum = bundles.reduce((all: bigint, { amount }: { amount: string }) => all + BigInt(amount), 0n)
    expect(paid).toBe(sum)
    expect(BigInt(pot)).toBeLessThanOrEqual(2_300_000_000_000_000_000n - sum)
    expect((await run('market', 'claim')).stdout).toContain('Nothing can be claimed now')
    expect((await json('status')).market).toMatchObject({ phase: 'settled', bundles: 3 })
  })

  test('is changed between markets, and opened again with another test set', async () => {
    const { folder, json, run, refused } = at
    const changed = await json('market', 'options', '--value', '0.5', '--tolerance', '0')
    expect(changed.changed).toEqual(['value', 'tolerance'])
    expect(changed.options).toMatchObject({ value: '500000000000000000', tolerance: 0, testSamples: 12 })
    expect((await run('market', 'options')).stdout).toMatch(/--value +0.5/)
    const used = ['--secret', 'cotrain-test-set-0-1.secret.json']
    expect(await refused('market', 'open', '--bounty', '1', ...used)).toContain(
      'A test set is for one market',
    )
    const { stdout, stderr } = await run(
      'market',
      'open',
      '--bounty',
      '1',
      '--test-set',
      'test.txt',
      '--json',
    )
    expect(stderr).toContain('Everybody knows 12 of the 12 test samples')
    const opened = JSON.parse(stdout)
    expect(opened).toMatchObject({ market: 1, secret: 'cotrain-test-set-0-2.secret.json' })
    // as after a breakdown between writing and paying
    const contents = createBundle(
      [0, 1].map(i => ({ label: i, sample: Uint16Array.of(i) })),
      {
        classifier: 'sparse-perceptron',
        modelId: 0n,
        contributor: devAccount(1).address,
      },
    )
    await writeFile(join(folder, 'written.json'), encodeBundle(contents))
    const kept = ['market', 'commit', '--bundle', 'written.json']
    expect(await refused(...kept)).toContain('Only that account can commit it')
    expect((await json(...kept, '--account', '1')).bundles).toMatchObject([{ samples: 2 }])
    expect(await json('market', 'cancel')).toMatchObject({ bounty: '1000000000000000000', bundles: 1 })
    expect(await json('market', 'claim', '--all')).toMatchObject({ total: '101000000000000000' })
    expect(existsSync(join(folder, opened.secret))).toBe(true)
  })

  test('is kept by anybody: published, settled and paid, or closed', async () => {
    const { json, run, refused } = at
    const acts = async (...args: string[]) =>
      (await json('market', 'keep', '--once', ...args)).acts.map(({ action }: { action: string }) => action)
    expect(await refused('market', 'keep', '--json')).toContain('--once')
    const { secret } = await json('market', 'open', '--bounty', '1', '--test-set', 'test.txt')
    await json('market', 'commit', '--data', 'right.txt', '--account', '1')
    expect(await acts()).toEqual([])
    await json('skip', '1d')
    await json('market', 'reveal', '--account', '1')
    await json('skip', '1d')
    expect(await acts()).toEqual([])
    expect(await acts('--secret', secret, '--account', '4')).toEqual(['publish', 'settle', 'claim'])

    await json('market', 'open', '--bounty', '1', '--test-set', 'test.txt')
    await json('market', 'commit', '--data', 'right.txt', '--account', '1')
    await json('skip', '1d')
    await json('market', 'reveal', '--account', '1')
    await json('skip', '3d')
    expect(await refused('market', 'publish')).toContain('market close')
    const closed = await json('market', 'close')
    expect(closed).toMatchObject({ defaulted: true, share: '25000000000000000' })
    expect((await run('market', 'status')).stdout).toContain('● defaulted')
    expect(await acts('Tiny')).toEqual(['claim'])

    const keeper = start(['market', 'keep', '--interval', '1'], { env: { COTRAIN_RPC: at.rpcUrl } })
    await expect.poll(() => keeper.said.stderr, { timeout: 20_000 }).toContain('Watching all markets')
    await json('market', 'open', '--bounty', '1', '--test-set', 'test.txt')
    await json('skip', '1d')
    await expect.poll(() => keeper.said.stderr, { timeout: 20_000 }).toContain('closed; it was empty')
    keeper.kill('SIGINT')
    expect(await keeper.ended).toBe(130)
    expect(await json('market', 'status')).toMatchObject({ phase: 'settled', unpaid: 0 })
  })
})

test('flags of a market are checked before anything is sent', async () => {
  const at = await stage()
  onTestFinished(at.close)
  const wrong: [flag: string, value: string, message: RegExp][] = [
    ['--stake', '0', /Give 0.000000000000000001 to 18.446744073709551615/],
    ['--stake', '19', /Give 0.000000000000000001 to 18.446744073709551615/],
    ['--fee', '-1', /Give ether/],
    ['--value', '0', /Give 0.000000000000000001 to 1208925.819614629174706175/],
    ['--tolerance', '1.5', /fraction from/],
    ['--commit-time', '0', /Give 1s to 194d/],
    ['--reveal-time', '200d', /Give 1s to 194d/],
    ['--test-time', 'soon', /Give seconds/],
    ['--test-samples', '513', /from 2 to 512/],
    ['--test-samples', '7', /no halves/],
    ['--min-samples', '0', /from 1 to 64/],
    ['--max-samples', '65', /from 1 to 64/],
    ['--max-samples', '1', /--min-samples 2 is above --max-samples 1/],
    ['--loss', 'none', /errors, quadratic/],
  ]
  for (const [flag, value, message] of wrong) {
    const { code, stderr } = await at.deploy(tinyModel, flag, value)
    expect([flag, code]).toEqual([flag, 1])
    expect(stderr, flag).toMatch(message)
  }
  const points = ['deploy', await writeModel(at.folder, tinyModel), '--mechanism', 'points', '--stake', '1']
  expect(await at.refused(...points)).toContain('--stake belongs to --mechanism market')
  expect(await at.json('models')).toEqual([])

  const others: [args: string[], message: RegExp][] = [
    [['open', '--bounty', 'much'], /ether above 0/],
    [['commit', '--max-price', '-1'], /ether/],
    [['settle', '--steps', '0'], /from 1 to/],
    [['settle', '--gas', '10'], /from 1000000 to 16777216/],
    [['propose', '--data', 'x', '--labour', 'none'], /ether/],
    [['propose', '--data', 'x', '--bundles', '0'], /from 1 to/],
    [['propose'], /--data/],
    [['keep', '--interval', '0'], /1s or more/],
    [['options', '--value', '0'], /Give 0.000000000000000001 to/],
  ]
  for (const [args, message] of others) expect(await at.refused('market', ...args)).toMatch(message)
})

test('a bundle that could take too much gas is refused, and no file of it stays behind', async () => {
  const at = await stage()
  onTestFinished(at.close)
  expect((await at.deploy(wideModel)).code).toBe(0)
  await at.write(
    'test.txt',
    Array.from({ length: 12 }, (_, i) => `${i % 2} ${i}`),
  )
  await at.json('market', 'open', '--bounty', '1', '--test-set', 'test.txt')
  // Every weight stands in a word of storage of its own, which is written for the first time.
  const heavy = Array.from(
    { length: 5 },
    (_, i) => `1 ${Array.from({ length: 800 }, (_, j) => 32 * j + i).join(' ')}`,
  )
  await at.write('heavy.txt', heavy)
  const refused = await at.refused('market', 'commit', '--data', 'heavy.txt', '--account', '1')
  expect(refused).toMatch(/could take \d+ gas; \d+ is the most/)
  expect((await secrets(at.folder)).filter(name => name.includes('bundle'))).toEqual([])
  expect(await at.json('market', 'status')).toMatchObject({ phase: 'committing', committed: 0 })
})

test('what to offer is worked out from the sponsor’s own samples', async () => {
  const at = await stage()
  onTestFinished(at.close)
  const blank = { ...wideModel, weights: Array<number>(64).fill(0), learningRate: 0.1 }
  expect((await at.deploy(blank)).code).toBe(0)
  const learnable = Array.from(
    { length: 400 },
    (_, i) => `${i % 2} ${(i % 2) * 32 + ((i * 7) % 32)} ${(i * 13) % 64}`,
  )
  await at.write(
    'mine.txt',
    learnable.map(line => [line[0], ...new Set(line.slice(2).split(' '))].join(' ')),
  )
  const proposal = await at.json('market', 'propose', '--data', 'mine.txt', '--labour', '0.0001')
  expect(proposal.options).toMatchObject({ maxSamples: 5, testSamples: 320 })
  expect(BigInt(proposal.bounty)).toBeGreaterThan(0n)
  const [options = '', open = ''] = proposal.commands as string[]
  expect((await at.run(...options.split(' ').slice(1))).code).toBe(0)
  expect((await at.run(...open.split(' ').slice(1))).stdout).toContain('is open, for a bounty of')
  await at.write(
    'few.txt',
    learnable.slice(0, 20).map(line => [line[0], ...new Set(line.slice(2).split(' '))].join(' ')),
  )
  expect(await at.refused('market', 'propose', '--data', 'few.txt')).toContain('samples are needed')
})
