import type { NodeProto } from 'onnx-buf'
import { innerAxis, lay, pick, shapeOf } from '../layouts.ts'
import { labelsAttribute, tensorAttribute, textsAttribute } from '../nodes.ts'
import { readTensor, type Tensor } from '../tensors.ts'
import {
  type Constant,
  type Decision,
  misplaced,
  numbersOf,
  type Operator,
  refused,
  type Shape,
  sizeOf,
} from '../values.ts'
import { entries, given } from './inputs.ts'
import { isOrdered } from './ordered.ts'

type Label = number | string

/** The decision under other labels. */
export function mapTable(
  node: NodeProto,
  decision: Decision,
  type: Tensor['type'],
  to: (label: Label) => Label,
): Decision {
  const table = decision.table.map(to)
  const wrong = table.find(label => typeof label === 'number' && !Number.isFinite(label))
  if (wrong !== undefined) throw refused(node, `makes the label ${wrong}`)
  return { ...decision, by: node, type, table }
}

/** The labels that stand in a list at the places that were decided on. */
export function lookUp(node: NodeProto, list: Constant, decision: Decision, shape: Shape): Decision {
  const items = labelsOf(node, list)
  if (sizeOf(shape.dims) !== 1 || list.dims.filter(dim => dim !== 1).length > 1) {
    throw refused(node, 'has a list of labels of several dimensions')
  }
  const places = entries(
    node,
    decision.table.map(label => (typeof label === 'number' ? label : Number.NaN)),
    items.length,
  )
  const from = new Map(decision.table.map((label, i) => [label, items[places[i]!]!]))
  return mapTable(node, { ...decision, ...shape }, list.type, label => from.get(label)!)
}

function labelsOf(node: NodeProto, list: Constant): Label[] {
  if (list.type === 'text') return list.texts
  return Array.from(numbersOf(node, list), number => exact(node, number))
}

/** Whole numbers are exact in a float up to 2^53. */
function exact(node: NodeProto, number: number): number {
  if (Math.abs(number) <= Number.MAX_SAFE_INTEGER) return number
  throw refused(node, `has the label ${number}`, 'Give the classes smaller numbers.')
}

/** ai.onnx.ml's look-up along the last axis: entries of what comes in, or a list of labels at what was decided. */
export const arrayFeatureExtractor: Operator = (node, inputs) => {
  const [value, indices] = inputs
  if (value?.kind === 'constant' && indices?.kind === 'decision') {
    return lookUp(node, value, indices, { dims: [1, 1], batch: indices.batch === undefined ? undefined : 1 })
  }
  const shape = shapeOf(given(node, value))
  const { dims, batch } = shape
  const axis = innerAxis(node, -1, shape)
  if (dims.length > 2 || (dims.length === 2 && batch === 1)) throw misplaced(node, inputs)
  const list = entries(node, Array.from(numbersOf(node, indices, 'indices')), dims[axis]!)
  const picked = pick(shape, axis, list)
  return lay(node, value!, dims.length === 1 ? { ...picked, dims: [1, list.length] } : picked)
}

/** The names of the columns of scores. */
export const zipMap: Operator = (node, inputs) => {
  const [value] = inputs
  if (!isOrdered(value)) throw misplaced(node, inputs)
  const labels = labelsAttribute(node, 'classlabels_strings', 'classlabels_int64s')
  const count = value.forms.shifts.length
  if (labels?.length === count) return { ...value, by: node, labels }
  throw refused(node, `has ${labels?.length ?? 0} labels for ${count} scores`)
}

/** ai.onnx.ml's table from labels to others, in all its versions. */
export const labelEncoder: Operator = (node, inputs) => {
  const [decision] = inputs
  if (decision?.kind !== 'decision') throw misplaced(node, inputs)
  const { keys, values, type } = encoding(node, decision)
  if (keys.length !== values.length)
    throw refused(node, `has ${keys.length} keys for ${values.length} values`)
  if (new Set(keys).size < keys.length) throw refused(node, 'has a key twice')
  const table = new Map(keys.map((key, i) => [key, values[i]!]))
  return mapTable(node, decision, type, label => {
    const value = table.get(label)
    if (value !== undefined) return value
    throw refused(node, `has no key "${label}"`)
  })
}

/** Version 1 has one list of texts: from the text to its place, or back. */
function encoding(node: NodeProto, decision: Decision) {
  const classes = textsAttribute(node, 'classes_strings')
  if (classes) {
    const places = classes.map((_, i): Label => i)
    return decision.type === 'text'
      ? { keys: classes as Label[], values: places, type: 'int' as const }
      : { keys: places, values: classes as Label[], type: 'text' as const }
  }
  const keys = listOf(node, 'keys')
  const values = listOf(node, 'values')
  return { keys: keys.labels, values: values.labels, type: values.type }
}

function listOf(node: NodeProto, side: 'keys' | 'values'): { labels: Label[]; type: Tensor['type'] } {
  const tensor = tensorAttribute(node, `${side}_tensor`)
  if (tensor) {
    const constant: Constant = { kind: 'constant', ...readTensor(tensor) }
    return { labels: labelsOf(node, constant), type: constant.type }
  }
  const texts = textsAttribute(node, `${side}_strings`)
  if (texts) return { labels: texts, type: 'text' }
  const attribute = node.attribute.find(({ name }) => name === `${side}_int64s` || name === `${side}_floats`)
  if (!attribute) throw refused(node, `has no ${side}`)
  const integers = attribute.name.endsWith('int64s')
  const numbers = integers ? attribute.ints.map(Number) : attribute.floats
  return { labels: numbers.map(number => exact(node, number)), type: integers ? 'int' : 'float' }
}
