import { type LabelledSample, maxFeatureCount, type Sample } from '../encoders/index.ts'
import { EvaluationError } from './errors.ts'

/** The intercept plus the weights of the sample's features. */
export function scoreOf(intercept: number, weights: Float64Array | Int32Array, sample: Sample): number {
  let score = intercept
  for (let i = 0; i < sample.length; i++) score += weights[sample[i]!]!
  return score
}

/**
 * Share of the samples that a perceptron gets right, 0 to 1.
 *
 * @param featureIndices Which features of the samples the model uses, and in which order; all, if not given.
 * @throws EvaluationError if there are no samples, or one has a label or a feature that the model does not have.
 */
export function accuracyOf(
  intercept: number,
  weights: Float64Array | Int32Array,
  data: readonly LabelledSample[],
  featureIndices?: readonly number[],
): number {
  if (data.length === 0) throw new EvaluationError('There are no samples to measure the accuracy with.')
  const perFeature = featureIndices ? spread(weights, featureIndices) : weights
  let right = 0
  for (const [i, { label, sample }] of data.entries()) {
    const last = sample[sample.length - 1] ?? 0
    if (last >= perFeature.length || label > 1) throw misfit(i, label, last, perFeature.length)
    if (scoreOf(intercept, perFeature, sample) > 0 === (label === 1)) right++
  }
  return right / data.length
}

/** The weights by output of the encoder; outputs that the model does not use weigh nothing. */
function spread(weights: Float64Array | Int32Array, featureIndices: readonly number[]): Float64Array {
  const perOutput = new Float64Array(maxFeatureCount)
  for (const [i, output] of featureIndices.entries()) perOutput[output] = weights[i]!
  return perOutput
}

function misfit(sample: number, label: number, index: number, featureCount: number) {
  return new EvaluationError(
    label > 1
      ? `Sample ${sample} has the label ${label}; the model has the classes 0 and 1.`
      : `Sample ${sample} has feature ${index}; the model has the features 0 to ${featureCount - 1}.`,
    { metaMessages: ['Samples are counted from 0. Were they encoded for another model?'] },
  )
}
