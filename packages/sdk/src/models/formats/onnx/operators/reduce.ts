import type { NodeProto } from 'onnx-buf'
import { combine } from '../forms.ts'
import { axisOf, shapeOf } from '../layouts.ts'
import { intAttribute } from '../nodes.ts'
import { misplaced, numbersOf, type Operator, type Row, refused, type Shape, sizeOf } from '../values.ts'
import { arePositive, isOrdered, type OrderedValue } from './ordered.ts'
import { axesOf } from './structure.ts'

type Numbers = readonly number[]
const most = (numbers: Numbers) => numbers.reduce((a, b) => Math.max(a, b))
const total = (numbers: Numbers) => numbers.reduce((sum, number) => sum + number, 0)

/** What the operators make of constants, and the sign of what they make of a sample's scores. */
const reductions: Record<string, { of: (numbers: Numbers) => number; sign?: Row['sign'] }> = {
  ReduceSum: { of: total },
  ReduceMean: { of: numbers => total(numbers) / numbers.length },
  ReduceMax: { of: most },
  ReduceMin: { of: numbers => -most(numbers.map(number => -number)) },
  ReduceLogSumExp: { of: numbers => Math.log(total(numbers.map(Math.exp))), sign: 'any' },
  ReduceL1: { of: numbers => total(numbers.map(Math.abs)), sign: 'positive' },
  ReduceL2: { of: numbers => Math.sqrt(total(numbers.map(number => number ** 2))), sign: 'positive' },
  ReduceSumSquare: { of: numbers => total(numbers.map(number => number ** 2)), sign: 'positive' },
}

/** Sums and means of what is affine are affine; else what is left of all scores of a sample is one number. */
export const reduce: Operator = (node, inputs) => {
  const [value, axesInput] = inputs
  if (!value) throw refused(node, 'lacks an input')
  if (intAttribute(node, 'noop_with_empty_axes', 0) !== 0) throw refused(node, 'has noop_with_empty_axes set')
  const shape = shapeOf(value)
  const asked = axesOf(node, axesInput)
  const all = [...shape.dims.keys()]
  const axes = asked?.length ? asked.map(axis => axisOf(node, axis, all.length)) : all
  if (shape.batch !== undefined && axes.includes(shape.batch))
    throw refused(node, 'puts several samples together')
  const { groups, ...made } = grouped(shape, axes, intAttribute(node, 'keepdims', 1) !== 0)
  const { of, sign } = reductions[node.opType]!
  if (value.kind === 'constant') {
    const numbers = numbersOf(node, value)
    const values = groups.map(group => of(group.map(i => numbers[i]!)))
    return { kind: 'constant', type: 'float', dims: made.dims, numbers: Float64Array.from(values) }
  }
  if (value.kind === 'affine' && !value.integers && ['ReduceSum', 'ReduceMean'].includes(node.opType)) {
    const share = (group: Numbers) => (node.opType === 'ReduceSum' ? 1 : 1 / group.length)
    const sums = groups.map(group => ({ members: group, coefficients: group.map(() => share(group)) }))
    const { relative } = value
    return { kind: 'affine', ...made, by: node, forms: combine(value.forms, sums), relative, integers: false }
  }
  if (!isOrdered(value) || groups.length !== 1) throw misplaced(node, inputs)
  return rowOf(node, value, made, sign)
}

/** L1 and L2 of scores that are all 0 are 0; but then there is no order to lose. */
function rowOf(node: NodeProto, value: OrderedValue, made: Shape, sign: Row['sign'] | undefined): Row {
  const logSumOf = value.kind === 'affine' && node.opType === 'ReduceLogSumExp' ? value.forms : undefined
  return { kind: 'row', ...made, by: node, sign: sign ?? (arePositive(value) ? 'positive' : 'any'), logSumOf }
}

/** Which numbers fall together, and the shape of what is left. */
function grouped({ dims, batch }: Shape, axes: readonly number[], keepDims: boolean) {
  const left = dims.map((dim, axis) => (axes.includes(axis) ? 1 : dim))
  const groups = Array.from({ length: sizeOf(left) }, (): number[] => [])
  for (let flat = 0; flat < sizeOf(dims); flat++) {
    let [place, stride, rest] = [0, 1, flat]
    for (let axis = dims.length - 1; axis >= 0; axis--) {
      if (!axes.includes(axis)) place += (rest % dims[axis]!) * stride
      stride *= left[axis]!
      rest = Math.floor(rest / dims[axis]!)
    }
    groups[place]!.push(flat)
  }
  if (keepDims) return { groups, dims: left, batch }
  const kept = [...dims.keys()].filter(axis => !axes.includes(axis))
  const place = batch === undefined ? undefined : kept.indexOf(batch)
  return { groups, dims: kept.map(axis => dims[axis]!), batch: place }
}
