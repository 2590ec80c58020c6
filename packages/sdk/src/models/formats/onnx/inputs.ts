import type { GraphProto, NodeProto, ValueInfoProto } from 'onnx-buf'
import { maxFeatureCount } from '../../../encoders/index.ts'
import { ModelFileError } from '../../errors.ts'
import { pickFeatures } from './forms.ts'
import { floatsAttribute, intAttribute, labelsAttribute } from './nodes.ts'
import { tensorType } from './tensors.ts'
import { type Affine, sizeOf, type Value } from './values.ts'

/** An input of the graph: its sizes, undefined where the file leaves them open. */
type Declared = { name: string; dims: (number | undefined)[] | undefined; integers: boolean }

/** The inputs of a graph, and how many samples a run has, if the file says so. */
export type Inputs = { values: Map<string, Affine>; batchSize: number | undefined }

/**
 * The inputs of a graph as the numbers of one sample, one input after the other: the first axis is that of the samples,
 * if there are several. A width that is left open is that of the weights behind it.
 *
 * @throws ModelFileError if there is none, one is no tensor of numbers, or its width is not known.
 */
export function readInputs(graph: GraphProto, constants: Map<string, Value>): Inputs {
  const declared = graph.input.filter(({ name }) => !constants.has(name)).map(declaration)
  if (declared.length === 0) {
    throw new ModelFileError('graph.input', 'is empty', 'Export a model that takes numbers.')
  }
  const shapes = declared.map(each => ({ ...each, ...shapeOf(each, graph, constants) }))
  const features = shapes.reduce((sum, { dims }) => sum + sizeOf(dims), 0)
  if (features > maxFeatureCount) {
    throw new ModelFileError(
      'graph.input',
      `has ${features} numbers`,
      `A model has at most ${maxFeatureCount}.`,
    )
  }
  const values = new Map<string, Affine>()
  let first = 0
  for (const { name, dims, batch, integers } of shapes) {
    const forms = pickFeatures(features, first, sizeOf(dims))
    values.set(name, { kind: 'affine', dims, batch, by: undefined, forms, relative: false, integers })
    first += sizeOf(dims)
  }
  const sizes = shapes.map(({ batchSize }) => batchSize)
  return { values, batchSize: sizes.every(size => size === sizes[0]) ? sizes[0] : undefined }
}

const stringType = 8

function declaration({ name, type }: ValueInfoProto): Declared {
  const path = `input "${name}"`
  if (type?.value.case !== 'tensorType') {
    throw new ModelFileError(path, 'is no tensor', 'Export with one input for all numbers.')
  }
  const { elemType, shape } = type.value.value
  if (elemType === stringType) {
    const fix = 'Export the classifier without its vectorizer, and give the words beside it.'
    throw new ModelFileError(path, 'is text', fix)
  }
  const integers = tensorType(elemType, path) !== 'float'
  const dims = shape?.dim.map(({ value }) => {
    const known = value.case === 'dimValue' && value.value > 0n
    return known ? Number(value.value) : undefined
  })
  return { name, dims, integers }
}

/** One axis: a sample alone, or a column of samples if its length is open. More: the first is that of the samples. */
function shapeOf({ name, dims }: Declared, graph: GraphProto, constants: Map<string, Value>) {
  if (dims?.length === 0) {
    throw new ModelFileError(`input "${name}"`, 'is a number alone', 'Export with a list of numbers.')
  }
  if (dims?.length === 1) {
    const [length] = dims
    return length === undefined
      ? { dims: [1], batch: 0, batchSize: undefined }
      : { dims: [length], batch: undefined, batchSize: undefined }
  }
  const [batchSize, ...inner] = dims ?? [undefined, undefined]
  const open = inner.filter(dim => dim === undefined).length
  const width = open === 1 ? widthOf(name, graph, constants) : undefined
  if (open > 1 || (open === 1 && width === undefined)) {
    const fix = 'Export with the number of features in the shape of the input.'
    throw new ModelFileError(`input "${name}"`, 'is of a size that the file leaves open', fix)
  }
  return { dims: [1, ...inner.map(dim => dim ?? width!)], batch: 0, batchSize }
}

/** Follows an input through what keeps its width, to the first node that knows how many numbers it takes. */
function widthOf(name: string, graph: GraphProto, constants: Map<string, Value>): number | undefined {
  const same = new Set([name])
  for (const node of graph.node) {
    if (!node.input.some(input => same.has(input))) continue
    const width = takes(node, same, constants)
    if (width !== undefined) return width
    if (keepWidth.has(node.opType)) same.add(node.output[0]!)
  }
  return undefined
}

const keepWidth = new Set([
  'Add',
  'Sub',
  'Mul',
  'Div',
  'Neg',
  'Identity',
  'Cast',
  'Flatten',
  'Dropout',
  'Normalizer',
  'Scaler',
])

function takes(node: NodeProto, same: Set<string>, constants: Map<string, Value>): number | undefined {
  const other = node.input.map(name => constants.get(name)).find(value => value?.kind === 'constant')
  const dims = other?.kind === 'constant' ? other.dims : []
  switch (node.opType) {
    case 'LinearClassifier': {
      const labels = labelsAttribute(node, 'classlabels_strings', 'classlabels_ints')?.length ?? 1
      const scores = floatsAttribute(node, 'intercepts').length || labels
      return floatsAttribute(node, 'coefficients').length / scores
    }
    case 'Scaler':
      return several(floatsAttribute(node, 'scale').length)
    case 'BatchNormalization':
      return dims[0]
    case 'MatMul':
      return same.has(node.input[0]!) ? dims[dims.length === 1 ? 0 : dims.length - 2] : undefined
    case 'Gemm':
      return same.has(node.input[0]!) ? dims[intAttribute(node, 'transB', 0) === 0 ? 0 : 1] : undefined
    default:
      return keepWidth.has(node.opType) ? several(dims.at(-1) ?? 1) : undefined
  }
}

function several(count: number): number | undefined {
  return count > 1 ? count : undefined
}
