import type { NodeProto } from 'onnx-buf'
import { type Forms, gather, plus } from '../forms.ts'
import { axisOf, broadcast, shapeOf } from '../layouts.ts'
import { intAttribute, nodePath } from '../nodes.ts'
import { type Tensor, tensorType } from '../tensors.ts'
import {
  type Constant,
  type Decision,
  misplaced,
  numbersOf,
  type Operator,
  refused,
  type Shape,
  sizeOf,
  type Value,
  type Verdict,
} from '../values.ts'
import { mapTable } from './labels.ts'
import {
  aboveLevel,
  areLogistic,
  isOrdered,
  type OrderedValue,
  oneGroup,
  opposites,
  verdictOf,
} from './ordered.ts'

/** ArgMax and ArgMin over all classes; where the last of equal scores shall win, the classes stand in reverse. */
export const argMax: Operator = (node, inputs) => {
  const [value] = inputs
  if (!isOrdered(value)) throw misplaced(node, inputs)
  const axis = axisOf(node, intAttribute(node, 'axis', 0), value.dims.length)
  oneGroup(node, value, [axis])
  const verdict = verdictOf(value, node.opType === 'ArgMin')
  if (!verdict) throw refused(node, 'compares numbers that are no scores of classes')
  const last = intAttribute(node, 'select_last_index', 0) !== 0
  const order = last ? verdict.order.toReversed() : verdict.order
  const keep = intAttribute(node, 'keepdims', 1) !== 0
  const dims = keep ? value.dims.with(axis, 1) : value.dims.toSpliced(axis, 1)
  const { batch = -1 } = value
  return {
    kind: 'decision',
    dims,
    batch: value.batch === undefined ? undefined : keep || batch < axis ? batch : batch - 1,
    by: node,
    verdict: { ...verdict, order, scores: last ? gather(verdict.scores, order) : verdict.scores },
    table: order,
    type: 'int',
  }
}

/** Greater, Less and the like: of a score and a constant, or of two scores. */
export const compare: Operator = (node, inputs) => {
  const [left, right] = inputs
  const greater = node.opType.startsWith('Greater')
  if (isOrdered(left) && right?.kind === 'constant') return threshold(node, left, right, greater)
  if (left?.kind === 'constant' && isOrdered(right)) return threshold(node, right, left, !greater)
  if (left?.kind === 'affine' && right?.kind === 'affine' && !left.relative && !right.relative) {
    const shape = broadcast(node, left, right)
    if (sizeOf(shape.dims) !== 1) throw misplaced(node, inputs)
    const difference = plus(left.forms, right.forms, -1)
    return binary(node, shape, difference, greater, false)
  }
  throw misplaced(node, inputs)
}

function threshold(node: NodeProto, value: OrderedValue, constant: Constant, greater: boolean): Decision {
  const numbers = numbersOf(node, constant)
  const shape = broadcast(node, value, shapeOf(constant))
  const score = sizeOf(shape.dims) === 1 ? aboveLevel(value, numbers[0]!) : undefined
  if (!score) throw refused(node, `compares with ${numbers.join(', ')}, which decides between no two classes`)
  const logistic = areLogistic(value) && numbers[0] === 0.5
  return binary(node, shape, score, greater, logistic)
}

/** True where the score is above 0 (or is below); where it is 0, as the operator says. */
function binary(node: NodeProto, shape: Shape, score: Forms, greater: boolean, logistic: boolean): Decision {
  const orEqual = node.opType.endsWith('OrEqual')
  // the class of label 0 wins ties: false, or true if "equal" is
  const order = orEqual ? [1, 0] : [0, 1]
  const sign = greater !== orEqual ? 1 : -1
  const scores = opposites(combineSign(score, sign))
  const verdict: Verdict = { scores, logistic, order }
  const { dims, batch } = shape
  return { kind: 'decision', dims, batch, by: node, verdict, table: order, type: 'bool' }
}

function combineSign(score: Forms, sign: number): Forms {
  return sign > 0 ? score : gather(opposites(score), [0])
}

