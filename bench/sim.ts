/**
 * What simulations need, beside the same of the older project 0xDeCA10B (bench/reference/sim.json): CPU seconds of a
 * process of its own, user and system, with start-up and loading of the data; the median of three. `sim s` is the
 * simulation alone, in seconds on the clock. The program is bundled into plain JavaScript before, and nothing of the
 * caller's environment counts (of which NODE_EXTRA_CA_CERTS alone takes Node 0.03 s to read).
 *
 * Usage: npm run bench:sim -- [--imdb FOLDER] [--json OUT]
 *
 * The IMDB reviews are taken from FOLDER or COTRAIN_IMDB; without them generated texts of the same shape are used.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { RunMetrics } from '@cotrain/simulator'
import { hasCollection } from '@cotrain/simulator/node'
import { build } from 'esbuild'

type Usage = {
  cpuSeconds: number
  peakRssMb: number
  contributions: number
  requests: number
  metrics: RunMetrics
  endsWith: Record<string, number>
}
/** Null where the older project was not measured. */
type Reference = { cpuSeconds: number | null; peakRssMb: number | null }

const { values } = parseArgs({
  options: { json: { type: 'string' }, imdb: { type: 'string', default: process.env.COTRAIN_IMDB } },
})
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const references: Record<string, Reference> = JSON.parse(
  readFileSync(here('./reference/sim.json'), 'utf8'),
).scenarios

/** As many samples, features and words of a text as the IMDB reviews have. */
const sameShape = { set: 'synthetic', train: 25_000, test: 25_000, features: 1_000, words: 160, signal: 0.35 }
const imdb = values.imdb !== undefined && hasCollection('imdb', values.imdb)
const data = imdb ? { set: 'imdb', path: values.imdb } : sameShape
if (!imdb)
  console.log('The IMDB reviews are not here (--imdb FOLDER): generated texts of the same shape instead.\n')

const folder = mkdtempSync(join(tmpdir(), 'cotrain-bench-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
await bundle()

const repeats = 3
const rows = ['imdb-perceptron', 'imdb-naive-bayes', 'imdb-centroids', 'imdb-market'].map(scenario => {
  const usages = Array.from({ length: repeats }, () => measure(scenario))
  const usage = usages.sort((a, b) => a.cpuSeconds - b.cpuSeconds)[Math.floor(repeats / 2)]!
  return {
    scenario,
    data: data.set,
    ...usage,
    reference: references[scenario] ?? { cpuSeconds: null, peakRssMb: null },
  }
})

console.log(
  [['scenario', 'CPU s', 'sim s', '0xDeCA10B', 'ratio', 'peak MB', '0xDeCA10B', 'contributions', 'a CPU s']]
    .concat(rows.map(cells))
    .map(([name = '', ...rest]) => name.padEnd(18) + rest.map(cell => cell.padStart(14)).join(''))
    .join('\n'),
)
const { metrics, endsWith } = measure('imdb-perceptron', '--baseline')
const percent = (share: number | null | undefined) => `${(100 * (share ?? Number.NaN)).toFixed(2)} %`
console.log(
  `\nimdb-perceptron begins at ${percent(metrics.initialAccuracy)}, ends at ${percent(metrics.finalAccuracy)} ` +
    `(mean ${percent(metrics.meanAccuracy)}); without the attacker it ends at ${percent(metrics.baselineFinalAccuracy)} ` +
    `(mean ${percent(metrics.baselineMeanAccuracy)}): the attack costs ` +
    `${(100 * (metrics.baselineFinalAccuracy! - metrics.finalAccuracy)).toFixed(2)} points, which a steady curve hides.\n` +
    `The good agent ends with ${percent(endsWith.good)} of its start, the bad one with ${percent(endsWith.bad)}.`,
)
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ rows }, null, 2)}\n`)

function measure(scenario: string, ...more: string[]): Usage {
  const args = [join(folder, 'run.mjs'), scenario, '--data', JSON.stringify(data), ...more]
  return JSON.parse(execFileSync(process.execPath, args, { cwd: here('..'), env: {}, encoding: 'utf8' }))
}

/** The program that is measured, in parts: what a run does not need is not loaded. */
async function bundle(): Promise<void> {
  await build({
    entryPoints: [here('./sim/run.ts')],
    tsconfig: here('../tsconfig.base.json'),
    bundle: true,
    splitting: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    external: ['piscina'],
    logLevel: 'error',
  })
}

function cells({
  scenario,
  cpuSeconds,
  peakRssMb,
  contributions,
  metrics,
  reference,
}: (typeof rows)[number]): string[] {
  return [
    scenario,
    cpuSeconds.toFixed(2),
    metrics.wallSeconds.toFixed(2),
    reference.cpuSeconds?.toFixed(0) ?? '–',
    reference.cpuSeconds === null ? '–' : (cpuSeconds / reference.cpuSeconds).toFixed(4),
    peakRssMb.toFixed(0),
    reference.peakRssMb?.toFixed(0) ?? '–',
    contributions.toLocaleString('en-US'),
    (contributions / cpuSeconds).toFixed(0),
  ]
}
