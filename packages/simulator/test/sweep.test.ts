import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { builtInScenarios, type RunResult } from '../src/index.ts'
import { runSweep } from '../src/node/index.ts'
import { day } from './scenarios.ts'

const scenario = {
  ...builtInScenarios.quick!,
  duration: day,
  axes: [{ path: 'populations.malicious.share', values: [0, 0.5] }],
}

let folder: string
let lines: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cotrain-test-'))
  lines = join(folder, 'runs.lines')
})
afterEach(() => rmSync(folder, { recursive: true }))

const read = () => readFileSync(lines, 'utf8').trimEnd().split('\n')
const keysOf = (runs: readonly RunResult[]) => runs.map(({ seed, point }) => JSON.stringify([seed, point]))

test('a sweep that was broken off goes on where it stopped', async () => {
  const whole = await runSweep({ scenario, seeds: 2, threads: 1, lines })
  const written = read()
  expect(written).toHaveLength(5)
  // As if the process had died while it wrote the third run.
  writeFileSync(lines, `${written.slice(0, 3).join('\n')}\n`)
  appendFileSync(lines, written[3]!.slice(0, 200))
  const progress: number[] = []
  const resumed = await runSweep({
    scenario,
    seeds: 2,
    threads: 1,
    lines,
    onProgress: done => progress.push(done),
  })
  expect(progress[0]).toBeGreaterThanOrEqual(2)
  expect(keysOf(resumed.runs)).toEqual(keysOf(whole.runs))
  const [kept] = resumed.runs
  expect(kept!.metrics.wallSeconds).toBe(whole.runs[0]!.metrics.wallSeconds)
  expect(
    read()
      .slice(1)
      .map(line => JSON.parse(line)),
  ).toHaveLength(4)
})

test('more seeds go on from the fewer', async () => {
  const one = await runSweep({ scenario, seeds: 1, threads: 1, lines })
  const two = await runSweep({ scenario, seeds: 2, threads: 1, lines })
  expect(two.runs[0]!.metrics.wallSeconds).toBe(one.runs[0]!.metrics.wallSeconds)
  expect(two.runs).toHaveLength(4)
})

test('shards of several machines are put together to the whole, and nothing is run again', async () => {
  const paths = [1, 2, 3].map(i => join(folder, `${i}.lines`))
  const parts = []
  for (const [i, path] of paths.entries()) {
    const shard = { index: i + 1, count: 3 }
    parts.push(await runSweep({ scenario, seeds: 2, threads: 1, lines: path, shard }))
  }
  expect(parts.map(({ runs }) => runs.length)).toEqual([2, 1, 1])
  const whole = await runSweep({ scenario, seeds: 2, threads: 1, lines, from: paths })
  const alone = await runSweep({ scenario, seeds: 2, threads: 1 })
  expect(keysOf(whole.runs)).toEqual(keysOf(alone.runs))
  expect(whole.runs.map(({ series }) => series)).toEqual(alone.runs.map(({ series }) => series))
  expect(whole.runs[0]).toEqual(parts[0]!.runs[0])
  expect(read()).toHaveLength(1)
})

test('a shard of another scenario is not put together', async () => {
  await runSweep({ scenario: { ...scenario, axes: [] }, threads: 1, lines })
  const mixed = runSweep({ scenario, threads: 1, from: [lines] })
  await expect(mixed).rejects.toThrow(/holds runs of another scenario/)
})

test('runs of another scenario are not mixed in', async () => {
  await runSweep({ scenario: { ...scenario, axes: [] }, threads: 1, lines })
  await expect(runSweep({ scenario, threads: 1, lines })).rejects.toThrow(/holds runs of another scenario/)
})

test('the results are plain JSON', async () => {
  const result = await runSweep({ scenario: { ...scenario, axes: [] }, threads: 1, lines, keepLines: false })
  expect(JSON.parse(JSON.stringify(result))).toEqual(result)
  expect(() => read()).toThrow(/ENOENT/)
  const { series, metrics, setup } = result.runs[0]!
  expect(series.time[0]).toBe(0)
  expect(series.time.at(-1)).toBe(metrics.duration)
  expect(series.baselineAccuracy).toHaveLength(series.time.length)
  expect(setup).toMatchObject({
    classifier: 'sparse-perceptron',
    data: { initial: 800, stream: 3_200, test: 500 },
  })
})
