import type { GraphProto, ModelProto, NodeProto } from 'onnx-buf'
import { ModelFileError } from '../../errors.ts'
import { readInputs } from './inputs.ts'
import { nodePath } from './nodes.ts'
import { operatorOf } from './operators/index.ts'
import { readTensor } from './tensors.ts'
import { type FileFacts, refused, type Value } from './values.ts'

/**
 * What the outputs of a graph are, as functions of the sample. Only the nodes that they depend on are read.
 *
 * @throws ModelFileError that names the first node that is not read.
 */
export function evaluate(
  model: ModelProto,
  graph: GraphProto,
  outputs: readonly string[],
): Map<string, Value> {
  checkNames(graph)
  checkFunctions(model, graph)
  const nodes = neededNodes(graph, outputs)
  const values = readConstants(graph, nodes)
  const opset = model.opsetImport.find(({ domain }) => domain === '' || domain === 'ai.onnx')?.version ?? 15n
  const facts: FileFacts = { opset: Number(opset), batchSize: undefined }
  for (const node of nodes) {
    const constant = node.input.every(name => name === '' || values.has(name))
    if (constant) run(node, values, facts)
  }
  const inputs = readInputs(graph, values)
  for (const [name, value] of inputs.values) values.set(name, value)
  const { batchSize } = inputs
  for (const node of nodes) {
    if (!node.output.some(name => values.has(name))) run(node, values, { ...facts, batchSize })
  }
  return new Map(outputs.map(name => [name, read(values, name, `output "${name}"`)]))
}

/** Each tensor has a name of its own. */
function checkNames(graph: GraphProto): void {
  const inputs = new Set(graph.input.map(({ name }) => name))
  const made = new Set<string>()
  const names = [...graph.initializer.map(({ name }) => name), ...graph.node.flatMap(node => node.output)]
  for (const name of names.filter(name => name !== '')) {
    if (made.has(name))
      throw new ModelFileError(`tensor "${name}"`, 'is given twice', 'Export the model again.')
    made.add(name)
  }
  const both = graph.node.flatMap(node => node.output).find(name => inputs.has(name))
  if (both === undefined) return
  throw new ModelFileError(`tensor "${both}"`, 'is given twice', 'Export the model again.')
}

/** A function of the file may stand behind the name of any operator. */
function checkFunctions({ functions }: ModelProto, { node: nodes }: GraphProto): void {
  const node = nodes.find(({ opType, domain }) =>
    functions.some(each => each.name === opType && each.domain === domain),
  )
  if (node) throw refused(node, 'is a function of the file', 'Export with its functions inlined.')
}

/** From the outputs backwards. */
function neededNodes(graph: GraphProto, outputs: readonly string[]): NodeProto[] {
  const needed = new Set(outputs)
  const nodes: NodeProto[] = []
  for (const node of graph.node.toReversed()) {
    if (!node.output.some(name => name !== '' && needed.has(name))) continue
    for (const name of node.input) needed.add(name)
    nodes.push(node)
  }
  return nodes.reverse()
}

function readConstants(graph: GraphProto, nodes: readonly NodeProto[]): Map<string, Value> {
  const needed = new Set(nodes.flatMap(node => node.input))
  const sparse = graph.sparseInitializer.find(({ values }) => needed.has(values?.name ?? ''))
  if (sparse) {
    throw new ModelFileError(`tensor "${sparse.values?.name}"`, 'is sparse', 'Export with dense weights.')
  }
  const inputs = new Set(graph.input.map(({ name }) => name))
  const wanted = graph.initializer.filter(({ name }) => needed.has(name) || inputs.has(name))
  return new Map(wanted.map(tensor => [tensor.name, { kind: 'constant', ...readTensor(tensor) }]))
}

function run(node: NodeProto, values: Map<string, Value>, facts: FileFacts): void {
  const operator = operatorOf(node)
  const inputs = node.input.map(name => (name === '' ? undefined : read(values, name, nodePath(node))))
  const results = [operator(node, inputs, facts)].flat()
  for (const [i, result] of results.entries()) {
    const name = node.output[i]
    if (name) values.set(name, result)
  }
}

function read(values: Map<string, Value>, name: string, by: string): Value {
  const value = values.get(name)
  if (value) return value
  throw new ModelFileError(by, `reads "${name}", which nothing before it gives`, 'Export the model again.')
}
