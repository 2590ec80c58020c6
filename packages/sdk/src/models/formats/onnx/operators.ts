import type { NodeProto } from 'onnx-buf'
import { ModelFileError } from '../../errors.ts'
import { floatAttribute, floatsAttribute, intAttribute, nodePath, tensorAttribute } from './nodes.ts'
import { readTensor } from './tensors.ts'
import { type Linear, ofInput, rescale, type Scaled, type Value } from './values.ts'

type Operator = (node: NodeProto, inputs: (Value | undefined)[]) => Value | undefined

const one = Float64Array.of(1)
const none = Float64Array.of(0)

/** The operators that keep scores linear; all others give something that is not known. */
export const operators: Record<string, Operator> = {
  Identity: (_, [value]) => value,
  Cast: (_, [value]) => value,
  Flatten: (_, [value]) => value,
  Reshape: (_, [value]) => value,
  Squeeze: (_, [value]) => value,
  Dropout: (_, [value]) => value,
  Constant: constant,
  Scaler: scaler,
  Add: (node, inputs) =>
    elementwise(node, inputs, c => [one, c]) ?? elementwise(node, inputs.toReversed(), c => [one, c]),
  Sub: (node, inputs) =>
    elementwise(node, inputs, c => [one, c.map(x => -x)]) ??
    elementwise(node, inputs.toReversed(), c => [Float64Array.of(-1), c]),
  Mul: (node, inputs) =>
    elementwise(node, inputs, c => [c, none]) ?? elementwise(node, inputs.toReversed(), c => [c, none]),
  Div: (node, inputs) => elementwise(node, inputs, c => [c.map(x => 1 / x), none]),
  Neg: (node, [value]) => scaledBy(node, value, Float64Array.of(-1), none),
  MatMul: (node, [left, right]) => multiply(node, left, right, false),
  Gemm: gemm,
}

function constant(node: NodeProto): Value | undefined {
  const tensor = tensorAttribute(node, 'value')
  return tensor && { kind: 'constant', tensor: readTensor(tensor, `${nodePath(node)} value`) }
}

/** ai.onnx.ml's (x - offset) · scale. */
function scaler(node: NodeProto, [value]: (Value | undefined)[]): Value | undefined {
  const offset = floatsAttribute(node, 'offset')
  const scale = floatsAttribute(node, 'scale')
  const shifted = scaledBy(node, value, one, offset.length > 0 ? offset.map(x => -x) : none)
  return scaledBy(node, shifted, scale.length > 0 ? scale : one, none)
}

function elementwise(
  node: NodeProto,
  [value, other]: (Value | undefined)[],
  effect: (constant: Float64Array) => [factors: Float64Array, shifts: Float64Array],
): Value | undefined {
  if (other?.kind !== 'constant' || !('numbers' in other.tensor)) return undefined
  return scaledBy(node, value, ...effect(other.tensor.numbers))
}

function scaledBy(node: NodeProto, value: Value | undefined, factors: Float64Array, shifts: Float64Array) {
  if (value?.kind !== 'scaled' && value?.kind !== 'linear') return undefined
  const result = rescale(value, factors, shifts)
  if (result) return result
  const lengths = `${factors.length} factors and ${shifts.length} shifts`
  throw new ModelFileError(nodePath(node), `has ${lengths} for other numbers`, 'Export the model again.')
}

function gemm(node: NodeProto, [left, right, bias]: (Value | undefined)[]): Value | undefined {
  if (intAttribute(node, 'transA', 0) !== 0) {
    throw new ModelFileError(`${nodePath(node)} transA`, 'is not 0', 'Export with one sample in a row.')
  }
  const product = multiply(node, left, right, intAttribute(node, 'transB', 0) !== 0)
  const alpha = scaledBy(node, product, Float64Array.of(floatAttribute(node, 'alpha', 1)), none)
  if (bias === undefined) return alpha
  const beta = floatAttribute(node, 'beta', 1)
  return elementwise(node, [alpha, bias], c => [one, c.map(x => x * beta)])
}

/** A product of the input, or of scores, with a constant matrix. */
function multiply(node: NodeProto, left: Value | undefined, right: Value | undefined, transposed: boolean) {
  if (right?.kind !== 'constant' || !('numbers' in right.tensor)) return undefined
  if (left?.kind !== 'scaled' && left?.kind !== 'linear') return undefined
  const { dims, numbers } = right.tensor
  if (dims.length > 2 || dims.length === 0) {
    throw new ModelFileError(
      nodePath(node),
      `has weights of ${dims.length} dimensions`,
      'Weights are a matrix.',
    )
  }
  const [rows, columns = 1] = dims as [number, number?]
  const [inner, outer] = transposed ? [columns, rows] : [rows, columns]
  const matrix = Array.from({ length: outer }, (_, k) =>
    Float64Array.from({ length: inner }, (_, i) => numbers[transposed ? k * columns + i : i * columns + k]!),
  )
  return left.kind === 'scaled' ? ofScaled(node, left, matrix) : compose(node, left, matrix)
}

function ofScaled(node: NodeProto, scaled: Scaled, matrix: Float64Array[]): Linear {
  const inner = matrix[0]?.length ?? 0
  const known = Math.max(scaled.factors.length, scaled.shifts.length)
  if (inner > 0 && (known === 1 || known === inner)) {
    return ofInput(matrix, new Float64Array(matrix.length), scaled)
  }
  throw misfit(node, inner, known)
}

/** matrix · (weights · x + intercepts) */
function compose(node: NodeProto, { weights, intercepts }: Linear, matrix: Float64Array[]): Linear {
  if (matrix[0]?.length !== weights.length) throw misfit(node, matrix[0]?.length ?? 0, weights.length)
  return {
    kind: 'linear',
    weights: matrix.map(row =>
      weights[0]!.map((_, i) => row.reduce((sum, factor, j) => sum + factor * weights[j]![i]!, 0)),
    ),
    intercepts: Float64Array.from(matrix, row =>
      row.reduce((sum, factor, j) => sum + factor * intercepts[j]!, 0),
    ),
  }
}

function misfit(node: NodeProto, inner: number, known: number) {
  return new ModelFileError(
    nodePath(node),
    `has weights for ${inner} numbers, but gets ${known}`,
    'Export the model again.',
  )
}
