import { createLearner } from '@cotrain/sdk/twin'
import { expect, test } from 'vitest'
import { toEther } from '../../src/engine/money.ts'
import { examplesOf, synthetic } from '../../src/index.ts'
import { Random } from '../../src/random/Random.ts'
import type { ClassifierSettings } from '../../src/scenario/schema.ts'
import { proposeMarket, TrainingError } from '../../src/training/index.ts'
import { trainInitialModel } from '../../src/training/initialModel.ts'
import { bundleFalls } from '../../src/training/market/bundlePay.ts'

const logistic: ClassifierSettings = {
  type: 'logistic regression',
  epochs: 10,
  rate: 0.5,
  weightBits: 'auto',
}
const bayes: ClassifierSettings = { type: 'naive bayes', smoothing: 1, sampleWeight: 0 }
const data = synthetic({
  set: 'synthetic',
  train: 2_000,
  test: 0,
  features: 200,
  classes: 2,
  words: 20,
  signal: 0.3,
  noise: 0.05,
} as never)
const all = examplesOf(data.train)

/** A model that has learned so many samples, and samples that it does not know. */
function given(known: number, own: number, settings: ClassifierSettings = logistic) {
  const model = trainInitialModel(data, all.slice(0, known), settings, new Random(1))
  return { model, samples: all.slice(2_000 - own), labourCost: 0.0002, gasCost: 0.00005 }
}

test('a sample is worth twice what it costs, and the bounty is what the whole loss is worth', () => {
  const proposal = proposeMarket(given(20, 600))
  const { options, curve, fallPerSample, bundlePay, bounty, costPerPoint } = proposal
  expect(proposal.horizon).toBe(300)
  expect(curve.map(({ samples }) => samples)).toEqual([0, 38, 75, 150, 300])
  expect(curve.at(-1)!.loss).toBeLessThan(curve[0]!.loss)
  const value = toEther(options.value)
  expect(value * fallPerSample).toBeCloseTo(2 * 0.00025, 9)
  expect(toEther(bounty) / value).toBeCloseTo(curve[0]!.loss, 1)
  expect(options).toMatchObject({ loss: 'quadratic', testSamples: 320, tolerance: 10_000, maxSamples: 40 })
  expect(toEther(options.stake)).toBeGreaterThanOrEqual(3 * bundlePay.sd - 1e-9)
  expect(bundlePay.mean / 40).toBeGreaterThan(0.5 * value * fallPerSample)
  const points = 100 * (curve.at(-1)!.accuracy - curve[0]!.accuracy)
  expect(costPerPoint! * points).toBeCloseTo(value * (curve[0]!.loss - curve.at(-1)!.loss), 9)
})

test('the terms are for all samples that are wanted, which bring less each than the first ones', () => {
  const few = proposeMarket({ ...given(20, 800), bundles: 5 })
  const many = proposeMarket({ ...given(20, 800), bundles: 10 })
  const untold = proposeMarket({ ...given(20, 800), bundles: 40 })
  expect([few, many, untold].map(({ horizon, wanted }) => [horizon, wanted])).toEqual([
    [200, 200],
    [400, 400],
    [400, 1_600],
  ])
  expect(untold.fallPerSample).toBeLessThan(many.fallPerSample)
})

test('what is worked out from half of a curve is near what is measured over all of it', () => {
  const half = proposeMarket(given(20, 400, bayes))
  const all = proposeMarket(given(20, 800, bayes))
  expect([half.horizon, all.horizon]).toEqual([200, 400])
  expect(half.fallPerSample / all.fallPerSample).toBeGreaterThan(0.8)
  expect(half.fallPerSample / all.fallPerSample).toBeLessThan(1.25)
})

test('the same question has the same answer', () => {
  expect(proposeMarket(given(20, 400))).toEqual(proposeMarket(given(20, 400)))
})

test('errors need more test samples', () => {
  const question = { ...given(20, 1_200, bayes), loss: 'errors' } as const
  expect(proposeMarket(question).options).toMatchObject({ loss: 'errors', testSamples: 512 })
})

test.each([
  ['too few samples', given(20, 150), /160 samples are needed to pay by quadratic, and there are 150/],
  ['a model that knows it all', given(1_700, 300), /nothing left to learn/],
  ['no cost', { ...given(20, 400), labourCost: 0, gasCost: 0 }, /nothing to pay for/],
])('refused: %s', (_, question, message) => {
  expect(() => proposeMarket(question)).toThrow(TrainingError)
  expect(() => proposeMarket(question)).toThrow(message)
})

test('bundles that harm are refused, and nothing stays learned', () => {
  const { model, samples } = given(200, 600)
  const learner = createLearner(model.classifier, model.options, model.words)
  const right = samples.slice(0, 40)
  const wrong = samples.slice(40, 80).map(({ sample, label }) => ({ sample, label: 1 - label }))
  const before = learner.classifier.integers()
  const rules = { loss: 'quadratic', tolerance: 0.01 } as const
  const falls = bundleFalls(learner, [right, wrong], samples.slice(200), rules, new Random(1))
  expect(falls[0]!.kept).toBe(true)
  expect(falls[1]).toEqual({ kept: false, fall: 0 })
  expect(learner.classifier.integers()).toEqual(before)
})
