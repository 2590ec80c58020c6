import { isSparse } from '../features.ts'
import type { LogisticRegressionFile, MulticlassPerceptronFile, PerceptronFile } from '../ModelFile.ts'
import type { FloatSample } from './predictFloat.ts'

/** intercept + Σ weight · feature. */
export function linearScore(file: PerceptronFile | LogisticRegressionFile, sample: FloatSample): number {
  return file.intercept + dot(file.weights, sample, isSparse(file))
}

/** The same for each class. */
export function linearScores(file: MulticlassPerceptronFile, sample: FloatSample): Float64Array {
  return file.intercepts.map((intercept, c) => intercept + dot(file.weights[c]!, sample, isSparse(file)))
}

function dot(weights: Float64Array, sample: FloatSample, sparse: boolean): number {
  let sum = 0
  for (let i = 0; i < sample.length; i++) {
    sum += sparse ? weights[sample[i]!]! : weights[i]! * sample[i]!
  }
  return sum
}
