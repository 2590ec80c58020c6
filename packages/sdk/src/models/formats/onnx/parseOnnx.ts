import type { ModelProto } from 'onnx-buf'
import { parseCommon } from '../../common.ts'
import { ModelFileError } from '../../errors.ts'
import { classNames, type Fields, object, positive, present } from '../../fields.ts'
import { checkInputs } from '../../inputs.ts'
import { suggestLearningRate } from '../../learningRate.ts'
import type { ModelFile } from '../../ModelFile.ts'
import { decodeOnnx } from './decode.ts'
import { evaluate } from './evaluate.ts'
import { type Forms, rowsOf } from './forms.ts'
import { type Head, oneHead, readHead } from './heads.ts'

/** Under this name our exports keep what ONNX has no place for, as JSON. */
export const aboutKey = 'cotrain'

/** Which output of the graph is read, if it has those of several classifiers. */
export type OnnxOptions = { output?: string | undefined }

/**
 * Reads an ONNX file of a linear classifier: backwards from the outputs that the graph declares, through the last steps,
 * which may do anything that keeps the winning class, to scores that are affine in the sample. All nodes between are
 * folded in or refused. Naive Bayes comes out as a perceptron, since ONNX has its probabilities but not its counts.
 *
 * @param about What ONNX has no place for: `name`, `description`, `classes`, `encoder`, `vocabulary`, `inputs`,
 * `links`, `learningRate`, and `samples`, "sets" or "numbers". A model with a vocabulary or an encoder of features is
 * one over sets, others are over numbers. `classes` are in the order of the graph's numbers of classes.
 * @throws ModelFileError that names the node and the attribute.
 */
export function parseOnnx(bytes: Uint8Array, about: Fields = {}, { output }: OnnxOptions = {}): ModelFile {
  const model = decodeOnnx(bytes)
  const fields = { ...embedded(model), ...about }
  const file = toFile(readGraph(model, output), fields)
  checkInputs(file)
  return file
}

function readGraph(model: ReturnType<typeof decodeOnnx>, output: string | undefined): Head {
  const { graph } = model
  const declared = graph.output.map(({ name }) => name)
  if (declared.length === 0) throw new ModelFileError('graph.output', 'is empty', 'Export the model again.')
  if (output !== undefined && !declared.includes(output)) {
    throw new ModelFileError('graph.output', `has no "${output}"`, `Name one of: ${declared.join(', ')}.`)
  }
  const names = output === undefined ? declared : [output]
  const values = evaluate(model, graph, names)
  const head = oneHead(names.map(name => readHead(name, values.get(name)!)))
  // skl2onnx writes a label for every classifier: without one, it is a transformer or a regression
  if (head.gives === 'scores' && model.producerName === 'skl2onnx' && output === undefined) {
    throw new ModelFileError(`output "${head.name}"`, 'is that of no classifier', 'Export a classifier.')
  }
  return head
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

function toFile({ verdict, labels }: Head, fields: Fields): ModelFile {
  const common = parseCommon(fields)
  const classifications = parseClasses(verdict.order, labels, fields)
  const sparse = isSparse(fields)
  const { weights, intercepts } =
    classifications.length === 2 ? oneScore(verdict.scores) : allScores(verdict.scores)
  if (![intercepts, ...weights].every(list => list.every(Number.isFinite))) {
    throw new ModelFileError('graph', 'has weights that are no finite numbers', 'Export the model again.')
  }
  const learningRate = present(fields.learningRate)
    ? positive(fields.learningRate, 'learningRate')
    : suggestLearningRate(weights, sparse, common.inputs)
  const file = { ...common, classifications, learningRate }
  if (classifications.length > 2) {
    const type = sparse ? 'sparse multiclass perceptron' : 'dense multiclass perceptron'
    return { ...file, type, weights, intercepts }
  }
  const one = { ...file, weights: weights[0]!, intercept: intercepts[0]! }
  if (verdict.logistic) {
    return { ...one, type: sparse ? 'sparse logistic regression' : 'dense logistic regression' }
  }
  return { ...one, type: sparse ? 'sparse perceptron' : 'dense perceptron' }
}

/** Those of the fields, those of the graph, or the numbers of the classes. */
function parseClasses(order: number[], labels: string[] | undefined, fields: Fields): string[] {
  if (!present(fields.classes))
    return classNames(labels ?? order.map(String), 'labels of the classes', order.length)
  const names = classNames(fields.classes, 'classes', order.length)
  return order.map(number => names[number]!)
}

function allScores(scores: Forms) {
  return { weights: rowsOf(scores), intercepts: scores.shifts }
}

/** Two scores become that of class 1: their difference, or, if they are one and its negative, the one itself. */
function oneScore(scores: Forms) {
  const [first, second] = rowsOf(scores) as [Float64Array, Float64Array]
  const [intercept0, intercept1] = scores.shifts as unknown as [number, number]
  const opposite = intercept0 + intercept1 === 0 && first.every((weight, i) => weight + second[i]! === 0)
  if (opposite) return { weights: [second], intercepts: Float64Array.of(intercept1) }
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
