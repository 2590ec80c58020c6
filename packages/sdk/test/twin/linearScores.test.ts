import { expect, test } from 'vitest'
import { BitCounter } from '../../src/twin/incentives/market/BitCounter.ts'
import { LinearScores } from '../../src/twin/incentives/market/LinearScores.ts'
import { Journal } from '../../src/twin/Journal.ts'
import * as PackedWeights from '../../src/twin/libraries/PackedWeights.ts'

/** Numbers that are the same in every run (Lehmer's generator). */
function dice(seed: number) {
  let state = seed
  return (below: number) => {
    state = (state * 48_271) % 2_147_483_647
    return state % below
  }
}

function sampleOf(roll: (below: number) => number, features: number, share: number): Uint16Array {
  return Uint16Array.from(Array.from({ length: features }, (_, i) => i).filter(() => roll(100) < share))
}

test('what sets have in common is counted, however many there are', () => {
  const roll = dice(5)
  for (const share of [1, 20, 60, 100]) {
    const sets = Array.from({ length: 77 }, () => sampleOf(roll, 300, share))
    const counter = new BitCounter(sets, 300)
    for (const numbers of [
      new Uint16Array(),
      Uint16Array.of(7),
      sampleOf(roll, 300, 50),
      sampleOf(roll, 300, 100),
    ]) {
      counter.count(numbers)
      const chosen = new Set(numbers)
      const expected = sets.map(set => set.filter(number => chosen.has(number)).length)
      expect(sets.map((_, i) => counter.countOf(i))).toEqual(expected)
    }
  }
})

test.each([
  ['small steps', 3, 2 ** 15],
  ['large steps', 40, 2 ** 15],
  ['weights at their limits', 25, 60],
])('losses are those of predictions: %s', (_, rate, max) => {
  const roll = dice(rate)
  const features = 90
  const weights = Int32Array.from({ length: features + 1 }, () => roll(101) - 50)
  const tests = Array.from({ length: 130 }, () => ({
    label: roll(2),
    sample: sampleOf(roll, features, 30),
    at: 0,
  }))
  const loss = () =>
    tests.filter(({ label, sample }) => (PackedWeights.sum(weights, sample) > 0 ? 1 : 0) !== label).length *
    65_536
  const journal = new Journal()
  const scores = new LinearScores(weights, tests, journal)
  let best = loss()
  let kept = 0
  for (let i = 0; i < 400; i++) {
    const sample = sampleOf(roll, features, 25)
    const step = roll(2) === 0 ? rate : -rate
    const train = () => {
      const before = PackedWeights.read(weights, sample)
      journal.record(() => PackedWeights.write(weights, sample, before))
      PackedWeights.add(weights, sample, step, max)
    }
    const keep = () =>
      journal.keepIf(() => {
        const found = scores.lossAfter(train, sample, best)
        expect(found).toBe(loss())
        if (found <= best) best = found
        return found <= best
      })
    // Now and then somebody only imagines it.
    if (i % 7 === 0) {
      const real = best
      journal.tentatively(keep)
      best = real
    } else if (keep()) kept++
    expect(loss()).toBe(best)
  }
  expect(kept).toBeGreaterThan(3)
})
