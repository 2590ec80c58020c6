import type { NodeProto } from 'onnx-buf'
import { type Combination, combine } from '../forms.ts'
import { lay, permute, shapeOf, show } from '../layouts.ts'
import { floatAttribute, intAttribute } from '../nodes.ts'
import {
  type Affine,
  type Constant,
  misplaced,
  numbersOf,
  type Operator,
  refused,
  sizeOf,
  type Value,
} from '../values.ts'
import { calculate } from './arithmetic.ts'

export const matMul: Operator = (node, [left, right]) => multiply(node, left, right)

/** alpha · A · B + beta · C, A and B transposed if it says so. */
export const gemm: Operator = (node, [a, b, c]) => {
  const turned = (value: Value | undefined, name: string) => {
    if (!value || intAttribute(node, name, 0) === 0) return value
    return lay(node, value, permute(shapeOf(value), [1, 0]))
  }
  const product = multiply(node, turned(a, 'transA'), turned(b, 'transB'))
  if (product.kind === 'affine' && product.integers) throw refused(node, 'multiplies whole numbers')
  const scaled = timesNumber(node, product, floatAttribute(node, 'alpha', 1))
  if (!c) return scaled
  const added = timesNumber(node, c, floatAttribute(node, 'beta', 1))
  const result = calculate(node, 'Add', scaled, added)
  if (sizeOf(shapeOf(result).dims) === sizeOf(shapeOf(product).dims)) return result
  throw refused(node, `adds a tensor of the shape ${show(shapeOf(c))}`)
}

function timesNumber(node: NodeProto, value: Value, number: number): Value {
  if (number === 1) return value
  return calculate(node, 'Mul', value, {
    kind: 'constant',
    type: 'float',
    dims: [],
    numbers: Float64Array.of(number),
  })
}

/** A product of which one side is a constant matrix. */
function multiply(node: NodeProto, left: Value | undefined, right: Value | undefined): Value {
  if (left?.kind === 'constant' && right?.kind === 'constant') return constantProduct(node, left, right)
  if (left?.kind === 'affine' && right?.kind === 'constant') return timesMatrix(node, left, right)
  if (left?.kind === 'constant' && right?.kind === 'affine') return matrixTimes(node, left, right)
  if (left?.kind === 'affine' && right?.kind === 'affine') throw refused(node, 'has no constant matrix')
  throw misplaced(node, [left, right])
}

/** The rows and columns of a constant; a list is a column. */
function matrixOf(node: NodeProto, constant: Constant) {
  const { dims } = constant
  if (dims.length > 2 || dims.length === 0) throw refused(node, `has weights of ${dims.length} dimensions`)
  return { numbers: numbersOf(node, constant, 'a weight'), rows: dims[0]!, columns: dims[1] ?? 1 }
}

/** value [..., k] · matrix [k, columns] */
function timesMatrix(node: NodeProto, value: Affine, constant: Constant): Affine {
  const { numbers, rows, columns } = matrixOf(node, constant)
  const { dims, batch } = value
  const last = dims.length - 1
  if (batch === last) throw refused(node, 'puts several samples together')
  if (dims[last] !== rows) throw misfit(node, rows, dims[last] ?? 0)
  const outer = sizeOf(dims.slice(0, -1))
  const sums: Combination[] = []
  for (let i = 0; i < outer; i++) {
    const members = Int32Array.from({ length: rows }, (_, k) => i * rows + k)
    for (let j = 0; j < columns; j++) {
      sums.push({ members, coefficients: Float64Array.from(members, (_, k) => numbers[k * columns + j]!) })
    }
  }
  const kept = dims.slice(0, -1)
  return product(node, value, sums, constant.dims.length === 2 ? [...kept, columns] : kept, batch)
}

/** matrix [rows, k] · value [k, columns] */
function matrixTimes(node: NodeProto, constant: Constant, value: Affine): Affine {
  const [numbers, { dims, batch }] = [numbersOf(node, constant, 'a weight'), value]
  const [inner, columns = 1] = dims as [number, number?]
  if (dims.length > 2 || constant.dims.length > 2 || constant.dims.length === 0) {
    throw refused(node, `has weights of ${constant.dims.length} dimensions`)
  }
  if (batch === 0) throw refused(node, 'puts several samples together')
  const width = constant.dims.at(-1)!
  const rows = sizeOf(constant.dims) / width
  if (width !== inner) throw misfit(node, width, inner)
  const sums: Combination[] = []
  for (let i = 0; i < rows; i++) {
    const coefficients = numbers.subarray(i * width, (i + 1) * width)
    for (let j = 0; j < columns; j++) {
      sums.push({ members: Int32Array.from({ length: width }, (_, k) => k * columns + j), coefficients })
    }
  }
  const isList = constant.dims.length === 1
  const target = [...(isList ? [] : [rows]), ...dims.slice(1)]
  return product(node, value, sums, target, batch === undefined ? undefined : isList ? 0 : 1)
}

function product(
  node: NodeProto,
  { forms, relative, integers }: Affine,
  sums: Combination[],
  dims: number[],
  batch: number | undefined,
): Affine {
  return { kind: 'affine', dims, batch, by: node, forms: combine(forms, sums), relative, integers }
}

function constantProduct(node: NodeProto, left: Constant, right: Constant): Constant {
  if (left.dims.length !== 2 || right.dims.length !== 2) {
    throw refused(node, `multiplies constants of the shapes [${left.dims}] and [${right.dims}]`)
  }
  const [a, b] = [matrixOf(node, left), matrixOf(node, right)]
  if (a.columns !== b.rows) throw misfit(node, b.rows, a.columns)
  const numbers = Float64Array.from({ length: a.rows * b.columns }, (_, flat) => {
    const [i, j] = [Math.floor(flat / b.columns), flat % b.columns]
    let sum = 0
    for (let k = 0; k < a.columns; k++) sum += a.numbers[i * a.columns + k]! * b.numbers[k * b.columns + j]!
    return sum
  })
  return { kind: 'constant', type: left.type === 'int' ? 'int' : 'float', dims: [a.rows, b.columns], numbers }
}

function misfit(node: NodeProto, inner: number, known: number) {
  return refused(node, `has weights for ${inner} numbers, but gets ${known}`, 'Export the model again.')
}

/** (x - mean) / √(variance + epsilon) · scale + shift, channel by channel. */
export const batchNormalization: Operator = (node, inputs) => {
  const [value, scale, shift, mean, variance] = inputs
  if (intAttribute(node, 'training_mode', 0) !== 0) throw refused(node, 'is in training mode')
  if (intAttribute(node, 'spatial', 1) !== 1) throw refused(node, 'is not spatial')
  if (value?.kind !== 'affine' || value.batch !== 0 || value.dims.length < 2) throw misplaced(node, inputs)
  const channels = value.dims[1]!
  const lists = [scale, shift, mean, variance].map(list => numbersOf(node, list))
  if (lists.some(list => list.length !== channels)) throw misfit(node, lists[0]!.length, channels)
  const [factors, shifts, means, variances] = lists as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ]
  const epsilon = floatAttribute(node, 'epsilon', 1e-5)
  const slopes = factors.map((factor, i) => factor / Math.sqrt(variances[i]! + epsilon))
  const dims = [channels, ...value.dims.slice(2).map(() => 1)]
  const constant = (numbers: Float64Array): Constant => ({ kind: 'constant', type: 'float', dims, numbers })
  const bias = shifts.map((each, i) => each - means[i]! * slopes[i]!)
  return calculate(node, 'Add', calculate(node, 'Mul', value, constant(slopes)), constant(bias))
}
