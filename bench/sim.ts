/**
 * What simulations need, beside the same of the older project 0xDeCA10B (bench/reference/sim.json): CPU seconds of a
 * process of its own, user and system, with start-up and loading of the data; the median of three.
 *
 * Usage: npm run bench:sim -- [--imdb FOLDER] [--json OUT]
 *
 * The IMDB reviews are taken from FOLDER or COTRAIN_IMDB; without them generated texts of the same shape are used.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { RunMetrics } from '@cotrain/simulator'
import { hasImdb } from '@cotrain/simulator/node'

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
const imdb = values.imdb !== undefined && hasImdb(values.imdb)
const data = imdb ? { set: 'imdb', path: values.imdb } : sameShape
if (!imdb)
  console.log('The IMDB reviews are not here (--imdb FOLDER): generated texts of the same shape instead.\n')

const repeats = 3
const rows = ['imdb-perceptron', 'imdb-naive-bayes', 'imdb-centroids'].map(scenario => {
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
  [['scenario', 'CPU s', '0xDeCA10B', 'ratio', 'peak MB', '0xDeCA10B', 'contributions', 'a CPU s']]
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
  const args = ['--import', 'tsx', here('./sim/run.ts'), scenario, '--data', JSON.stringify(data), ...more]
  const env = { ...process.env, TSX_TSCONFIG_PATH: here('../tsconfig.base.json') }
  return JSON.parse(execFileSync(process.execPath, args, { cwd: here('..'), env, encoding: 'utf8' }))
}

function cells({
  scenario,
  cpuSeconds,
  peakRssMb,
  contributions,
  reference,
}: (typeof rows)[number]): string[] {
  return [
    scenario,
    cpuSeconds.toFixed(2),
    reference.cpuSeconds?.toFixed(0) ?? '–',
    reference.cpuSeconds === null ? '–' : (cpuSeconds / reference.cpuSeconds).toFixed(4),
    peakRssMb.toFixed(0),
    reference.peakRssMb?.toFixed(0) ?? '–',
    contributions.toLocaleString('en-US'),
    (contributions / cpuSeconds).toFixed(0),
  ]
}
