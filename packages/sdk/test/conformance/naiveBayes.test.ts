import { expect, test } from 'vitest'
import { floatScores, type ModelFile, predictFloat, quantise } from '../../src/models/index.ts'
import type { Twin } from '../../src/twin/index.ts'
import { Dice } from '../twin/Dice.ts'
import { withModel } from './newModel.ts'
import { randomSparse } from './problem.ts'

const features = 2000
const classes = 5

/** Counts of very different classes: a rare one of many words, a frequent one of few. */
function file(): Extract<ModelFile, { type: 'naive bayes' }> {
  const dice = new Dice(1)
  return {
    type: 'naive bayes',
    classifications: Array.from({ length: classes }, (_, c) => `class ${c}`),
    classCounts: [5, 50, 500, 5000, 20_000],
    featureCounts: Array.from({ length: classes }, (_, c) => {
      const most = 10 ** (c / 2)
      return new Map(
        Array.from({ length: features }, (_, i): [number, number] => [i, Math.floor(most * dice.below(20))]),
      )
    }),
    totalNumFeatures: features,
    smoothingFactor: 1,
  }
}

/** In units of 2^-32: 1.2e-5 for each logarithm (tens of features, total times length, and the prior), and rounding. */
const maxError = (length: number) => 1.2e-5 * (Math.ceil(length / 10) + 1 + length + 1) * 2 ** 32

test.each([5, 60, 380])('naive Bayes says of %i words what exact logarithms say', length => {
  const model = file()
  const { options, words } = quantise(model)
  const twin = withModel(
    { classifier: 'naive-bayes', mechanism: 'deposits' },
    options as never,
    words,
  ) as Twin<'deposits', 'naive-bayes'>
  const dice = new Dice(length)
  const count = 2000
  let agreed = 0
  for (let i = 0; i < count; i++) {
    let sample = randomSparse(dice, features, length)
    while (sample.length < length / 2) sample = randomSparse(dice, features, length)
    const exact = floatScores(model, sample)
    const scores = twin.scores(0n, sample)
    // Up to a constant that is the same for all classes.
    const offset = scores[0]! - (exact[0]! / Math.LN2) * 2 ** 32
    for (let c = 1; c < classes; c++) {
      const error = Math.abs(scores[c]! - (exact[c]! / Math.LN2) * 2 ** 32 - offset)
      expect(error).toBeLessThan(maxError(sample.length))
    }
    if (twin.predict(0n, sample) === predictFloat(model, sample)) agreed++
  }
  expect(agreed / count).toBeGreaterThanOrEqual(0.999)
})

test('a class that is likelier wins however small the probabilities are', () => {
  const model = file()
  const { options, words } = quantise(model)
  const twin = withModel({ classifier: 'naive-bayes', mechanism: 'deposits' }, options as never, words)
  const sample = Uint16Array.from({ length: 384 }, (_, i) => 4 * i)
  expect(twin.predict(0n, sample)).toBe(predictFloat(model, sample))
  expect(Math.exp(Math.max(...floatScores(model, sample)))).toBe(0)
})
