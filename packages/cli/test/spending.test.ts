import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { devAccount } from '@cotrain/sdk'
import { createTestClient, createWalletClient, type Hash, http, parseGwei, publicActions } from 'viem'
import { foundry } from 'viem/chains'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Anvil } from '../src/chain/anvil.ts'
import { bareChain, bin, cotrain, sharedFolder, start, temporaryFolder } from './cli.ts'
import { tinyModel, writeModel } from './models.ts'

/** A chain that makes no block until it is told to, and a folder of what the commands remember. */
let chain: Anvil
let shared: Awaited<ReturnType<typeof sharedFolder>>
let file: string
let state: string
const tester = () => createTestClient({ mode: 'anvil', chain: foundry, transport: http(chain.rpcUrl) })
const node = () => createWalletClient({ chain: foundry, transport: http(chain.rpcUrl) }).extend(publicActions)
const env = (more: NodeJS.ProcessEnv = {}) => ({ COTRAIN_RPC: chain.rpcUrl, XDG_STATE_HOME: state, ...more })
const run = (...args: string[]) => cotrain(args, { env: env() })
const lesson = (account: number) => ['contribute', 'good fine', '--label', 'yes', '--account', `${account}`]
const kept = () => {
  try {
    return readdirSync(join(state, 'cotrain', 'in-flight'))
  } catch {
    return []
  }
}
const sentIn = (text: string) => /Sending (0x[0-9a-f]{64})/.exec(text)?.[1] as Hash | undefined
const mine = () => tester().mine({ blocks: 1 })
const pending = async () => (await tester().getTxpoolStatus()).pending

async function startPending(args: readonly string[]) {
  const before = await pending()
  const child = start(args, { env: env() })
  await expect.poll(pending, { timeout: 30_000 }).toBeGreaterThan(before)
  await expect.poll(() => sentIn(child.said.stderr)).toBeDefined()
  return { ...child, hash: sentIn(child.said.stderr)! }
}

beforeAll(async () => {
  chain = await bareChain()
  shared = await sharedFolder()
  file = await writeModel(shared.folder, tinyModel)
  const dry = await cotrain(['deploy', file, '--dry-run', '--json'], { env: { COTRAIN_RPC: chain.rpcUrl } })
  // eight classifiers, the trainer, the model, its vocabulary
  expect(dry.json).toMatchObject({ dryRun: true, estimate: { transactions: 11 } })
  expect((await cotrain(['deploy', file], { env: { COTRAIN_RPC: chain.rpcUrl } })).code).toBe(0)
  await tester().setAutomine(false)
})
afterAll(() => Promise.all([chain.stop(), shared.remove()]))
beforeEach(async () => {
  state = await temporaryFolder()
  await mine()
})

describe('transactions that wait', () => {
  test('hurried, it is one contribution: not sent twice, and known to who waits', async () => {
    const first = await startPending(lesson(1))
    const listed = await run('tx', 'list', '--json')
    expect(listed.json).toMatchObject([{ transaction: first.hash, does: 'contribute', state: 'pending' }])
    const tight = await run('tx', 'speed-up', first.hash, '--account', '1', '--max-fee', '0.0001')
    expect({ code: tight.code, said: tight.stderr }).toMatchObject({
      code: 1,
      said: expect.stringMatching(/must offer .* above the limit of 0\.0001 gwei.*--max-fee/s),
    })

    const faster = await startReplacing('speed-up', first.hash, 1)
    expect(kept()).toEqual([`${faster.hash}.json`])
    const again = await run(...lesson(1))
    expect(again.stderr).toContain(`already sent as ${faster.hash}`)
    await mine()
    expect([await faster.ended, await first.ended]).toEqual([0, 0])
    expect(faster.said.stdout).toContain(`${faster.hash} is mined`)
    expect(kept()).toEqual([])
    const late = await run('tx', 'speed-up', first.hash, '--account', '1')
    expect({ code: late.code, said: late.stderr }).toMatchObject({
      code: 1,
      said: expect.stringContaining('Nothing was sent'),
    })
  })

  test('given up, it is never mined, and may be sent anew', async () => {
    const first = await startPending(lesson(2))
    const { hash, ended, said } = await startReplacing('cancel', first.hash, 2)
    const soon = await run(...lesson(2))
    expect(soon.stderr).toMatch(new RegExp(`already sent as ${hash}, and is being given up`))
    await mine()
    expect([await ended, await first.ended]).toEqual([0, 1])
    expect(said.stdout).toContain(`Given up: ${first.hash} will never be mined`)
    expect(first.said.stderr).toContain(`${hash} of the same account took its place`)
    const anew = await startPending(lesson(2))
    await mine()
    expect(await anew.ended).toBe(0)
  })

  /** Starts a replacement, and waits until the node has it. */
  async function startReplacing(how: string, hash: Hash, account: number) {
    const child = start(['tx', how, hash, '--account', `${account}`], { env: env() })
    const isThere = async () => {
      const sent = sentIn(child.said.stderr)
      return (
        sent !== undefined &&
        (await node()
          .getTransaction({ hash: sent })
          .catch(() => null)) !== null
      )
    }
    await expect.poll(isThere, { timeout: 30_000 }).toBe(true)
    return { ...child, hash: sentIn(child.said.stderr)! }
  }

  test('two processes with one account: both land', async () => {
    const children = ['good fine', 'fine'].map(text =>
      start(['contribute', text, '--label', 'yes', '--account', '3'], { env: env() }),
    )
    await expect.poll(pending, { timeout: 30_000 }).toBe(2)
    await mine()
    expect(await Promise.all(children.map(({ ended }) => ended))).toEqual([0, 0])
  })

  test('fees, nonces and confirmations are as they are given, or refused in words', async () => {
    const [gaps, cheap] = await Promise.all([
      run(...lesson(4), '--nonce', '7'),
      run(...lesson(4), '--max-fee', '0'),
    ])
    expect(gaps.stderr).toMatch(/gap before nonce 7.*or take 0/s)
    expect(cheap.stderr).toMatch(/Gas costs .* gwei now, and 0 gwei is the most.*--max-fee/s)
    const fees = ['--max-fee', '30', '--priority-fee', '2.5']
    const sent = await startPending([...lesson(4), '--nonce', '0', '--confirmations', '2', ...fees])
    expect(await node().getTransaction({ hash: sent.hash })).toMatchObject({
      maxFeePerGas: parseGwei('30'),
      maxPriorityFeePerGas: parseGwei('2.5'),
      nonce: 0,
    })
    await mine()
    expect(kept()).toEqual([`${sent.hash}.json`])
    await mine()
    expect(await sent.ended).toBe(0)
    const used = await run(...lesson(4), '--nonce', '0', '--again')
    expect(used.stderr).toMatch(/Nonce 0 of the account is used already.*or take 1/s)
  })
})

