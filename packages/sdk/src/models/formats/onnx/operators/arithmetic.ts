import type { NodeProto } from 'onnx-buf'
import { gather, plus, rescale } from '../forms.ts'
import { broadcast, lay, shapeOf } from '../layouts.ts'
import {
  type Affine,
  type Constant,
  type Curved,
  type Decision,
  misplaced,
  numbersOf,
  type Operator,
  type Ranked,
  type Row,
  refused,
  sizeOf,
  type Value,
} from '../values.ts'
import { mapTable } from './labels.ts'
import { bend, ranked } from './monotone.ts'
import { arePositive, checkAbsolute, isOrdered, type OrderedValue } from './ordered.ts'
import { logSoftmax } from './softmax.ts'

type Name = 'Add' | 'Sub' | 'Mul' | 'Div'

const functions: Record<Name, (x: number, y: number) => number> = {
  Add: (x, y) => x + y,
  Sub: (x, y) => x - y,
  Mul: (x, y) => x * y,
  Div: (x, y) => x / y,
}

/** Add, Sub, Mul and Div of two tensors, number by number. */
export const arithmetic: Operator = (node, inputs) => {
  const [left, right] = inputs
  if (!left || !right || node.input.length > 2) throw refused(node, 'has not two inputs')
  return calculate(node, node.opType as Name, left, right)
}

/** Sum of any number of tensors. */
export const sum: Operator = (node, inputs) => {
  const values = inputs.filter(value => value !== undefined)
  return values.reduce((total, value) => calculate(node, 'Add', total, value))
}

export const negative: Operator = (node, [value]) => {
  if (!value) throw refused(node, 'lacks an input')
  const minusOne: Constant = { kind: 'constant', dims: [], type: 'int', numbers: Float64Array.of(-1) }
  return calculate(node, 'Mul', value, minusOne)
}

/** One of the four operations, on whatever is known of its sides. */
export function calculate(node: NodeProto, name: Name, left: Value, right: Value): Value {
  if (left.kind === 'constant' && right.kind === 'constant') return ofConstants(node, name, left, right)
  if (left.kind === 'constant') return fromConstant(node, name, left, right)
  if (right.kind === 'constant') return withConstant(node, name, left, right)
  if (left.kind === 'affine' && right.kind === 'affine') return ofAffine(node, name, left, right)
  if (right.kind === 'row') {
    const result = left.kind === 'row' ? ofRows(node, name, left, right) : withRow(node, name, left, right)
    if (result) return result
  }
  if (left.kind === 'row' && name === 'Add' && isOrdered(right)) {
    const result = withRow(node, name, right, left)
    if (result) return result
  }
  throw misplaced(node, [right, left])
}

function ofConstants(node: NodeProto, name: Name, left: Constant, right: Constant): Constant {
  if (left.type === 'text' || right.type === 'text') throw refused(node, 'calculates with texts')
  const { dims, left: a, right: b } = broadcast(node, shapeOf(left), shapeOf(right))
  const integers = left.type === 'int'
  const numbers = Float64Array.from(a, (place, i) => {
    const value = functions[name](left.numbers[place]!, right.numbers[b[i]!]!)
    return integers && name === 'Div' ? Math.trunc(value) : value
  })
  return { kind: 'constant', type: left.type, dims, numbers }
}

/** constant - x is -x + constant; nothing linear is a constant divided by x. */
function fromConstant(node: NodeProto, name: Name, left: Constant, right: Value): Value {
  if (name === 'Add' || name === 'Mul') return calculate(node, name, right, left)
  if (name === 'Sub') {
    const minusOne: Constant = { kind: 'constant', dims: [], type: 'int', numbers: Float64Array.of(-1) }
    return calculate(node, 'Add', calculate(node, 'Mul', right, minusOne), left)
  }
  const reciprocal = isOrdered(right) ? bend(node, 'Reciprocal', right) : undefined
  if (reciprocal) return calculate(node, 'Mul', reciprocal, left)
  throw misplaced(node, [right])
}

/** The constant as what multiplies and what is added, number by number. */
function effect(node: NodeProto, name: Name, numbers: Float64Array) {
  if (name === 'Add' || name === 'Sub') {
    const sign = name === 'Add' ? 1 : -1
    return { factors: numbers.map(() => 1), shifts: numbers.map(number => number * sign) }
  }
  if (name === 'Div' && numbers.includes(0)) throw refused(node, 'divides by 0')
  return {
    factors: name === 'Mul' ? numbers : numbers.map(number => 1 / number),
    shifts: numbers.map(() => 0),
  }
}