/** Where, of a decision between two constants. */
export const where: Operator = (node, inputs) => {
  const [condition, yes, no] = inputs
  if (condition?.kind !== 'decision' || condition.type !== 'bool') throw misplaced(node, inputs)
  const [whenTrue, whenFalse] = [yes, no].map(value => onlyLabel(node, value, inputs))
  const shape = [yes, no].reduce((shape: Shape, value) => broadcast(node, shape, shapeOf(value!)), condition)
  const { dims, batch } = shape
  return mapTable(node, { ...condition, dims, batch }, (yes as Constant).type, label =>
    label === 0 ? whenFalse! : whenTrue!,
  )
}

function onlyLabel(
  node: NodeProto,
  value: Value | undefined,
  inputs: (Value | undefined)[],
): number | string {
  if (value?.kind !== 'constant') throw misplaced(node, inputs)
  const labels = value.type === 'text' ? value.texts : numbersOf(node, value)
  if (labels.length === 1) return labels[0]!
  throw refused(node, `chooses between ${labels.length} numbers`)
}

/** Whether the label is the one that stands there. */
export const equal: Operator = (node, inputs) => {
  const decision = inputs.find(value => value?.kind === 'decision')
  const other = inputs.find(value => value !== decision)
  if (decision?.kind !== 'decision' || other?.kind !== 'constant') throw misplaced(node, inputs)
  const wanted = onlyLabel(node, other, inputs)
  const { dims, batch } = broadcast(node, decision, shapeOf(other))
  return mapTable(node, { ...decision, dims, batch }, 'bool', label => Number(label === wanted))
}

export const not: Operator = (node, inputs) => {
  const [value] = inputs
  if (value?.kind === 'row') return { ...value, by: node, sign: 'not negative', logSumOf: undefined }
  if (value?.kind !== 'decision') throw misplaced(node, inputs)
  return mapTable(node, value, 'bool', label => Number(label === 0))
}

/** Cast: of numbers to other floats, of labels to anything that keeps them apart. */
export const cast: Operator = (node, inputs) => {
  const [value] = inputs
  const type = tensorType(intAttribute(node, 'to', 0), `${nodePath(node)} to`)
  switch (value?.kind) {
    case 'constant':
      return castConstant(node, value, type)
    case 'decision':
      return mapTable(node, value, type, label => castLabel(node, label, type))
    case 'row':
      if (type === 'float') return { ...value, by: node }
      if (type === 'bool') return { ...value, by: node, sign: 'not negative', logSumOf: undefined }
      break
    case 'affine':
      if (type === 'float') return { ...value, by: node, integers: false }
      if (type === 'int' && value.integers) return { ...value, by: node }
      break
    case 'curved':
    case 'ranked':
      if (type === 'float') return { ...value, by: node }
  }
  throw refused(node, `makes numbers of the type ${type} of what is not constant`)
}

function castConstant(node: NodeProto, value: Constant, type: Tensor['type']): Constant {
  if (value.type === type) return value
  const { dims } = value
  if (value.type === 'text' || type === 'text')
    throw refused(node, 'makes texts of numbers, or numbers of texts')
  if (type === 'bool') numbersOf(node, value)
  const to = type === 'int' ? Math.trunc : type === 'bool' ? (x: number) => Number(x !== 0) : (x: number) => x
  return { kind: 'constant', dims, type, numbers: value.numbers.map(to) }
}

function castLabel(node: NodeProto, label: number | string, type: Tensor['type']): number | string {
  if (type === 'text') {
    if (typeof label === 'string' || Number.isInteger(label)) return String(label)
    throw refused(node, `makes a text of the label ${label}`)
  }
  if (typeof label === 'string') {
    if (type !== 'bool' && /^-?\d+(\.\d+)?$/.test(label)) return castLabel(node, Number(label), type)
    throw refused(node, `makes a number of the label ${label}`)
  }
  if (type === 'bool') return Number(label !== 0)
  return type === 'int' ? Math.trunc(label) : label
}
