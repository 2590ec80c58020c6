import type { LabelledSample } from '../encoders/index.ts'
import { accuracyOf } from './accuracy.ts'
import type { ModelFile } from './ModelFile.ts'
import { assertDeployable, type QuantisedPerceptron, quantisePerceptron } from './quantisePerceptron.ts'

export type Evaluation = {
  samples: number
  /** Share that the contract's integers get right, 0 to 1. */
  accuracy: number
  /** Share that the file's own numbers get right. */
  floatAccuracy: number
}

/**
 * How well a model does on labelled samples, without a chain. The samples are outputs of the model's encoder; if the
 * file has `featureIndices`, the model sees those features only.
 *
 * @param quantised The integers; by default those that deploying the file gives.
 * @throws UnsupportedModelError if the model cannot be deployed.
 * @throws EvaluationError if there are no samples, or they do not suit the model.
 */
export function evaluate(
  file: ModelFile,
  data: readonly LabelledSample[],
  quantised: QuantisedPerceptron = quantisePerceptron(file),
): Evaluation {
  const { intercept, weights, featureIndices } = assertDeployable(file)
  return {
    samples: data.length,
    accuracy: accuracyOf(quantised.weights[0]!, quantised.weights.subarray(1), data, featureIndices),
    floatAccuracy: accuracyOf(intercept, weights, data, featureIndices),
  }
}