test('dry runs check the same, send nothing and write nothing', async () => {
  const dry = await run(...lesson(5), '--dry-run', '--json')
  expect(dry.code).toBe(0)
  expect(dry.json).toMatchObject({
    dryRun: true,
    account: devAccount(5).address,
    transactions: [{ does: 'contribute', comesBack: true }],
  })
  const { costAtMost, transactions } = dry.json
  expect(BigInt(costAtMost)).toBeGreaterThan(BigInt(transactions[0].value))
  const [said, missing, dear, none] = await Promise.all([
    run(...lesson(5), '--dry-run'),
    run('refund', '--index', '999', '--dry-run'),
    run(...lesson(5), '--dry-run', '--max-deposit', '0'),
    run('refund', '--all', '--dry-run', '--json', '--account', '5'),
  ])
  expect(said.stdout).toMatch(/nothing was sent.*contribute, at 0x.* at most/s)
  expect([missing.code, dear.code]).toEqual([1, 1])
  expect(none.json).toMatchObject({ dryRun: true, transactions: [], claims: [] })
  const { address } = devAccount(6)
  await tester().setBalance({ address, value: 10n ** 12n })
  const poor = await run(...lesson(6), '--dry-run')
  expect({ code: poor.code, said: poor.stderr }).toMatchObject({
    code: 1,
    said: expect.stringMatching(/not have enough/),
  })
  expect([await pending(), kept()]).toEqual([0, []])
})

describe('a chain that is not local', () => {
  let other: Anvil
  // the first development account: what it has on this chain, which has the id of a public one, is not given away
  const key = '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80'
  const publicEnv = () => env({ COTRAIN_RPC: other.rpcUrl, COTRAIN_PRIVATE_KEY: key })
  const at = () => createTestClient({ mode: 'anvil', chain: foundry, transport: http(other.rpcUrl) })
  const isEmpty = async () => (await at().extend(publicActions).getTransactionCount(devAccount(0))) === 0

  beforeAll(async () => {
    other = await bareChain(['--chain-id', '11155111'])
  })
  afterAll(() => other.stop())

  test('without a terminal, nothing is sent unless --yes says so', async () => {
    const refused = await cotrain(['deploy', file], { env: publicEnv() })
    expect({ code: refused.code, said: refused.stderr }).toMatchObject({
      code: 1,
      said: expect.stringMatching(/Sepolia \(chain 11155111\), from 0xf39F.*11 transactions.*--yes/s),
    })
    expect(await isEmpty()).toBe(true)
  })

  // the options of `script`, which makes a terminal, differ elsewhere
  test.runIf(process.platform === 'linux')('in a terminal it asks; no is no, and yes sends', async () => {
    const ask = (answer: string) =>
      new Promise<string>(resolve => {
        const command = `${process.execPath} ${bin} deploy ${file}`
        const child = spawn('script', ['-qec', command, '/dev/null'], {
          env: { ...process.env, ...publicEnv(), NO_COLOR: '1' },
        })
        let said = ''
        let answered = false
        child.stdout.on('data', data => {
          said += data
          if (answered || !said.includes('Send it?')) return
          answered = true
          child.stdin.write(`${answer}\r`)
        })
        child.once('close', () => resolve(said))
      })
    expect(await ask('n')).toContain('Not sent, as you say')
    expect(await isEmpty()).toBe(true)
    expect(await ask('y')).toContain('is on the chain as')
    expect(await isEmpty()).toBe(false)
  })
})
