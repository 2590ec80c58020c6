import { fromBinary } from '@bufbuild/protobuf'
import { type ModelProto, ModelProtoSchema } from 'onnx-buf'
import { parseCommon } from '../../common.ts'
import { ModelFileError } from '../../errors.ts'
import { classNames, type Fields, object, positive, present } from '../../fields.ts'
import { checkInputs } from '../../inputs.ts'
import { suggestLearningRate } from '../../learningRate.ts'
import type { ModelFile } from '../../ModelFile.ts'
import { findScores } from './findScores.ts'
import type { Scores } from './linearClassifier.ts'

/** Under this name our exports keep what ONNX has no place for, as JSON. */
export const aboutKey = 'cotrain'

/**
 * Reads an ONNX file of a linear classifier: ai.onnx.ml's LinearClassifier, or MatMul or Gemm and Add, behind scalers
 * or not. Naive Bayes comes out as a perceptron of many classes, since ONNX has its probabilities but not its counts.
 *
 * @param about What ONNX has no place for: `name`, `description`, `classes`, `encoder`, `vocabulary`, `inputs`,
 * `links`, `learningRate`, and `samples`, "sets" or "numbers". A model with a vocabulary or an encoder of features is
 * one over sets, others are over numbers.
 * @throws ModelFileError that names the node and the attribute.
 */
export function parseOnnx(bytes: Uint8Array, about: Fields = {}): ModelFile {
  const model = decode(bytes)
  if (!model.graph) throw new ModelFileError('graph', 'is missing', 'Export the model again.')
  const fields = { ...embedded(model), ...about }
  const file = toFile(findScores(model.graph), fields)
  checkInputs(file)
  return file
}

function decode(bytes: Uint8Array): ModelProto {
  try {
    return fromBinary(ModelProtoSchema, bytes)
  } catch (cause) {
    const fix = 'ONNX files begin with a protobuf message, ModelProto.'
    throw new ModelFileError('', 'is neither JSON nor ONNX', fix, cause)
  }
}

function embedded({ metadataProps }: ModelProto): Fields {
  const entry = metadataProps.find(({ key }) => key === aboutKey)
  if (!entry) return {}
  const path = `metadata_props["${aboutKey}"]`
  try {
    return object(JSON.parse(entry.value), path)
  } catch (cause) {
    if (cause instanceof ModelFileError) throw cause
    throw new ModelFileError(path, 'is not JSON', 'Remove the entry, or write JSON.', cause)
  }
}

function toFile(scores: Scores, fields: Fields): ModelFile {
  const common = parseCommon(fields)
  const classifications = parseClasses(scores, fields)
  const sparse = isSparse(fields)
  const { weights, intercepts } = classifications.length === 2 ? oneScore(scores) : scores
  const learningRate = present(fields.learningRate)
    ? positive(fields.learningRate, 'learningRate')
    : suggestLearningRate(weights, sparse, common.inputs)
  const file = { ...common, classifications, learningRate }
  if (classifications.length > 2) {
    const type = sparse ? 'sparse multiclass perceptron' : 'dense multiclass perceptron'
    return { ...file, type, weights, intercepts }
  }
  const one = { ...file, weights: weights[0]!, intercept: intercepts[0]! }
  if (scores.link !== 'none') {
    return { ...one, type: sparse ? 'sparse logistic regression' : 'dense logistic regression' }
  }
  return { ...one, type: sparse ? 'sparse perceptron' : 'dense perceptron' }
}

/** Those of the fields, those of the graph, or the numbers of the classes. */
function parseClasses({ labels, intercepts }: Scores, fields: Fields): string[] {
  const count = Math.max(intercepts.length, 2)
  if (present(fields.classes)) return classNames(fields.classes, 'classes', count)
  return classNames(
    labels ?? Array.from({ length: count }, (_, i) => String(i)),
    'labels of the classes',
    count,
  )
}

/** Two scores become that of class 1: their difference, or, if they are one and its negative, the one itself. */
function oneScore({ weights, intercepts, link }: Scores) {
  const [first, second] = weights
  if (!first || !second) return { weights, intercepts }
  const [intercept0, intercept1] = intercepts as unknown as [number, number]
  const opposite = link !== 'softmax' && intercept0 === -intercept1
  if (opposite && first.every((weight, i) => weight === -second[i]!)) {
    return { weights: [second], intercepts: Float64Array.of(intercept1) }
  }
  return {
    weights: [second.map((weight, i) => weight - first[i]!)],
    intercepts: Float64Array.of(intercept1 - intercept0),
  }
}

function isSparse({ samples, vocabulary, encoder, inputs }: Fields): boolean {
  if (samples === 'sets' || samples === 'numbers') return samples === 'sets'
  if (present(samples)) {
    throw new ModelFileError('samples', `is ${JSON.stringify(samples)}`, 'Write "sets" or "numbers".')
  }
  return !present(inputs) && (present(vocabulary) || present(encoder))
}
