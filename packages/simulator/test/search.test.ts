import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { parseSearched, type ScenarioInput } from '../src/index.ts'
import { runSearch, type SearchOptions } from '../src/node/index.ts'
import { day } from './scenarios.ts'

const often = { exponential: 6 * 3_600 }

/** Honest people who give up after two rounds, and an attacker who gives up after one: so it loses. */
const scenario: ScenarioInput = {
  name: 'rounds',
  data: { set: 'synthetic', train: 600, test: 100, features: 120, words: 20, initialShare: 0.5 },
  classifier: { type: 'perceptron', step: 0.02 },
  mechanism: { type: 'bonded', options: { maxChallenges: 4 } },
  populations: {
    honest: {
      strategy: 'honest',
      count: 3,
      wakeInterval: often,
      until: 5 * day,
      options: { rounds: 2, mistakes: 0 },
    },
    attacker: { strategy: 'malicious', count: 1, wakeInterval: often, until: 5 * day },
  },
  duration: 12 * day,
}

const rounds = parseSearched('populations.attacker.options.rounds=1..31')
const options: SearchOptions = {
  scenario,
  search: [rounds],
  evaluations: 9,
  training: 2,
  seeds: 4,
  threads: 1,
}

let folder: string
let lines: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cotrain-test-'))
  lines = join(folder, 'trials.lines')
})
afterEach(() => rmSync(folder, { recursive: true }))

test('it finds rounds that pay where the scenario’s own do not, on seeds that it has not seen', async () => {
  const { trials, own, best, difference, seeds, trainingSeeds, goal } = await runSearch(options)
  expect(goal).toEqual({ metric: 'attackerProfit', direction: 'max' })
  expect(trials).toHaveLength(9)
  expect(trials[0]!.values).toEqual([1])
  expect(own.values).toEqual({ [rounds.path]: 1 })
  expect(own.goal.high).toBeLessThan(0)
  expect(best.values[rounds.path]).toBeGreaterThan(2)
  expect(best.goal.low).toBeGreaterThan(0)
  expect(difference.low).toBeGreaterThan(0)
  expect(difference.mean).toBeCloseTo(best.goal.mean - own.goal.mean)
  expect(seeds).toEqual([1, 2, 3, 4])
  expect(seeds.filter(seed => trainingSeeds.includes(seed))).toEqual([])
})

test('the least of a figure', async () => {
  const goal = { metric: 'meanAccuracy', direction: 'min' } as const
  const { trials, best } = await runSearch({ ...options, goal })
  const accuracies = trials.map(({ score }) => 0 - score!)
  for (const accuracy of accuracies) expect(accuracy).toBeGreaterThan(0.5)
  const least = accuracies.indexOf(Math.min(...accuracies))
  expect(best.values).toEqual({ [rounds.path]: trials[least]!.values[0] })
})

test('values that do not go together are tried in vain', async () => {
  const search = [
    parseSearched('populations.attacker.from=0|500000'),
    parseSearched('populations.attacker.until=86400|600000'),
  ]
  const { trials, best } = await runSearch({ ...options, search, training: 1, seeds: 1 })
  expect(trials).toHaveLength(4)
  expect(trials.find(({ values }) => values[0] === 500_000 && values[1] === 86_400)!.score).toBeNull()
  expect(best.values['populations.attacker.until']).toBeDefined()

  const always = [parseSearched('populations.attacker.share=0.0..1')]
  await expect(runSearch({ ...options, search: always })).rejects.toThrow(/share: give count or share/)
})

test('a search that was broken off goes on where it stopped', async () => {
  const whole = await runSearch({ ...options, lines })
  const written = readFileSync(lines, 'utf8').trimEnd().split('\n')
  expect(written).toHaveLength(10)
  writeFileSync(lines, `${written.slice(0, 5).join('\n')}\n`)
  appendFileSync(lines, written[5]!.slice(0, 8))
  const progress: number[] = []
  const resumed = await runSearch({
    ...options,
    lines,
    keepLines: false,
    onProgress: done => progress.push(done),
  })
  expect(progress[0]).toBeGreaterThanOrEqual(8)
  expect(progress.at(-1)).toBe(9 * 2 + 2 * 4)
  expect(resumed.trials).toEqual(whole.trials)
  expect(existsSync(lines)).toBe(false)
})

test('trials of another search are not mixed in', async () => {
  const short = { ...options, evaluations: 1, training: 1, seeds: 1, lines }
  await runSearch(short)
  await expect(runSearch({ ...short, training: 2 })).rejects.toThrow(/holds runs of another scenario/)
})

describe('ranges', () => {
  test.each([
    ['a.b=1..31', { kind: 'integer', low: 1, high: 31 }],
    ['a.b=-2..3', { kind: 'integer', low: -2, high: 3 }],
    ['a.b=0.0..1', { kind: 'real', low: 0, high: 1 }],
    ['a.b=1e-3..0.5', { kind: 'real', low: 0.001, high: 0.5 }],
    ['a.b=x|2|{"mean":1,"sd":0}', { kind: 'choice', values: ['x', 2, { mean: 1, sd: 0 }] }],
  ])('%s', (text, range) => expect(parseSearched(text)).toEqual({ path: 'a.b', range }))

  test.each([
    ['rounds', /--search rounds: write it as path=low\.\.high/],
    ['a=3', /--search a: 3 is no range/],
    ['a=1..', /--search a: 1\.\. is no range/],
    ['a=3..3', /--search a: goes from 3 to 3, write the lower one first/],
    ['seed=1..3', /--search seed: is no parameter/],
  ])('refused: %s', (text, message) => expect(() => parseSearched(text)).toThrow(message))

  test.each([
    [['populations.attacker.options.round=1..3'], /populations\.attacker\.options\.round is no field that/],
    [
      ['populations.attacker.options.rounds=-1..3'],
      /populations\.attacker\.options\.rounds: must be at least/,
    ],
    [['populations.attacker.options.rounds=0.0..3.5'], /options\.rounds: must be a whole number/],
    [['duration=86400..90000', 'duration=1..2'], /--search duration: is given twice/],
    [[], /--search: is missing/],
  ])('that no field takes: %j', async (texts, message) => {
    await expect(runSearch({ ...options, search: texts.map(parseSearched) })).rejects.toThrow(message)
  })

  test('beside axes', async () => {
    const axes = [{ path: 'duration', values: [day] }]
    await expect(runSearch({ ...options, scenario: { ...scenario, axes } })).rejects.toThrow(
      /axes: a search has none/,
    )
  })
})