function withConstant(
  node: NodeProto,
  name: Name,
  value: Exclude<Value, Constant>,
  constant: Constant,
): Value {
  if (value.kind === 'decision') return ofDecision(node, name, value, constant)
  const numbers = numbersOf(node, constant)
  const { dims, batch, left, right } = broadcast(node, shapeOf(value), shapeOf(constant))
  if (value.kind === 'row') return rowWithConstant(node, name, value, numbers)
  const laid = lay(node, value, { dims, batch, places: left }) as OrderedValue
  const { factors, shifts } = effect(
    node,
    name,
    Float64Array.from(right, place => numbers[place]!),
  )
  switch (laid.kind) {
    case 'affine': {
      if (laid.integers && name === 'Div') throw refused(node, 'divides whole numbers')
      if (shifts.some(shift => shift !== 0)) checkAbsolute(node, laid)
      const forms = rescale(
        laid.forms,
        i => factors[i]!,
        i => shifts[i]!,
      )
      return { ...laid, forms, integers: laid.integers && constant.type === 'int' }
    }
    case 'curved':
      return curvedWithConstant(node, laid, factors, shifts)
    case 'ranked':
      return rankedWithConstant(node, laid, factors, shifts)
  }
}

function curvedWithConstant(
  node: NodeProto,
  value: Curved,
  factors: Float64Array,
  shifts: Float64Array,
): Curved {
  if (factors.includes(0)) throw refused(node, 'multiplies by 0')
  return {
    ...value,
    scales: value.scales.map((scale, i) => scale * factors[i]!),
    offsets: value.offsets.map((offset, i) => offset * factors[i]! + shifts[i]!),
  }
}

/** Only the order is known: it stays if all numbers get the same, and turns if that is a negative factor. */
function rankedWithConstant(
  node: NodeProto,
  value: Ranked,
  factors: Float64Array,
  shifts: Float64Array,
): Ranked {
  const [factor, shift] = [factors[0]!, shifts[0]!]
  const same = factors.every(each => each === factor) && shifts.every(each => each === shift)
  if (!same || factor === 0) throw misplaced(node, [value])
  const forms = rescale(
    value.forms,
    () => Math.sign(factor),
    () => 0,
  )
  return { ...value, forms, positive: value.positive && factor > 0 && shift >= 0 }
}

function rowWithConstant(node: NodeProto, name: Name, value: Row, numbers: Float64Array): Row {
  const [number] = numbers
  if (numbers.length !== 1 || number === undefined) throw misplaced(node, [value])
  const { factors, shifts } = effect(node, name, numbers)
  const [factor, shift] = [factors[0]!, shifts[0]!]
  const keeps = factor > 0 && shift >= 0
  const sign = !keeps ? 'any' : shift > 0 && value.sign === 'not negative' ? 'positive' : value.sign
  return { ...value, by: node, sign, logSumOf: undefined }
}

function ofDecision(node: NodeProto, name: Name, value: Decision, constant: Constant): Decision {
  const number = numbersOf(node, constant)
  const { dims, batch } = broadcast(node, value, shapeOf(constant))
  if (number.length !== 1 || sizeOf(dims) !== 1) throw misplaced(node, [value])
  const laid = { ...value, dims, batch }
  return mapTable(node, laid, value.type, label => {
    if (typeof label === 'string') throw refused(node, 'calculates with texts')
    const result = functions[name](label, number[0]!)
    return name === 'Div' && value.type === 'int' ? Math.trunc(result) : result
  })
}

function ofAffine(node: NodeProto, name: Name, left: Affine, right: Affine): Affine {
  if ((name !== 'Add' && name !== 'Sub') || left.relative || right.relative) {
    throw refused(node, 'is not linear')
  }
  const { dims, batch, left: a, right: b } = broadcast(node, left, right)
  const forms = plus(gather(left.forms, a), gather(right.forms, b), name === 'Add' ? 1 : -1)
  return { kind: 'affine', dims, batch, by: node, forms, relative: false, integers: left.integers }
}

/** Numbers and one that is the same for all of a sample: their order stays if it is added, or is a positive factor. */
function withRow(node: NodeProto, name: Name, left: Value, row: Row): Value | undefined {
  if (!isOrdered(left)) return undefined
  const { dims, batch } = broadcast(node, left, row)
  if (sizeOf(dims) !== left.forms.shifts.length) return undefined
  if (name === 'Sub' && isLogSoftmax(left, row)) return { ...logSoftmax(node, left), dims, batch }
  const multiplies = name === 'Mul' || name === 'Div'
  if (multiplies && row.sign !== 'positive') return undefined
  const positive = arePositive(left) && (multiplies || (name === 'Add' && row.sign !== 'any'))
  const result = ranked(node, left, positive)
  return result && { ...result, dims, batch }
}

function isLogSoftmax(left: OrderedValue, { logSumOf }: Row): boolean {
  return left.kind === 'affine' && left.forms === logSumOf
}

function ofRows(node: NodeProto, name: Name, left: Row, right: Row): Row {
  const signs = [left.sign, right.sign]
  const positive =
    name === 'Add'
      ? signs.includes('positive') && !signs.includes('any')
      : name !== 'Sub' && signs.every(sign => sign === 'positive')
  const { dims, batch } = broadcast(node, left, right)
  return { ...left, dims, batch, by: node, sign: positive ? 'positive' : 'any', logSumOf: undefined }
}
