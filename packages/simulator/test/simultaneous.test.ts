import { expect, test } from 'vitest'
import { meanInterval, simultaneousIntervals } from '../src/analysis/index.ts'
import { Random } from '../src/random/Random.ts'

const random = new Random(1, 'figures')
/** Figures of normal values around 0, which have something in common or nothing. */
const drawn = (figures: number, count: number, common: number) => {
  const shared = Array.from({ length: count }, () => random.normal(0, 1))
  return Array.from({ length: figures }, () =>
    shared.map(value => common * value + Math.sqrt(1 - common ** 2) * random.normal(0, 1)),
  )
}

test('all intervals hold together about as often as they say', () => {
  let held = 0
  const trials = 100
  for (let i = 0; i < trials; i++) {
    const intervals = simultaneousIntervals(drawn(10, 60, 0.5))
    if (intervals.every(({ low, high }) => low <= 0 && high >= 0)) held++
  }
  expect(held / trials).toBeGreaterThan(0.88)
})

test('they are wider than those of single figures, and figures that go together need less', () => {
  const width = (common: number) => {
    const [first] = simultaneousIntervals(drawn(20, 200, common))
    return (first!.high - first!.low) * Math.sqrt(200)
  }
  const [values] = drawn(1, 200, 0)
  const alone = meanInterval(values!)
  expect(width(0)).toBeGreaterThan(1.2 * (alone.high - alone.low) * Math.sqrt(200))
  expect(width(0.99)).toBeLessThan(0.9 * width(0))
})

test('few values share the error out, and equal ones have no width', () => {
  const figures = [
    [1, 2, 3],
    [5, 5, 5],
  ]
  const [first, second] = simultaneousIntervals(figures)
  expect(first).toEqual(meanInterval(figures[0]!, 0.975))
  expect(second).toMatchObject({ mean: 5, low: 5, high: 5 })
  const constant = simultaneousIntervals([Array.from({ length: 50 }, () => 2)])
  expect(constant[0]).toMatchObject({ mean: 2, low: 2, high: 2 })
})
