import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Anvil } from '../src/chain/anvil.ts'
import { bareChain, cotrain, type RunOptions, temporaryFolder } from './cli.ts'
import { developmentKey } from './keys.ts'
import { tinyModel, writeModel } from './models.ts'

const deposit = /^\d{15,17}$/

describe('a model’s life by the command line', () => {
  let chain: Anvil
  const run = (args: string[], options: RunOptions = {}) =>
    cotrain(args, { ...options, env: { COTRAIN_RPC: chain.rpcUrl, ...options.env } })

  beforeAll(async () => {
    chain = await bareChain()
  })
  afterAll(() => chain.stop())

  test('begins with an empty list', async () => {
    const { code, json } = await run(['models', '--json'])
    expect({ code, json }).toEqual({ code: 0, json: [] })
    expect((await run(['models'])).stdout).toContain('no models on this chain yet')
  })

  test('deploy --dry-run says what it would cost, and sends nothing', async () => {
    const file = await writeModel(await temporaryFolder(), tinyModel)
    const { json } = await run(['deploy', file, '--dry-run', '--json'])
    // the code of eight classifiers, the trainer, the model, and its vocabulary
    expect(json.estimate).toMatchObject({ transactions: 11, simulated: true })
    expect(BigInt(json.estimate.cost)).toBe(BigInt(json.estimate.gas) * BigInt(json.estimate.gasPrice))
    const { stdout } = await run(['deploy', file, '--dry-run'])
    expect(stdout).toMatch(
      /^To send: 11 transactions, [\d,]+ gas; at the node’s [\d.]+ gwei, [\d.]+ ETH\.\n$/,
    )
    expect((await run(['models', '--json'])).json).toEqual([])
  })

  test('deploy puts it on the chain, once', async () => {
    const file = await writeModel(await temporaryFolder(), tinyModel)
    const first = await run([
      'deploy',
      '--model',
      file,
      '--refund-time',
      '1h',
      '--owner-time',
      '1d',
      '--any-time',
      '2d',
      '--json',
    ])
    expect(first.stderr).toContain('Deployed the trainer')
    expect(first.json).toMatchObject({ id: 'deposits:0', name: 'Tiny', created: true })
    expect(first.stderr).toMatch(/^To send: 11 transactions, /)
    expect(Number(first.json.estimate.gas) / first.json.gasUsed).toBeCloseTo(1, 3)
    const second = await run([
      'deploy',
      '--model',
      file,
      '--refund-time',
      '1h',
      '--owner-time',
      '1d',
      '--any-time',
      '2d',
      '--json',
    ])
    expect(second.json).toMatchObject({ id: 'deposits:0', created: false, transactions: 0 })
    expect((await run(['models', '--json'])).json).toMatchObject([{ name: 'Tiny', ready: true, features: 4 }])
  })

  test('predict takes texts, standard input and indices, and says the same locally', async () => {
    expect((await run(['predict', 'Good, fine!', '--json'])).json).toMatchObject({
      class: 'yes',
      label: 1,
      features: [1, 2],
    })
    expect((await run(['predict', '--stdin', '--json'], { input: 'bad' })).json).toMatchObject({
      class: 'no',
      label: 0,
    })
    const there = await run(['predict', '--model', '0', '--features', '1 0 1', '--json'])
    const here = await run(['predict', '--model', 'tiny', '--features', '0,1', '--local', '--json'])
    expect(there.json).toEqual(here.json)
    expect((await run(['predict', 'good'])).stdout).toMatch(/^yes {2}\(score \d+; 1 known feature\)\n$/)
  })

  test('contribute, skip, refund: the deposit comes back', async () => {
    const taught = await run(['contribute', 'good fine', '--label', 'YES', '--account', '1', '--json'])
    expect(taught.json).toMatchObject({ contributions: [{ index: 0, label: 1, class: 'yes' }] })
    expect(taught.json.deposit).toMatch(deposit)
    const early = await run(['refund', '--index', '0', '--account', '1'])
    expect(early.code).toBe(1)
    expect(early.stderr).toContain('too early')
    expect((await run(['refund', '--all', '--account', '1'])).stdout).toContain('nothing to refund now')

    expect((await run(['skip', '1h', '--json'])).json).toMatchObject({ seconds: 3600 })
    const foreign = await run(['refund', '--index', '0', '--account', '2'])
    expect(foreign.code).toBe(1)
    const refunded = await run(['refund', '--all', '--account', '1', '--json'])
    expect(refunded.json).toMatchObject({ claims: [{ index: 0 }], total: taught.json.deposit })
    const twice = await run(['refund', '--index', '0', '--account', '1'])
    expect(twice.code).toBe(1)
    expect(twice.stderr).toContain('Contribution 0 of model 0 is closed')
  })

  test('pin: the log stays provable as it is for ten minutes', async () => {
    const { json } = await run(['pin', 'deposits:0', '--account', '5', '--json'])
    expect(json).toMatchObject({
      model: 'deposits:0',
      entries: 1,
      running: expect.stringMatching(/^0x\w{48}$/),
    })
    const { chain: now } = (await run(['status', '--json'])).json
    expect(json.until - now.time).toBeGreaterThan(500)
    expect(json.until - now.time).toBeLessThanOrEqual(600)
    const again = await run(['pin'])
    expect(again.code).toBe(1)
    expect(again.stderr).toMatch(/Another pin stands for .* more\./)
    await run(['skip', '10min'])
    expect((await run(['pin'])).stdout).toMatch(/^The log of Tiny is pinned at 1 entry\.\nProofs of them/)
  })

  test('take: a verified contributor gets the deposit of a false one', async () => {
    // enough of the truth after the lie, so that the model disagrees with it again
    const lie = await run(['contribute', 'bad', '--label', 'yes', '--account', '3', '--json'])
    const file = join(await temporaryFolder(), 'truth.txt')
    await writeFile(file, '# the truth\n0 0\n0 0 3\n0 0\n')
    const truth = await run(['contribute', '--file', file, '--account', '1', '--json'])
    expect(truth.json.contributions).toHaveLength(3)
    expect((await run(['predict', 'bad', '--json'])).json.class).toBe('no')
    await run(['skip', '1h'])

    const status = await run(['status', '--account', '1', '--json'])
    expect(status.json.account.verified).toBe(1)
    expect(status.json.claims).toContainEqual(
      expect.objectContaining({
        index: 1,
        own: false,
        status: 'takeable',
        action: 'take',
        amount: lie.json.deposit,
      }),
    )
    expect((await run(['status', '--account', '3'])).stdout).toContain('disputed')
    const taken = await run(['take', '--index', '1', '--account', '1', '--json'])
    expect(taken.json).toMatchObject({ claims: [{ index: 1, remaining: '0' }], total: lie.json.deposit })
    expect((await run(['take', '--all', '--account', '1'])).stdout).toContain('nothing to take now')
    const refunded = await run(['refund', '--all', '--account', '1'])
    expect(refunded.stdout).toContain('3 contributions refunded')
  })

  test('late claims: the owner takes what is left', async () => {
    await run(['contribute', 'sour', '--label', 'yes', '--account', '4'])
    await run(['skip', '1d'])
    expect((await run(['take', '--all', '--account', '0', '--json'])).json.claims).toHaveLength(1)
  })

  test('--max-deposit is the most that is sent, of a sample or of a whole file', async () => {
    await run(['skip', '1d'])
    const max = (ether: string) => ['--max-deposit', ether, '--account', '2', '--json']
    const one = await run(['contribute', 'good fine', '--label', 'yes', ...max('0.05')])
    expect(one.json.sent).toBe('50000000000000000')
    expect(BigInt(one.json.deposit) + BigInt(one.json.change)).toBe(BigInt(one.json.sent))
    const file = join(await temporaryFolder(), 'samples.txt')
    await writeFile(file, '1 1\n'.repeat(51))
    const index = one.json.contributions[0].index
    // 50 in a transaction, one in the next; those after the first of a block cost 0.06 ETH each
    const dear = await run(['contribute', '--file', file, ...max('3')])
    expect(dear.json.error.message).toMatch(/^The deposit is 3\.0\d+ ETH now, above --max-deposit 3 ETH\.$/)
    const all = await run(['contribute', '--file', file, ...max('3.0601')])
    expect(all.json.contributions.at(-1).index).toBe(index + 51)
    expect(BigInt(all.json.deposit)).toBeLessThanOrEqual(3_060_100_000_000_000_000n)
  })

  test('a private key from the environment signs', async () => {
    const key = developmentKey(9)
    const { json } = await run(['status', '--json'], { env: { COTRAIN_PRIVATE_KEY: key } })
    expect(json.account.address).toBe('0xa0Ee7A142d267C1f36714E4a8F75612F20a79720')
  })

  test('a file that uses some outputs of an encoder only is as easy to ask', async () => {
    const { vocabulary, ...model } = tinyModel
    const picky = { ...model, name: 'Picky', encoder: 'murmur3-v1:12', featureIndices: [4000, 809, 7, 2802] }
    const file = await writeModel(await temporaryFolder(), picky)
    expect((await run(['deploy', '--model', file, '--json'])).json.created).toBe(true)
    const asked = await run(['predict', 'free prize today', '--model', 'picky', '--json'])
    const encoded = await run(['encode', 'free prize today', '--model', file, '--json'])
    expect(asked.json.features).toEqual(encoded.json.features)
    expect(asked.json.features).toEqual([1, 3])
  })

  test('human output is laid out for reading', async () => {
    const { stdout } = await run(['models'])
    expect(stdout).toMatchInlineSnapshot(`
      "ID          NAME   CLASSES   MECHANISM              FEATURES  ENTRIES  STATE
      deposits:0  Tiny   no / yes  Deposit, Refund, Take         4       58  ready
      deposits:1  Picky  no / yes  Deposit, Refund, Take         4        0  ready
      "
    `)
    expect((await run(['status', '--model', '0', '--account', '1'])).stdout).toContain('price now')
  })
})
