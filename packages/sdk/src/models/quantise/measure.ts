import { denseEncoderOf, featureIndicesOf } from '../encoderOf.ts'
import { EvaluationError } from '../errors.ts'
import { featureCountOf, isSparse } from '../features.ts'
import { predictFloat } from '../float/predictFloat.ts'
import type { ModelFile } from '../ModelFile.ts'
import type { FloatLabelled, QuantisedModel } from './QuantisedModel.ts'

/** Shares of samples that are right, 0 to 1. */
export type Accuracies = { samples: number; accuracy: number; floatAccuracy: number }

/**
 * How many samples the integers of a contract get right, and the floating-point numbers of the file. Samples of a
 * model that uses some features of its encoder are outputs of that encoder.
 *
 * @throws EvaluationError if there are no samples, or one does not suit the model.
 */
export function measure(
  file: ModelFile,
  model: Pick<QuantisedModel, 'predict'>,
  data: readonly FloatLabelled[],
): Accuracies {
  if (data.length === 0) throw new EvaluationError('There are no samples to measure the accuracy with.')
  const encode = encoderFor(file)
  let right = 0
  let floatRight = 0
  for (const [i, { label, sample }] of data.entries()) {
    if (label >= file.classifications.length) throw wrongLabel(i, label, file)
    const { floats, integers } = encode(sample, i)
    if (predictFloat(file, floats) === label) floatRight++
    if (model.predict(integers) === label) right++
  }
  return {
    samples: data.length,
    accuracy: right / data.length,
    floatAccuracy: floatRight / data.length,
  }
}

/** Adds what rounding costs on `data`, if there are any. */
export function withLoss<model extends QuantisedModel>(
  file: ModelFile,
  model: model,
  data: readonly FloatLabelled[] | undefined,
): model {
  if (!data?.length) return model
  const { accuracy, floatAccuracy, samples } = measure(file, model, data)
  return { ...model, accuracyLoss: Math.round((floatAccuracy - accuracy) * samples) / samples }
}

type Encode = (
  sample: FloatLabelled['sample'],
  position: number,
) => { floats: FloatLabelled['sample']; integers: Uint16Array | Int16Array }

function encoderFor(file: ModelFile): Encode {
  if (!isSparse(file)) {
    const { encoder } = denseEncoderOf(file)
    return sample => ({ floats: sample, integers: encoder.encode(Array.from(sample)) })
  }
  const outputs = featureIndicesOf(file)
  const positions = outputs && new Map(outputs.map((output, i) => [output, i]))
  const featureCount = featureCountOf(file)
  return (sample, i) => {
    const indices = Array.from(sample, output => (positions ? positions.get(output) : output))
    const known = Uint16Array.from(indices.filter(index => index !== undefined)).sort()
    const last = known.at(-1) ?? 0
    if (last >= featureCount) throw wrongFeature(i, last, featureCount)
    return { floats: known, integers: known }
  }
}

function wrongLabel(sample: number, label: number, { classifications }: ModelFile) {
  return new EvaluationError(
    `Sample ${sample} has the label ${label}; the model has the classes 0 to ${classifications.length - 1}.`,
    { metaMessages: [counted] },
  )
}

function wrongFeature(sample: number, index: number, featureCount: number) {
  return new EvaluationError(
    `Sample ${sample} has feature ${index}; the model has the features 0 to ${featureCount - 1}.`,
    { metaMessages: [counted] },
  )
}

const counted = 'Samples are counted from 0. Were they encoded for another model?'
