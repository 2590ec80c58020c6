/**
 * What a client takes to know a model of 10,000 contributions of 40 words: to read all of it from a node, to go on from
 * what it has kept, and to start from a snapshot. And how long commands wait for a node that answers after 200 ms and
 * gives the logs of 1,000 blocks at once, of a chain of 3,200 blocks and more.
 *
 * Usage: npx tsx bench/sync.ts [--contributions 10000] [--json OUT]
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { abiOf, devAccount, trainerOf } from '@cotrain/sdk'
import { packSample, toSample } from '@cotrain/sdk/encoders'
import { startAnvil } from '@cotrain/testing/anvil'
import { createTestClient, createWalletClient, http, parseEther, publicActions } from 'viem'
import { foundry } from 'viem/chains'

const featureCount = 4_000
const words = 40
/** Contributions of a transaction: what fits into one on mainnet. */
const batch = 30
const blocks = 3_200
const latency = 200
const blocksOfQuery = 1_000

const repo = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url))

/** What a run of a command took. */
type Run = { seconds: number; cpuSeconds: number; megabytes: number }

/** Writes what the process took into the file that COTRAIN_BENCH_OUT names, when it ends. */
const meter = `data:text/javascript,${encodeURIComponent(`
import { writeFileSync } from 'node:fs'
process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
  writeFileSync(process.env.COTRAIN_BENCH_OUT, JSON.stringify({ cpu: userCPUTime + systemCPUTime, maxRSS }))
})
`)}`

/** Runs the built command line. @throws Error when it fails */
async function cotrain(args: readonly string[], env: Record<string, string>): Promise<Run> {
  const out = join(folder, 'usage.json')
  const start = performance.now()
  const child = spawn(process.execPath, ['--import', meter, repo('packages/cli/bin/cotrain.js'), ...args], {
    env: { ...process.env, ...env, COTRAIN_BENCH_OUT: out },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const code = await new Promise(resolve => child.once('close', resolve))
  const seconds = (performance.now() - start) / 1000
  if (code !== 0) throw new Error(`cotrain ${args.join(' ')} ended with code ${code}`)
  const { cpu, maxRSS } = JSON.parse(readFileSync(out, 'utf8')) as { cpu: number; maxRSS: number }
  return { seconds, cpuSeconds: cpu / 1e6, megabytes: maxRSS / 1024 }
}

/** The best of some runs; `before` prepares each. */
async function best(runs: number, run: () => Promise<Run>, before: () => void = () => {}): Promise<Run> {
  const all: Run[] = []
  for (let i = 0; i < runs; i++) {
    before()
    all.push(await run())
  }
  return all.reduce((a, b) => (b.seconds < a.seconds ? b : a))
}

/** A node that answers late, and refuses to look for logs in many blocks at once. */
async function startDistantNode(target: string) {
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    await new Promise(resolve => setTimeout(resolve, latency))
    const body = Buffer.concat(parts).toString()
    const { id, method, params } = JSON.parse(body)
    const { fromBlock = 0, toBlock = 0 } = method === 'eth_getLogs' ? params[0] : {}
    const refused = Number(toBlock) - Number(fromBlock) >= blocksOfQuery
    const headers = { 'content-type': 'application/json' }
    const answer = refused
      ? JSON.stringify({ jsonrpc: '2.0', id, error: { code: -32_005, message: 'block range is too wide' } })
      : await (await fetch(target, { method: 'POST', headers, body })).text()
    response.writeHead(200, headers).end(answer)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop: () => server.close() }
}

/** Fixed pseudo-random numbers (a linear congruential generator), so that every run has the same work. */
let state = 1
function random(below: number): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
  return Math.floor((state / 2 ** 32) * below)
}

function randomSample() {
  const indices = new Set<number>()
  while (indices.size < words) indices.add(random(featureCount))
  return packSample(toSample(indices))
}

