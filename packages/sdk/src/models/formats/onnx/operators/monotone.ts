import type { NodeProto } from 'onnx-buf'
import { type Curve, firstCurve, nextCurve, steps } from '../curves.ts'
import { type Forms, gather, negate, plus, rescale } from '../forms.ts'
import { type Curved, misplaced, type Operator, type Ranked, type Value } from '../values.ts'
import { isOrdered, type OrderedValue, opposites, rankingOf } from './ordered.ts'

/** An operator that bends each number by one strictly monotone function: Sigmoid, Exp and the like. */
export const monotone: Operator = (node, inputs) => {
  const [value] = inputs
  const name = node.opType
  if (value?.kind === 'constant' && value.type !== 'text') {
    return { ...value, type: 'float', numbers: value.numbers.map(steps[name]!.of) }
  }
  if (value?.kind === 'row' && (name === 'Exp' || name === 'Sigmoid')) {
    return { ...value, by: node, sign: 'positive', logSumOf: undefined }
  }
  const bent = isOrdered(value) ? bend(node, name, value) : undefined
  if (bent) return bent
  throw misplaced(node, inputs)
}

/** The value behind one more step; undefined if the step is not defined for all of its numbers. */
export function bend(node: NodeProto, name: string, value: OrderedValue): Value | undefined {
  if (value.kind === 'ranked') return bendRanked(node, name, value)
  if (value.kind === 'affine') {
    if (name === 'Tanh') return tanh(node, value)
    const curve = firstCurve(name)
    return curve && curved(node, value, value.forms, curve)
  }
  const { curves, scales, offsets } = value
  if (name === 'Reciprocal' && isLogisticSum(value)) {
    return curved(node, value, negate(value.forms), firstCurve('Sigmoid')!)
  }
  if (name === 'Exp' && isLogOfLogistic(value))
    return curved(node, value, value.forms, firstCurve('Sigmoid')!)
  const next = curves.map((curve, i) => nextCurve(name, curve, scales[i]!, offsets[i]!))
  if (next.some(curve => curve === undefined)) return undefined
  return { ...curved(node, value, value.forms, next[0]!), curves: next as Curve[] }
}

/** 1 + e^x, whose reciprocal is the logistic function of -x. */
function isLogisticSum({ curves, scales, offsets }: Curved): boolean {
  return curves.every(({ name }, i) => name === 'Exp' && scales[i] === 1 && offsets[i] === 1)
}

/** What LogSoftmax makes of two scores. */
function isLogOfLogistic({ curves, scales, offsets }: Curved): boolean {
  return curves.every(({ name }, i) => name === 'Log(1·Sigmoid+0)' && scales[i] === 1 && offsets[i] === 0)
}

/** tanh(x) = 2 · logistic(2x) - 1: one curve for both. */
function tanh(node: NodeProto, value: OrderedValue): Curved {
  const twice = rescale(
    value.forms,
    () => 2,
    () => 0,
  )
  const sigmoid = curved(node, value, twice, firstCurve('Sigmoid')!)
  return { ...sigmoid, scales: sigmoid.scales.fill(2), offsets: sigmoid.offsets.fill(-1) }
}

/** Each of the forms bent by one curve. */
export function curved(node: NodeProto, value: OrderedValue, forms: Forms, curve: Curve): Curved {
  const { dims, batch, relative, labels } = value
  const count = forms.shifts.length
  return {
    kind: 'curved',
    dims,
    batch,
    by: node,
    relative,
    labels,
    forms,
    curves: Array<Curve>(count).fill(curve),
    scales: new Float64Array(count).fill(1),
    offsets: new Float64Array(count),
  }
}

function bendRanked(node: NodeProto, name: string, value: Ranked): Ranked | undefined {
  const step = steps[name]!
  if (step.from === 0 && !value.positive) return undefined
  const forms = step.increasing ? value.forms : negate(value.forms)
  return { ...value, by: node, forms, positive: step.low >= 0 }
}

/** All but the order of the numbers forgotten; undefined if there is none, or but one number. */
export function ranked(node: NodeProto, value: OrderedValue, positive: boolean): Ranked | undefined {
  const forms = rankingOf(value)
  if (!forms || forms.shifts.length < 2) return undefined
  const { dims, batch, relative, labels } = value
  return { kind: 'ranked', dims, batch, by: node, relative, labels, forms, positive }
}

/** Two scores as probabilities that add up to 1: logistic functions of their difference. */
export function pairOf(node: NodeProto, value: OrderedValue): Curved {
  const difference = plus(gather(value.forms, [1]), gather(value.forms, [0]), -1)
  return curved(node, value, opposites(difference), firstCurve('Sigmoid')!)
}
