import { createNumbersEncoder, type NumberInput } from '@cotrain/sdk/encoders'
import type { LogisticRegressionFile, MulticlassPerceptronFile, PerceptronFile } from '@cotrain/sdk/models'
import type { Labelled } from '../data/sets/split.ts'
import type { TrainingSample } from './TrainingData.ts'

/** Measurements as the features that the chain sees, but in floating point: training on them goes well. */
export function scaleSamples(
  inputs: readonly NumberInput[],
  samples: readonly Labelled<number[]>[],
): TrainingSample[] {
  const { offsets, scales } = createNumbersEncoder(inputs)
  return samples.map(({ label, input }) => ({
    label,
    sample: input.map((number, i) => (number - offsets[i]!) * scales[i]!),
  }))
}

/** A linear model of scaled samples as one of the measurements themselves: the same scores. */
export function overInputs<file extends PerceptronFile | LogisticRegressionFile | MulticlassPerceptronFile>(
  file: file,
  inputs: NumberInput[],
): file {
  const { offsets, scales } = createNumbersEncoder(inputs)
  const unscale = (weights: Float64Array) => weights.map((weight, i) => weight * scales[i]!)
  const shift = (weights: Float64Array) =>
    weights.reduce((sum, weight, i) => sum - weight * scales[i]! * offsets[i]!, 0)
  if ('intercepts' in file) {
    const intercepts = file.intercepts.map((intercept, k) => intercept + shift(file.weights[k]!))
    return { ...file, inputs, weights: file.weights.map(unscale), intercepts }
  }
  return { ...file, inputs, weights: unscale(file.weights), intercept: file.intercept + shift(file.weights) }
}
