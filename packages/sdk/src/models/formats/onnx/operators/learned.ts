import type { NodeProto } from 'onnx-buf'

import { lay, shapeOf } from '../layouts.ts'
import { floatsAttribute, intsAttribute, textAttribute } from '../nodes.ts'
import { type Constant, misplaced, type Operator, refused, sizeOf, type Value } from '../values.ts'
import { calculate } from './arithmetic.ts'
import { ranked } from './monotone.ts'
import { areLogistic, arePositive, isOrdered } from './ordered.ts'
import { concat } from './structure.ts'

/** ai.onnx.ml's (x - offset) · scale, of the numbers of a row. */
export const scaler: Operator = (node, inputs) => {
  const [value] = inputs
  if (value?.kind !== 'affine') throw misplaced(node, inputs)
  const [offset, scale] = [floatsAttribute(node, 'offset'), floatsAttribute(node, 'scale')]
  const columns = value.dims.at(-1)!
  const fits = [1, columns].includes(scale.length) && [scale.length, 0].includes(offset.length)
  if (!fits || value.dims.length > 2) {
    const lengths = `${scale.length} factors and ${offset.length} shifts`
    throw refused(node, `has ${lengths} for ${columns} numbers`, 'Export the model again.')
  }
  const constant = (numbers: Float64Array): Constant => ({
    kind: 'constant',
    type: 'float',
    dims: [numbers.length],
    numbers,
  })
  const shifted: Value = { ...value, integers: false }
  const moved = offset.length > 0 ? calculate(node, 'Sub', shifted, constant(offset)) : shifted
  return calculate(node, 'Mul', moved, constant(scale))
}

/**
 * ai.onnx.ml's x / ‖x‖: numbers that are known but for a factor. By the L1 norm, probabilities of two classes stay as they
 * are. By its greatest, x turns around if that is negative.
 */
export const normalizer: Operator = (node, inputs) => {
  const [value] = inputs
  if (!isOrdered(value)) throw misplaced(node, inputs)
  const norm = textAttribute(node, 'norm', 'MAX')
  const columns = value.dims.length === 2 && value.batch === 0 ? value.dims[1]! : 1
  if (columns < 2) throw refused(node, `is of the shape [${value.dims}]`)
  const positive = arePositive(value)
  if (!['L1', 'L2'].includes(norm) && !(norm === 'MAX' && positive))
    throw refused(node, `has the norm ${norm}`)
  if (value.kind === 'affine') return { ...value, by: node, relative: true, integers: false }
  if (norm === 'L1' && areLogistic(value)) return { ...value, by: node }
  const result = ranked(node, value, positive)
  if (result) return result
  throw misplaced(node, inputs)
}

/** ai.onnx.ml's Concat of columns. */
export const featureVectorizer: Operator = (node, inputs, file) => {
  const widths = intsAttribute(node, 'inputdimensions')
  const columns = inputs.map(value => value && columnsOf(node, value))
  const fits = !widths || columns.every((value, i) => value && shapeOf(value).dims[1] === widths[i])
  if (!fits) throw refused(node, `has inputdimensions [${widths}] for other inputs`)
  return concat(node, columns, file)
}

function columnsOf(node: NodeProto, value: Value): Value {
  if (value.kind !== 'affine' || value.batch !== 0) throw misplaced(node, [value])
  return lay(node, { ...value, integers: false }, { dims: [1, sizeOf(value.dims)], batch: 0 })
}
