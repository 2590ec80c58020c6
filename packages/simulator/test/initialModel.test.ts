import { expect, test } from 'vitest'
import { examplesOf, packSamples, type Samples } from '../src/data/DataSet.ts'
import { runScenario } from '../src/engine/simulate.ts'
import { simulate } from '../src/index.ts'
import { dataOf, day, small } from './scenarios.ts'

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

test.each([
  ['perceptron', 2, 2_048],
  ['perceptron', 3, 512],
  ['perceptron', 20, 256],
  ['logistic regression', 2, 512],
  ['naive bayes', 3, 448],
  ['nearest centroid', 2, 448],
] as const)('%s of %d classes: samples of more than %d features are left out', (type, classes, most) => {
  const scenario = small(
    { honest: { strategy: 'honest', count: 2, wakeInterval: 3_600 } },
    {
      data: {
        set: 'synthetic',
        train: 120,
        test: 60,
        features: 3_000,
        words: 10,
        classes,
        initialShare: 0.5,
      },
      classifier: type === 'perceptron' ? { type, weightBits: 16 } : { type },
      duration: 5 * day,
    },
  )
  const data = dataOf(scenario)
  const lengthened = (samples: Samples) =>
    packSamples(
      'sparse',
      examplesOf(samples).map((example, i) => {
        const length = i % 3 === 0 ? most : i % 3 === 1 ? most + 1 : 10
        return { ...example, sample: Uint16Array.from({ length }, (_, feature) => feature) }
      }),
    )
  const longer = { ...data, train: lengthened(data.train), test: lengthened(data.test) }
  const { world, setup } = runScenario({ scenario, data: longer, seed: 1 })
  expect(world.test).toHaveLength(40)
  expect(setup.data).toMatchObject({ initial: 60, test: 40 })
  expect(world.counts.contributions).toBe(setup.data.stream)
  expect(world.stream.knownCount + setup.data.stream).toBe(80)
  expect(world.counts.reverted).toBe(0)
})
