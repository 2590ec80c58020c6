import { expect, test } from 'vitest'
import { simulate } from '../src/index.ts'
import { dataOf, small } from './scenarios.ts'

test.each(['perceptron', 'logistic regression', 'naive bayes', 'nearest centroid'] as const)(
  '%s: features that the first samples lack are features all the same',
  type => {
    const scenario = small(
      { honest: { strategy: 'honest', count: 1 } },
      {
        data: { set: 'synthetic', train: 40, test: 100, features: 500, words: 10, initialShare: 0.1 },
        classifier: { type },
        duration: 86_400,
      },
    )
    const { setup, metrics } = simulate({ scenario, data: dataOf(scenario), seed: 1 })
    expect(setup.data).toMatchObject({ initial: 4, features: 500 })
    expect(metrics.finalAccuracy).toBeGreaterThan(0)
  },
)