/** Teaches model `deposits:0` random samples, many in a transaction. */
async function teach(rpcUrl: string, count: number): Promise<void> {
  const account = devAccount(0)
  const client = createWalletClient({ account, chain: foundry, transport: http(rpcUrl) }).extend(
    publicActions,
  )
  const tester = createTestClient({ mode: 'anvil', chain: foundry, transport: http(rpcUrl) })
  await tester.setBalance({ address: account.address, value: parseEther('1000000000000') })
  let nonce = await client.getTransactionCount({ address: account.address })
  for (let made = 0; made < count; made += batch) {
    const size = Math.min(batch, count - made)
    const hash = await client.writeContract({
      address: trainerOf('deposits').trainer,
      abi: abiOf({ mechanism: 'deposits' }),
      functionName: 'contributeBatch',
      args: [0n, Array.from({ length: size }, () => random(2)), Array.from({ length: size }, randomSample)],
      value: parseEther('100') * BigInt(size),
      gas: 16_700_000n,
      nonce: nonce++,
    } as never)
    const { status } = await client.waitForTransactionReceipt({ hash, pollingInterval: 20 })
    if (status !== 'success') throw new Error(`the contributions from ${made} on failed`)
  }
}

const { values } = parseArgs({
  options: { contributions: { type: 'string', default: '10000' }, json: { type: 'string' } },
})
const contributions = Number(values.contributions)
const folder = mkdtempSync(join(tmpdir(), 'cotrain-bench-'))
const anvil = await startAnvil({ args: ['--gas-limit', '60000000'] })
const distant = await startDistantNode(anvil.rpcUrl)

try {
  const cache = join(folder, 'cache')
  const near = { COTRAIN_RPC: anvil.rpcUrl, XDG_CACHE_HOME: cache, XDG_STATE_HOME: folder }
  const far = { ...near, COTRAIN_RPC: distant.url }
  const forget = () => rmSync(cache, { recursive: true, force: true })
  await cotrain(['deploy', repo('models/spam-filter/model.json')], near)
  await teach(anvil.rpcUrl, contributions)
  const transport = http(anvil.rpcUrl, { timeout: 600_000 })
  await createTestClient({ mode: 'anvil', chain: foundry, transport }).mine({ blocks, interval: 12 })

  const text = 'win a free prize now'
  const predict = ['predict', text, '--model', 'deposits:0']
  const file = join(folder, 'model.cotrain')
  const local = [...predict, '--local']
  const results = {
    'start, no node': await best(3, () => cotrain(['--version'], near)),
    'sync of all': await best(2, () => cotrain(local, near), forget),
    'sync from what is kept': await best(3, () => cotrain(local, near)),
    'snapshot, written': await cotrain(['snapshot', 'deposits:0', '--out', file], near),
    'snapshot, checked': await best(2, () => cotrain(['snapshot', '--from', file], near), forget),
    'predict by id, cold, 200 ms': await best(3, () => cotrain(predict, far), forget),
    'predict by id, warm, 200 ms': await best(3, () => cotrain(predict, far)),
    'models, cold, 200 ms': await best(3, () => cotrain(['models'], far), forget),
    'models, warm, 200 ms': await best(3, () => cotrain(['models'], far)),
  }
  console.table(
    Object.fromEntries(
      Object.entries(results).map(([name, { seconds, cpuSeconds, megabytes }]) => [
        name,
        {
          seconds: seconds.toFixed(2),
          'CPU seconds': cpuSeconds.toFixed(2),
          'MB at most': megabytes.toFixed(0),
        },
      ]),
    ),
  )
  const bytes = readFileSync(file).length
  console.log(`A snapshot of ${contributions} contributions has ${bytes} bytes.`)
  const document = { contributions, words, blocks, latency, blocksOfQuery, bytes, results }
  if (values.json) writeFileSync(values.json, `${JSON.stringify(document, undefined, 2)}\n`)
} finally {
  await distant.stop()
  await anvil.stop()
  rmSync(folder, { recursive: true, force: true })
}
