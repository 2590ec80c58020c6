import type { ClippedNumber } from '../../encoders/index.ts'
import { denseEncoderOf, featureIndicesOf } from '../encoderOf.ts'
import { EvaluationError } from '../errors.ts'
import { featureCountOf, isSparse } from '../features.ts'
import { predictFloat } from '../float/predictFloat.ts'
import type { ModelFile } from '../ModelFile.ts'
import type { FloatLabelled, QuantisedModel } from './QuantisedModel.ts'

/** Shares of samples that are right, 0 to 1. */
export type Accuracies = {
  samples: number
  accuracy: number
  floatAccuracy: number
  /** By input, how many samples have a number beyond its range: the contract sees the end of it. Absent if none has. */
  clipped?: ClippedInput[]
}

/** In how many samples a number is beyond its range. */
export type ClippedInput = { name: string; min: number; max: number; samples: number }

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
  const clipped = new Map<number, ClippedInput>()
  for (const [i, { label, sample }] of data.entries()) {
    if (label >= file.classifications.length) throw wrongLabel(i, label, file)
    const { floats, integers, beyond } = encode(sample, i)
    for (const { index, name, min, max } of beyond) {
      clipped.set(index, { name, min, max, samples: (clipped.get(index)?.samples ?? 0) + 1 })
    }
    if (predictFloat(file, floats) === label) floatRight++
    if (model.predict(integers) === label) right++
  }
  return {
    samples: data.length,
    accuracy: right / data.length,
    floatAccuracy: floatRight / data.length,
    ...(clipped.size === 0 ? {} : { clipped: inOrder(clipped) }),
  }
}

function inOrder(byIndex: ReadonlyMap<number, ClippedInput>): ClippedInput[] {
  return [...byIndex].sort(([a], [b]) => a - b).map(([, input]) => input)
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
) => {
  floats: FloatLabelled['sample']
  integers: Uint16Array | Int16Array
  beyond: readonly ClippedNumber[]
}

function encoderFor(file: ModelFile): Encode {
  if (!isSparse(file)) {
    const { encoder } = denseEncoderOf(file)
    return sample => {
      const numbers = Array.from(sample)
      return { floats: sample, integers: encoder.encode(numbers), beyond: encoder.clipped(numbers) }
    }
  }
  const outputs = featureIndicesOf(file)
  const positions = outputs && new Map(outputs.map((output, i) => [output, i]))
  const featureCount = featureCountOf(file)
  return (sample, i) => {
    const indices = Array.from(sample, output => (positions ? positions.get(output) : output))
    const known = Uint16Array.from(indices.filter(index => index !== undefined)).sort()
    const last = known.at(-1) ?? 0
    if (last >= featureCount) throw wrongFeature(i, last, featureCount)
    return { floats: known, integers: known, beyond: [] }
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
