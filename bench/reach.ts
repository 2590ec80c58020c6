/**
 * How long commands and the dashboard's gallery take by way of a node that answers slowly, and how many requests they make;
 * and how many queries of logs are refused by nodes with the usual limits.
 *
 * Usage: npx tsx bench/reach.ts [--latency 200]
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { cotrainActions, nodeTransport } from '@cotrain/sdk'
import { type BadNode, startBadNode } from '@cotrain/testing/badNode'
import { createClient } from 'viem'
import { getBlock } from 'viem/actions'
import { foundry } from 'viem/chains'

const { values } = parseArgs({ options: { latency: { type: 'string', default: '200' } } })
const latency = Number(values.latency)
const bin = fileURLToPath(new URL('../packages/cli/bin/cotrain.js', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'cotrain-reach-'))
const env = { ...process.env, XDG_STATE_HOME: folder, XDG_CACHE_HOME: folder }

/** A local chain with the three models that come with Cotrain. */
async function startUp(): Promise<{ rpcUrl: string; child: ChildProcess }> {
  const args = ['up', '--no-dashboard', '--json', '--port', '0', '--state', join(folder, 'state')]
  const child = spawn(process.execPath, [bin, ...args], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const line = await new Promise<string>(resolve => {
    createInterface({ input: child.stdout! }).once('line', resolve)
  })
  return { ...(JSON.parse(line) as { rpcUrl: string }), child }
}

/** Runs a command; milliseconds until it has ended. */
async function timed(words: readonly string[]): Promise<number> {
  const start = performance.now()
  const child = spawn(process.execPath, [bin, ...words], { env, stdio: ['ignore', 'ignore', 'inherit'] })
  const code = await new Promise(resolve => child.once('close', resolve))
  if (code !== 0) throw new Error(`${words.join(' ')} ended with ${code}`)
  return performance.now() - start
}

function say(what: string, milliseconds: number, node: BadNode, before: number): void {
  const requests = node.count.requests - before
  process.stdout.write(`${what.padEnd(34)}${(milliseconds / 1000).toFixed(2)} s, ${requests} HTTP requests\n`)
}

const { rpcUrl, child } = await startUp()
const node = await startBadNode(rpcUrl)
try {
  for (const [manners, badness] of [
    [`${latency} ms`, { latency }],
    [`${latency} ms, 1,000 blocks a query`, { latency, maxBlocks: 1000 }],
    [`${latency} ms, 5 calls a second`, { latency, perSecond: 5 }],
  ] as const) {
    node.badness = badness
    process.stdout.write(`\n${manners}\n`)
    for (const words of [['models'], ['status'], ['predict', 'win a free prize']]) {
      const before = node.count.requests
      const took = await timed([...words, '--rpc', node.url])
      say(`cotrain ${words[0]}`, took, node, before)
    }
    const before = node.count.requests
    const start = performance.now()
    // what the gallery waits for: the newest block, then all models
    const client = createClient({ chain: foundry, transport: nodeTransport(node.url) })
    await getBlock(client)
    const models = await client.extend(cotrainActions()).listModels()
    say(`gallery of ${models.length} models`, performance.now() - start, node, before)
  }
} finally {
  await node.stop()
  child.kill('SIGINT')
  await new Promise(resolve => child.once('close', resolve))
  rmSync(folder, { recursive: true, force: true })
}
