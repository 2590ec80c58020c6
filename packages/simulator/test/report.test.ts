import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { meanInterval } from '../src/analysis/index.ts'
import { builtInScenarios, type SweepResult } from '../src/index.ts'
import { runSweep } from '../src/node/index.ts'
import { writeReport } from '../src/report/node/index.ts'
import { averaged } from '../src/report/series.ts'
import { day } from './scenarios.ts'

const scenario = {
  ...builtInScenarios.quick!,
  name: 'a <b>, "c" & d',
  duration: 3 * day,
  axes: [
    { path: 'classifier', values: [{ type: 'perceptron' }, { type: 'naive bayes' }] },
    { path: 'populations.malicious.share', title: 'share of attackers', values: [0, 0.5] },
  ],
}

let folder: string
let sweep: SweepResult
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cotrain-test-'))
  sweep = await runSweep({ scenario, seeds: 3, threads: 1 })
  await writeReport(sweep, join(folder, 'made', 'here'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const read = (name: string) => readFileSync(join(folder, 'made', 'here', name), 'utf8')

describe('a report', () => {
  test('has a page, the plots and the numbers', () => {
    expect(readdirSync(join(folder, 'made', 'here')).sort()).toEqual([
      'accuracy.png',
      'accuracy.svg',
      'agents.csv',
      'attackCost.png',
      'attackCost.svg',
      'attackCostPerPoint.png',
      'attackCostPerPoint.svg',
      'balances.png',
      'balances.svg',
      'figures.csv',
      'honestProfit.png',
      'honestProfit.svg',
      'index.html',
      'lostPoints.png',
      'lostPoints.svg',
      'map-attackCost.png',
      'map-attackCost.svg',
      'map-lostPoints.png',
      'map-lostPoints.svg',
      'populations.csv',
      'runs.csv',
      'series.csv',
    ])
  })

  test('is one file: it loads nothing, and names are text', () => {
    const page = read('index.html')
    expect(page).not.toMatch(/<(?:script|link|img|iframe)\b/)
    expect(page.match(/(?:src|href)="[^#"][^"]*"|url\([^#)]*\)|@import/g)).toBeNull()
    expect(page).toContain('<h1>a &#60;b&#62;, &#34;c&#34; &#38; d</h1>')
    expect(page.match(/<figure>/g)).toHaveLength(8)
    expect(page.match(/<svg role="img" aria-labelledby=/g)).toHaveLength(8)
    expect(page.match(/<tbody>[\s\S]*?<\/tbody>/)![0].match(/<tr>/g)).toHaveLength(4)
    expect(page).not.toMatch(/NaN|undefined/)
  })

  test('plots of their own have a title and take light or dark', () => {
    const svg = read('accuracy.svg')
    expect(svg).toMatch(/^<svg [^>]*><title>Accuracy over time<\/title><style>.*prefers-color-scheme:dark/)
    expect(svg).toMatch(/without attackers/)
    expect(svg).not.toMatch(/NaN/)
  })

  test('the numbers are those of the runs', () => {
    const [head, ...rows] = read('runs.csv').trimEnd().split('\r\n')
    expect(rows).toHaveLength(12)
    const column = head!.split(',').indexOf('finalAccuracy')
    expect(rows.map(row => Number(row.split(',')[column]))).toEqual(
      sweep.runs.map(({ metrics }) => metrics.finalAccuracy),
    )
    const { mean } = meanInterval(sweep.runs.slice(3, 6).map(({ metrics }) => metrics.meanAccuracy))
    expect(read('figures.csv').split('\r\n')[2]).toContain(`perceptron,0.5,3,`)
    expect(read('figures.csv').split('\r\n')[2]).toContain(`${(100 * mean).toFixed(2)} % ±`)
  })

  test('shows what the reporters say, and all numbers in the files', async () => {
    const chosen = { ...scenario, reporters: ['accuracy', 'verified'] as const, axes: scenario.axes.slice(1) }
    const few = await runSweep({ scenario: { ...chosen, reporters: [...chosen.reporters] }, threads: 1 })
    const names = await writeReport(few, join(folder, 'few'))
    expect(names.filter(name => name.endsWith('.svg'))).toEqual(['accuracy.svg'])
    const page = readFileSync(join(folder, 'few', 'index.html'), 'utf8')
    expect(page).toContain('<th scope="col">honest verified</th>')
    expect(page).not.toContain('<th scope="col">Gini</th>')
    expect(readFileSync(join(folder, 'few', 'runs.csv'), 'utf8')).toContain(',gini,')
  })

  test('has what every agent did', () => {
    const [head, ...rows] = read('agents.csv').trimEnd().split('\r\n')
    expect(head).toMatch(/seed,agent,population,strategy,contributions,verified,.*,points,reports$/)
    expect(rows).toHaveLength(sweep.runs.reduce((sum, { agents }) => sum + agents.length, 0))
  })

  test('of no runs is refused', async () => {
    await expect(writeReport({ ...sweep, runs: [] }, folder)).rejects.toThrow(/runs: there are none/)
  })
})

test('runs of other lengths are brought to the same times: the last value counts', () => {
  const [run] = sweep.runs
  const of = (time: number[], accuracy: number[]) => ({ ...run!, series: { ...run!.series, time, accuracy } })
  const moments = averaged(
    [of([0, 10, 20, 30], [0.5, 0.6, 0.7, 0.8]), of([0, 15], [0.5, 0.9])],
    ({ series }) => series.accuracy,
  )
  expect(moments.map(({ time }) => time)).toEqual([0, 10, 20, 30])
  expect(moments.map(({ mean }) => mean)).toEqual(
    [0.5, 0.55, 0.8, 0.85].map(mean => expect.closeTo(mean, 12)),
  )
})
