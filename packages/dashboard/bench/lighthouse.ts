/**
 * What Lighthouse makes of the page as `cotrain up` serves it, on a desk and on a phone with a slow network and processor.
 *
 * Usage: npm run bench:lighthouse -- [--json OUT]
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { audit, startAuditor } from '../test/support/lighthouse.ts'

const { values } = parseArgs({ options: { json: { type: 'string' } } })
const bin = fileURLToPath(new URL('../../cli/bin/cotrain.js', import.meta.url))
const categories = ['performance', 'accessibility', 'best-practices', 'seo']

interface Up {
  dashboardUrl: string
  models: { id: string; name: string }[]
}

/** The product, on a chain of its own. */
async function startUp(folder: string): Promise<{ up: Up; child: ChildProcess }> {
  const args = ['up', '--json', '--port', '0', '--dashboard-port', '0', '--state', join(folder, 'state')]
  const child = spawn(process.execPath, [bin, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = (await once(createInterface({ input: child.stdout! }), 'line')) as [string]
  return { up: JSON.parse(line) as Up, child }
}

const folder = mkdtempSync(join(tmpdir(), 'cotrain-lighthouse-'))
const { up, child } = await startUp(folder)
const auditor = await startAuditor()
const rows: Record<string, string | number>[] = []
try {
  const pages = [
    { page: 'gallery', url: up.dashboardUrl },
    ...up.models
      .slice(0, 1)
      .map(({ id, name }) => ({ page: name, url: `${up.dashboardUrl}/#/models/${id}/predict` })),
  ]
  for (const { page, url } of pages) {
    for (const formFactor of ['desktop', 'mobile'] as const) {
      const { scores, timings, failed } = await audit(url, auditor.port, {
        categories,
        formFactor,
        throttled: true,
      })
      rows.push({ page, on: formFactor, ...scores, ...timings })
      for (const each of failed) process.stderr.write(`${page}, ${formFactor}: ${each}\n`)
    }
  }
} finally {
  await auditor.stop()
  child.kill('SIGINT')
  await once(child, 'close')
  rmSync(folder, { recursive: true, force: true })
}
// milliseconds but for the layout shift, which is a share of the screen
console.table(
  rows.map(row => {
    const round = (value: string | number) =>
      typeof value === 'number' ? Number(value.toFixed(value < 1 ? 3 : 0)) : value
    return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, round(value)]))
  }),
)
const json = JSON.stringify({ rows })
if (values.json) writeFileSync(values.json, `${json}\n`)
else process.stdout.write(`${json}\n`)
