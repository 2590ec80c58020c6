import type { ModelFile } from '@cotrain/sdk/models'

/**
 * A model so small that one lesson changes its mind: fruits by what they have. It takes all that is sour (feature 1) for
 * no apple, which is wrong.
 */
export const toyModel: ModelFile = {
  name: 'Apples',
  type: 'sparse perceptron',
  classifications: ['pear', 'apple'],
  weights: Float64Array.of(0.5, -0.5, -0.5, -0.5),
  intercept: 0,
  learningRate: 1,
}

/** Twelve apples, a line each, all of which the model takes for pears. */
export const toyTestSet = '1 1\n'.repeat(12)
