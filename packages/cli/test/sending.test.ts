import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { devAccount } from '@cotrain/sdk'
import { createTestClient, createWalletClient, type Hash, http, parseGwei, publicActions } from 'viem'
import { foundry } from 'viem/chains'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Anvil } from '../src/chain/anvil.ts'
import { bareChain, cotrain, sharedFolder, start, temporaryFolder } from './cli.ts'
import { tinyModel, writeModel } from './models.ts'

/** Contributions on a chain that makes no block until it is told to. */
describe('a transaction that waits for its block', () => {
  let chain: Anvil
  let shared: Awaited<ReturnType<typeof sharedFolder>>
  let state: string
  const tester = () => createTestClient({ mode: 'anvil', chain: foundry, transport: http(chain.rpcUrl) })
  const node = (account: number) =>
    createWalletClient({
      account: devAccount(account),
      chain: foundry,
      transport: http(chain.rpcUrl),
    }).extend(publicActions)
  const env = () => ({ COTRAIN_RPC: chain.rpcUrl, XDG_STATE_HOME: state })
  const run = (...args: string[]) => cotrain(args, { env: env() })
  const lesson = (account: number) => ['contribute', 'good fine', '--label', 'yes', '--account', `${account}`]
  const kept = () => readdirSync(join(state, 'cotrain', 'in-flight'))
  const sentIn = (text: string) => /Sending (0x[0-9a-f]{64})/.exec(text)?.[1] as Hash | undefined

  /** Starts a contribution that nobody mines, and waits until the node has it. */
  async function startPending(account: number, ...more: string[]) {
    const child = start([...lesson(account), ...more], { env: env() })
    await expect.poll(() => sentIn(child.said.stderr)).toBeDefined()
    const hash = sentIn(child.said.stderr)!
    const found = (): Promise<bigint | null | 'none'> =>
      node(account)
        .getTransaction({ hash })
        .then(
          ({ blockNumber }) => blockNumber,
          () => 'none',
        )
    await expect.poll(found).toBe(null)
    return { ...child, hash }
  }

  beforeAll(async () => {
    chain = await bareChain()
    shared = await sharedFolder()
    const file = await writeModel(shared.folder, tinyModel)
    const deployed = await cotrain(['deploy', file, '--rpc', chain.rpcUrl])
    expect(deployed.code).toBe(0)
    // each transaction is said, of every command
    expect(deployed.stderr.match(/Sending 0x[0-9a-f]{64}/g)!.length).toBe(11)
    await tester().setAutomine(false)
  })
  afterAll(() => Promise.all([chain.stop(), shared.remove()]))
  beforeEach(async () => {
    state = await temporaryFolder()
    await tester().mine({ blocks: 1 })
  })

  test('Ctrl-C names it; the same is not sent again; wait follows it, and then it is known', async () => {
    const first = await startPending(1, '--json')
    expect(first.said.stderr).toMatch(/with [\d.]+ ETH at most; what is not needed comes back/)
    first.kill('SIGINT')
    expect(await first.ended).toBe(130)
    expect(first.said.stderr).toContain(`cotrain wait ${first.hash}`)
    const { error } = JSON.parse(first.said.stdout)
    expect(error.hints.join()).toContain(`${first.hash} was sent and may still be mined`)
    expect(kept()).toEqual([`${first.hash}.json`])

    const second = await run(...lesson(1), '--json')
    expect(second.code).toBe(1)
    expect(second.json.error).toMatchObject({ code: 'AlreadySentError' })
    expect(second.stderr).toMatch(
      new RegExp(`already sent as ${first.hash}, which is not mined yet.*--again`, 's'),
    )
    expect((await tester().getTxpoolStatus()).pending).toBe(1)
    // another lesson, and the same of another account, are something else
    for (const other of [await startPending(2), await startPending(1, '--again')]) other.kill('SIGKILL')
    expect((await tester().getTxpoolStatus()).pending).toBe(3)

    const waiting = start(['wait', first.hash], { env: env() })
    await tester().mine({ blocks: 1 })
    expect(await waiting.ended).toBe(0)
    expect(waiting.said.stderr).toContain(`${first.hash} is mined`)
    expect(kept()).not.toContain(`${first.hash}.json`)
    expect((await run('wait')).stdout).toContain('All is mined.')
    expect(kept()).toEqual([])
  })

  test('after --timeout it says how to follow it; what was mined since is not paid again unasked', async () => {
    const { code, stderr, stdout } = await run(...lesson(3), '--timeout', '1s')
    const hash = sentIn(stderr)!
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(
      new RegExp(`${hash} was sent, but is not mined after 1 s.*cotrain wait ${hash}`, 's'),
    )
    await tester().mine({ blocks: 1 })
    const again = await run(...lesson(3))
    expect(again.code).toBe(1)
    expect(again.stderr).toMatch(new RegExp(`already sent as ${hash}, and is mined since, in block \\d+`))
    expect(kept()).toEqual([])
    const third = await startPending(3)
    await tester().mine({ blocks: 1 })
    expect(await third.ended).toBe(0)
  })

  test('what the node dropped is sent anew, in its place', async () => {
    const first = await startPending(4)
    first.kill('SIGKILL')
    await first.ended
    const { nonce } = await node(4).getTransaction({ hash: first.hash })
    await tester().dropTransaction({ hash: first.hash })
    const second = await startPending(4)
    expect(second.said.stderr).toContain(`does not know ${first.hash} any more`)
    expect((await node(4).getTransaction({ hash: second.hash })).nonce).toBe(nonce)
    expect(kept()).toEqual([`${second.hash}.json`])
    await tester().mine({ blocks: 1 })
    expect(await second.ended).toBe(0)
    expect(kept()).toEqual([])
  })

  test('what was replaced is sent anew; who waits for it learns of it', async () => {
    const first = await startPending(5)
    const { nonce } = await node(5).getTransaction({ hash: first.hash })
    const replace = (value: bigint, place: number) =>
      node(5).sendTransaction({
        ...{ to: devAccount(5).address, value, nonce: place },
        ...{ maxFeePerGas: parseGwei('300'), maxPriorityFeePerGas: parseGwei('200') },
      })
    await replace(1n, nonce)
    await tester().mine({ blocks: 1 })
    expect(await first.ended).toBe(1)
    expect(first.said.stderr).toContain('took its place')
    expect(kept()).toEqual([])

    const second = await startPending(5)
    second.kill('SIGKILL')
    await second.ended
    await replace(2n, nonce + 1)
    await tester().mine({ blocks: 1 })
    const third = await startPending(5)
    expect(third.said.stderr).toContain(`${second.hash}, which was sent before, was replaced`)
    await tester().mine({ blocks: 1 })
    expect(await third.ended).toBe(0)
  })

  test('a damaged file is named and left out; a folder that cannot be written is no reason to fail', async () => {
    const folder = join(state, 'cotrain', 'in-flight')
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, `0x${'ab'.repeat(32)}.json`), '{"hash":')
    const one = await startPending(6)
    expect(one.said.stderr).toContain('is damaged and left out')
    await tester().mine({ blocks: 1 })
    expect(await one.ended).toBe(0)
    writeFileSync(join(state, 'file'), '')
    state = join(state, 'file')
    const two = await startPending(6)
    expect(two.said.stderr).toContain('Cannot remember this transaction')
    await tester().mine({ blocks: 1 })
    expect(await two.ended).toBe(0)
  })
})
