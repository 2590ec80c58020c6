/**
 * How long the page takes to show each tab of a model with 10,000 contributions, in a browser that knows the model from
 * before (warm) and in one that does not (cold), on this processor and on one that is four times slower; and what it
 * costs to leave it open.
 *
 * Usage: npm run bench:dashboard -- [--contributions 10000] [--mechanism deposits] [--slowdown 1,4] [--tabs claims,activity]
 *        [--json OUT]
 *
 * The chain is made once, in seconds, and kept in node_modules/.cache/bench-dashboard.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { mechanismNames } from '@cotrain/sdk'
import { launchBrowser } from '@cotrain/testing/browser'
import { startTaughtChain } from './dashboard/chain.ts'
import { type Conditions, type Page, type Visit, visit } from './dashboard/measure.ts'

/** Milliseconds that requests wait where the browser knows nothing yet. */
const latency = 100

const { values } = parseArgs({
  options: {
    contributions: { type: 'string', default: '10000' },
    mechanism: { type: 'string', default: 'deposits' },
    slowdown: { type: 'string', default: '1,4' },
    tabs: { type: 'string' },
    json: { type: 'string' },
  },
})
const mechanism = mechanismNames.find(name => name === values.mechanism)
if (!mechanism) throw new Error(`There is no mechanism ${values.mechanism}.`)

/** What each tab is for, by which it is found that it is there. */
const readyOf: Record<string, (page: Page) => Promise<unknown>> = {
  predict: page => page.getByRole('textbox', { name: 'Text' }).waitFor(),
  teach: page => page.getByText('What is it?').waitFor(),
  claims: page => page.locator('li[aria-posinset="1"]').waitFor(),
  points: page =>
    page
      .getByRole('listitem', { name: /^Contribution/ })
      .first()
      .waitFor(),
  challenges: page =>
    page
      .getByRole('listitem', { name: /^Contribution/ })
      .first()
      .waitFor(),
  activity: page => page.locator('li[aria-posinset="1"]').waitFor(),
}
const own = { deposits: 'claims', points: 'points', bonded: 'challenges', market: 'market' }[mechanism]
const tabs = values.tabs?.split(',') ?? ['predict', 'teach', own, 'activity']

/** Builds the page, and serves it with the address of a chain beside it. */
async function startPage(rpcUrl: string, outDir: string) {
  const vite = ['run', 'build', '-w', '@cotrain/dashboard', '--', '--outDir', outDir, '--emptyOutDir']
  execFileSync('npm', vite, { cwd: fileURLToPath(new URL('../../..', import.meta.url)), stdio: 'ignore' })
  const local = { rpcUrl, chainId: 31337, devAccounts: true, models: [] }
  writeFileSync(join(outDir, 'local.json'), JSON.stringify(local))
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://page').pathname
    const file = join(outDir, path === '/' ? 'index.html' : path)
    const type = types[extname(file)]
    if (!existsSync(file) || !type) return void response.writeHead(404).end()
    response.writeHead(200, { 'content-type': type }).end(readFileSync(file))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, stop: () => server.close() }
}

const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
}

const folder = mkdtempSync(join(tmpdir(), 'cotrain-bench-'))
const chain = await startTaughtChain({ mechanism, contributions: Number(values.contributions) })
const page = await startPage(chain.rpcUrl, folder)
const browser = await launchBrowser()

/** A browser that acts as account 1, as it does at first on a local chain; it knows the model if it may `keep` what it has read. */
async function profile(keep: boolean) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  if (!keep) return context
  const first = await context.newPage()
  await first.goto(`${page.url}/#/models/${chain.id}/predict`)
  await readyOf.predict!(first)
  await first.waitForTimeout(3_000)
  await first.close()
  return context
}

const results: Record<string, Visit> = {}
try {
  for (const slowdown of values.slowdown.split(',').map(Number)) {
    for (const isWarm of [true, false]) {
      const conditions: Conditions = { slowdown, latency: isWarm ? 0 : latency }
      const warm = isWarm ? await profile(true) : undefined
      for (const tab of tabs) {
        const context = warm ?? (await profile(false))
        const name = `${tab}, ${isWarm ? 'warm' : 'cold'}, ${slowdown}×`
        results[name] = await visit(
          context,
          `${page.url}/#/models/${chain.id}/${tab}`,
          conditions,
          readyOf[tab]!,
        )
        console.error(name, Math.round(results[name].ready))
        if (!warm) await context.close()
      }
      await warm?.close()
    }
  }
  console.table(
    Object.fromEntries(
      Object.entries(results).map(([name, result]) => [
        name,
        {
          'ready ms': Math.round(result.ready),
          'work ms': Math.round(result.work),
          'longest before ms': Math.round(result.longestBefore),
          'longest after ms': Math.round(result.longest),
          'idle ms/s': result.idle.toFixed(1),
          nodes: result.nodes,
          'heap MB': Math.round(result.heap),
        },
      ]),
    ),
  )
  if (values.json) {
    const document = { contributions: Number(values.contributions), mechanism, latency, results }
    writeFileSync(values.json, `${JSON.stringify(document, undefined, 2)}\n`)
  }
} finally {
  await browser.close()
  await page.stop()
  await chain.stop()
  rmSync(folder, { recursive: true, force: true })
}
