import { readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { builtInScenarios, type SweepResult, withValue } from '../src/index.ts'
import { runSweep } from '../src/node/index.ts'
import { makeReport, ResultsError, readSweep } from '../src/report/index.ts'
import { day } from './scenarios.ts'

const scenario = {
  ...builtInScenarios.quick!,
  duration: 2 * day,
  axes: [{ path: 'populations.malicious.share', values: [0.5, 0] }],
}
const lines = join(tmpdir(), `cotrain-test-${process.pid}.lines`)

let sweep: SweepResult
let text: string
beforeAll(async () => {
  sweep = await runSweep({ scenario, seeds: 2, threads: 1, lines })
  text = JSON.stringify(sweep)
})
afterAll(() => rmSync(lines))

/** The sweep with something else at a path, `runs.1.seed` say. */
function changed(path: string, value: unknown): string {
  const [list, i, ...rest] = path.split('.')
  if (list !== 'runs' || i === undefined) return JSON.stringify({ ...sweep, [path]: value })
  const runs = sweep.runs.map((run, at) =>
    at === Number(i) ? withValue(run, rest.join('.'), value as string) : run,
  )
  return JSON.stringify({ ...sweep, runs })
}

describe('results in a file', () => {
  test('are read as they were written, and make the same report', async () => {
    const read = readSweep(`${text}\n`)
    expect(read).toEqual(sweep)
    expect(await makeReport(read)).toEqual(await makeReport(sweep))
  })

  test('of a sweep that is not over are read in the order of the sweep', () => {
    const [header, ...runs] = readFileSync(lines, 'utf8').trimEnd().split('\n')
    const mixed = [header, runs[3], runs[0], runs[2]].join('\n')
    const read = readSweep(`${mixed}\n{"format":"cotrain-run-1","se`)
    expect(read.runs).toEqual([sweep.runs[0], sweep.runs[2], sweep.runs[3]])
    expect(() => readSweep(`${header}\n`)).toThrow(/^runs: there are none\. *\n*.*Wait until/s)
  })

  test('of another version may have more fields', () => {
    expect(() => readSweep(changed('runs.0.metrics.kindness', 3))).not.toThrow()
    expect(() => readSweep(changed('more', { than: 'this' }))).not.toThrow()
  })

  test.each<[string, () => string, RegExp]>([
    ['nothing', () => ' \n', /^The file is empty/],
    ['text', () => 'mean,max\n1,2\n', /^The file is not JSON\.[\s\S]*--json FILE/],
    ['a list', () => '[1]', /^The file holds no results/],
    ['a scenario', () => JSON.stringify(scenario), /^format: is missing; this is a scenario[\s\S]*THIS_FILE/],
    ['one run', () => JSON.stringify(sweep.runs[0]), /^format: this is a single run/],
    [
      'another format',
      () => changed('format', 'x'.repeat(500)),
      /^format: is "x{59}…, and must be "cotrain-sweep-1"/,
    ],
    ['a half', () => text.slice(0, text.length / 2), /^The file is not JSON/],
    ['no runs', () => changed('runs', []), /^runs: there are none/],
    ['no list of runs', () => changed('runs', {}), /^runs: must be a list/],
    ['a text for a number', () => changed('runs.1.seed', 'one'), /^runs\.1\.seed: Invalid input: expected/],
    [
      'a number without end',
      () => text.replace(/("metrics":.*?"gini":)[\d.e-]+/, '$11e999'),
      /^runs\.0\..*gini/,
    ],
    [
      'a series too short',
      () => changed('runs.2.series.accuracy', [1]),
      /^runs\.2\.series\.accuracy: has 1 values, but there are 3 times/,
    ],
    [
      'times that fall',
      () => changed('runs.0.series.time', [2, 1, 3]),
      /^runs\.0\.series\.time: does not ascend/,
    ],
    [
      'no place in the sweep',
      () => changed('runs.3.point', {}),
      /^runs\.3\.point: has no value of the axis "populations\.malicious\.share"/,
    ],
    [
      'too many places',
      () => changed('runs.0.point', { 'populations.malicious.share': 0, more: 1 }),
      /^runs\.0\.point: has values that are of no axis/,
    ],
    ['other populations', () => changed('runs.1.populations', []), /^runs\.1\.populations: are other ones/],
    [
      'an axis without values',
      () => changed('axes', [{ path: 'seed', values: [] }]),
      /^axes\.0\.values: is empty/,
    ],
  ])('%s is refused in words', (_, make, message) => {
    const read = () => readSweep(make())
    expect(read).toThrow(ResultsError)
    expect(read).toThrow(message)
  })
})
