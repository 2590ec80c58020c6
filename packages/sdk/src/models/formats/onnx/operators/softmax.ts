import type { NodeProto } from 'onnx-buf'
import { axisOf } from '../layouts.ts'
import { intAttribute } from '../nodes.ts'
import { misplaced, type Operator, refused, type Value } from '../values.ts'
import { bend, pairOf, ranked } from './monotone.ts'
import { isOrdered, type OrderedValue, oneGroup } from './ordered.ts'

/** Softmax and LogSoftmax over all classes. Before version 13 their axis is the first of several, by default 1. */
export const softmax: Operator = (node, inputs, { opset }) => {
  const [value] = inputs
  if (!isOrdered(value)) throw misplaced(node, inputs)
  const rank = value.dims.length
  const axis = axisOf(node, intAttribute(node, 'axis', opset < 13 ? 1 : -1), rank)
  const axes = [...Array(rank).keys()].filter(each => each === axis || (opset < 13 && each > axis))
  oneGroup(node, value, axes)
  if (value.forms.shifts.length < 2) throw refused(node, 'is of one number')
  if (node.opType === 'LogSoftmax') return logSoftmax(node, value)
  const result =
    value.kind === 'affine' && value.forms.shifts.length === 2
      ? pairOf(node, value)
      : ranked(node, value, true)
  if (result) return result
  throw misplaced(node, inputs)
}

/** The logarithms of the probabilities. */
export function logSoftmax(node: NodeProto, value: OrderedValue): Exclude<Value, { kind: 'constant' }> {
  const two = value.kind === 'affine' && value.forms.shifts.length === 2
  const result = two ? bend(node, 'Log', pairOf(node, value)) : ranked(node, value, false)
  if (result && result.kind !== 'constant') return result
  throw misplaced(node, [value])
}
