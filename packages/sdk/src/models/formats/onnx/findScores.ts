import type { GraphProto, NodeProto } from 'onnx-buf'
import { ModelFileError } from '../../errors.ts'
import { type Link, linearClassifier, type Scores } from './linearClassifier.ts'
import { labelsAttribute, nodePath } from './nodes.ts'
import { operators } from './operators.ts'
import { readTensor } from './tensors.ts'
import { input, type Linear, type Value } from './values.ts'

/**
 * Walks through the graph of a linear classifier, and finds its scores as functions of its input.
 *
 * @throws ModelFileError that names the node, if the graph is something else.
 */
export function findScores(graph: GraphProto): Scores {
  const values = startingValues(graph)
  let product: { output: string; value: Linear } | undefined
  for (const node of graph.node) {
    const inputs = node.input.map(name => values.get(name))
    if (node.opType === 'LinearClassifier')
      return withLabels(linearClassifier(node, inputs[0]), graph, values)
    const value = operators[node.opType]?.(node, inputs) ?? { kind: 'other', by: node }
    if (node.opType === 'MatMul' || node.opType === 'Gemm') {
      if (value.kind !== 'linear') throw notLinear(node, inputs)
      product = { output: node.output[0]!, value }
    }
    values.set(node.output[0]!, value)
  }
  if (!product) {
    const nodes = graph.node.map(node => node.opType).join(', ')
    throw new ModelFileError('graph', `has no linear model in it: ${nodes}`, onlyLinear)
  }
  const { output, value } = addBiases(graph, values, product)
  return withLabels({ ...value, link: findLink(graph, output, values) }, graph, values)
}

const onlyLinear = 'Export a linear classifier: LinearClassifier, or MatMul or Gemm and Add.'

function startingValues(graph: GraphProto): Map<string, Value> {
  const constants = graph.initializer.map((tensor): [string, Value] => [
    tensor.name,
    { kind: 'constant', tensor: readTensor(tensor) },
  ])
  const values = new Map(constants)
  const inputs = graph.input.filter(({ name }) => !values.has(name))
  if (inputs.length !== 1) {
    const names = inputs.map(({ name }) => `"${name}"`).join(', ')
    throw new ModelFileError(
      'graph.input',
      `is ${names || 'empty'}`,
      'Export with one input for all numbers.',
    )
  }
  const { name, type } = inputs[0]!
  if (type?.value.case === 'tensorType' && type.value.value.elemType === stringType) {
    throw new ModelFileError(
      `input "${name}"`,
      'is text',
      'Export the classifier without its vectorizer, and give the words beside it.',
    )
  }
  values.set(name, input)
  return values
}

const stringType = 8

/** The scores are what comes out of a product and the nodes right behind it that add a constant. */
function addBiases(
  graph: GraphProto,
  values: Map<string, Value>,
  product: { output: string; value: Linear },
) {
  let { output, value } = product
  for (const node of graph.node) {
    if (!behindProduct.has(node.opType) || !node.input.includes(output)) continue
    const next = values.get(node.output[0]!)
    if (next?.kind === 'linear') [output, value] = [node.output[0]!, next]
  }
  return { output, value }
}

const behindProduct = new Set(['Add', 'Sub', 'Identity', 'Cast'])

/** A sigmoid or softmax reads the scores; or, as scikit-learn's converter writes it, 1 / (1 + exp(-score)). */
function findLink(graph: GraphProto, scores: string, values: Map<string, Value>): Link {
  const linear = new Set([scores])
  for (const node of graph.node) {
    if (node.input.some(name => linear.has(name)) && values.get(node.output[0]!)?.kind === 'linear') {
      linear.add(node.output[0]!)
    }
  }
  for (const node of graph.node) {
    const link = links[node.opType]
    if (link && node.input.some(name => linear.has(name))) return link
  }
  return 'none'
}

const links: Record<string, Link> = {
  Sigmoid: 'logistic',
  Exp: 'logistic',
  Softmax: 'softmax',
  LogSoftmax: 'softmax',
  ReduceLogSumExp: 'softmax',
}

/** Names of the classes, as the nodes that turn numbers of classes into names have them. */
function withLabels(scores: Scores, graph: GraphProto, values: Map<string, Value>): Scores {
  let { labels } = scores
  for (const node of graph.node) {
    if (node.opType === 'ZipMap')
      labels ??= labelsAttribute(node, 'classlabels_strings', 'classlabels_int64s')
    if (node.opType !== 'ArrayFeatureExtractor') continue
    const list = values.get(node.input[0]!)
    if (list?.kind !== 'constant') continue
    labels ??= 'texts' in list.tensor ? list.tensor.texts : Array.from(list.tensor.numbers, String)
  }
  return { ...scores, labels }
}

function notLinear(node: NodeProto, inputs: (Value | undefined)[]) {
  const culprit = inputs.find(value => value?.kind === 'other')
  const problem =
    culprit?.kind === 'other'
      ? `reads ${nodePath(culprit.by)}, which is not linear`
      : 'has no constant matrix'
  return new ModelFileError(nodePath(node), problem, onlyLinear)
}
