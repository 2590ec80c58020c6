import { describe, expect, test } from 'vitest'
import { bestOf, type EvolveOptions, evolve, type Range, type Values } from '../src/analysis/index.ts'

const real: Range = { kind: 'real', low: -5, high: 5 }
const integer: Range = { kind: 'integer', low: 1, high: 31 }
const choice: Range = { kind: 'choice', values: ['a', 'b', 'c', { type: 'd' }] }

type Toy = Omit<EvolveOptions, 'evaluate'> & { score: (values: Values) => number | null }

/** Searches the maximum of a function. */
const search = ({ score, ...options }: Toy) =>
  evolve({ ...options, evaluate: async generation => generation.map(score) })

/** Highest, at 0, where all numbers are 1.5. */
const sphere = (values: Values) => 0 - values.reduce<number>((sum, x) => sum + (Number(x) - 1.5) ** 2, 0)

describe('the best of a toy function', () => {
  test.each([1, 2, 3, 4, 5])('reals, seed %d', async seed => {
    const trials = await search({ ranges: [real, real, real], seed, evaluations: 600, score: sphere })
    expect(trials).toHaveLength(600)
    for (const value of bestOf(trials).values) expect(value).toBeCloseTo(1.5, 2)
  })

  test.each([1, 2, 3])('integers and choices, seed %d', async seed => {
    const score = ([a, b, kind]: Values) =>
      (JSON.stringify(kind) === '{"type":"d"}' ? 100 : 0) - (Number(a) - 7) ** 2 - (Number(b) - 29) ** 2
    const trials = await search({ ranges: [integer, integer, choice], seed, evaluations: 400, score })
    expect(bestOf(trials)).toEqual({ values: [7, 29, { type: 'd' }], score: 100 })
  })

  test('at the side of the cube', async () => {
    const trials = await search({ ranges: [real], seed: 1, evaluations: 200, score: ([x]) => Number(x) })
    expect(bestOf(trials).score).toBeGreaterThan(4.99)
  })

  test('beyond values that have no score', async () => {
    const score = ([x]: Values) => (Number(x) < 20 ? null : Number(x))
    const trials = await search({ ranges: [integer], start: [2], seed: 1, evaluations: 100, score })
    expect(bestOf(trials).score).toBe(31)
  })
})

test('one seed has one search, and a longer one begins with the shorter', async () => {
  const toy = { ranges: [real, integer], score: sphere }
  const long = await search({ ...toy, seed: 1, evaluations: 60 })
  expect(await search({ ...toy, seed: 1, evaluations: 60 })).toEqual(long)
  expect(await search({ ...toy, seed: 1, evaluations: 43 })).toEqual(long.slice(0, 43))
  expect(await search({ ...toy, seed: 2, evaluations: 60 })).not.toEqual(long)
})

test('it begins where it is told, or in the middle', async () => {
  const ranges = [real, integer, choice]
  const first = async (start?: Values) =>
    (await search({ ranges, start, seed: 1, evaluations: 1, score: () => 0 }))[0]!.values
  expect(await first()).toEqual([0, 16, 'c'])
  expect(await first([2.5, 31, 'b'])).toEqual([2.5, 31, 'b'])
  expect(await first([7, 2.5, 'z'])).toEqual([0, 16, 'c'])
})

test('nothing is tried twice, and all of what there is', async () => {
  const trials = await search({ ranges: [integer, choice], seed: 1, evaluations: 1_000, score: () => 0 })
  expect(trials).toHaveLength(31 * 4)
  expect(new Set(trials.map(({ values }) => JSON.stringify(values))).size).toBe(31 * 4)
})

test.each([
  [[], 10, /ranges: is empty/],
  [[{ kind: 'real', low: 2, high: 2 }], 10, /ranges\.0: goes from 2 to 2, low must be a number below high/],
  [[real, { kind: 'real', low: 0, high: Number.NaN }], 10, /ranges\.1: goes from 0 to NaN/],
  [[{ kind: 'integer', low: 0.5, high: 2 }], 10, /ranges\.0: .* integers need whole numbers/],
  [[{ kind: 'choice', values: ['a'] }], 10, /ranges\.0\.values: needs two choices at least/],
  [[real], 0, /evaluations: is 0, must be at least 1/],
] as [Range[], number, RegExp][])('refused: %j, %d', async (ranges, evaluations, message) => {
  await expect(search({ ranges, seed: 1, evaluations, score: () => 0 })).rejects.toThrow(message)
})

test('nothing has no best', () => expect(() => bestOf([])).toThrow(/trials: is empty/))
