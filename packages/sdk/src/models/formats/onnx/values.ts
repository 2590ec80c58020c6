import type { NodeProto } from 'onnx-buf'
import type { Tensor } from './tensors.ts'

/** The input, each number by a factor and plus a shift; a single factor or shift is that of all. */
export type Scaled = { kind: 'scaled'; factors: Float64Array; shifts: Float64Array }

/** Scores that are linear in the input. */
export type Linear = {
  kind: 'linear'
  /** For each score a weight for each number of the input. */
  weights: Float64Array[]
  intercepts: Float64Array
}

/** What is known of a tensor of the graph. */
export type Value = Scaled | Linear | { kind: 'constant'; tensor: Tensor } | { kind: 'other'; by: NodeProto }

export const input: Scaled = { kind: 'scaled', factors: Float64Array.of(1), shifts: Float64Array.of(0) }

/** Element i of a list that may have one element for all. */
export function at(list: Float64Array, i: number): number {
  return list.length === 1 ? list[0]! : list[i]!
}

/** Whether a list has one element for each of `count`, or one for all. */
export function spans(list: Float64Array, count: number): boolean {
  return list.length === 1 || list.length === count
}

/** weights · (scaled input) + intercepts, as weights and intercepts of the input itself. */
export function ofInput(weights: Float64Array[], intercepts: Float64Array, scaled: Scaled): Linear {
  return {
    kind: 'linear',
    weights: weights.map(row => row.map((weight, i) => weight * at(scaled.factors, i))),
    intercepts: intercepts.map((intercept, k) =>
      weights[k]!.reduce((sum, weight, i) => sum + weight * at(scaled.shifts, i), intercept),
    ),
  }
}

/** value · factors + shifts, element by element; undefined if the lengths do not fit. */
export function rescale(value: Scaled | Linear, factors: Float64Array, shifts: Float64Array) {
  if (value.kind === 'linear') {
    const count = value.intercepts.length
    if (!spans(factors, count) || !spans(shifts, count)) return undefined
    return {
      kind: value.kind,
      weights: value.weights.map((row, k) => row.map(weight => weight * at(factors, k))),
      intercepts: value.intercepts.map((intercept, k) => intercept * at(factors, k) + at(shifts, k)),
    }
  }
  const lists = [value.factors, value.shifts, factors, shifts]
  const count = Math.max(...lists.map(list => list.length))
  if (!lists.every(list => spans(list, count))) return undefined
  return {
    kind: value.kind,
    factors: Float64Array.from({ length: count }, (_, i) => at(value.factors, i) * at(factors, i)),
    shifts: Float64Array.from(
      { length: count },
      (_, i) => at(value.shifts, i) * at(factors, i) + at(shifts, i),
    ),
  }
}
