import type { NodeProto } from 'onnx-buf'
import { type Forms, gather, negate, rescale, sameForm } from '../forms.ts'
import { type Affine, type Curved, refused, sizeOf, type Value, type Verdict } from '../values.ts'

/** Numbers whose order is known. */
export type OrderedValue = Extract<Value, { forms: Forms }>

export function isOrdered(value: Value | undefined): value is OrderedValue {
  return value !== undefined && 'forms' in value
}

/**
 * Forms that are ordered as the numbers of the value are, whatever the sample; undefined if there are none. Of two numbers
 * bent by curves, it is enough that they are functions of one and the same score: then the order turns where both meet.
 */
export function rankingOf(value: OrderedValue): Forms | undefined {
  if (value.kind !== 'curved') return value.forms
  const { curves, scales, offsets, forms } = value
  const [curve, scale, offset] = [curves[0]!, scales[0]!, offsets[0]!]
  const alike = curves.every(
    (each, i) => each.name === curve.name && scales[i] === scale && offsets[i] === offset,
  )
  if (alike) return curve.increasing === scale > 0 ? forms : negate(forms)
  return curves.length === 2 ? crossing(value) : undefined
}

/** a₁·f(s) + b₁ > a₀·f(s) + b₀ where f(s) is above or below (b₀ - b₁) / (a₁ - a₀). */
function crossing(value: Curved): Forms | undefined {
  const { curves, scales, offsets, forms } = complemented(value)
  if (curves[0]!.name !== curves[1]!.name || !sameForm(forms, 0, forms, 1)) return undefined
  const [slope, gap] = [scales[1]! - scales[0]!, offsets[0]! - offsets[1]!]
  const score = above(value, { form: gather(forms, [1]), at: 1, slope, level: gap / slope, curves })
  return score && opposites(score)
}

/** A sigmoid of -s as 1 less that of s, so that both numbers are functions of one score. */
function complemented(value: Curved) {
  const { curves, forms } = value
  const scales = value.scales.slice()
  const offsets = value.offsets.slice()
  const isOpposite = curves.every(({ name }) => name === 'Sigmoid') && sameForm(forms, 0, forms, 1, -1)
  if (!isOpposite) return { curves, forms, scales, offsets }
  offsets[0]! += scales[0]!
  scales[0]! *= -1
  return { curves, forms: gather(forms, [1, 1]), scales, offsets }
}

/** A score above 0 where slope · curve(form) is above slope · level. */
function above(
  { relative }: Curved,
  {
    form,
    at,
    slope,
    level,
    curves,
  }: { form: Forms; at: number; slope: number; level: number; curves: Curved['curves'] },
): Forms | undefined {
  const curve = curves[at]!
  if (slope === 0 || !(level > curve.low && level < curve.high)) return undefined
  const threshold = curve.inverse(level)
  if (!Number.isFinite(threshold) || (relative && threshold !== 0)) return undefined
  const sign = curve.increasing === slope > 0 ? 1 : -1
  return rescale(
    form,
    () => sign,
    () => -sign * threshold,
  )
}

/** A score that is above 0 where the only number of the value is above the level; undefined if it always or never is. */
export function aboveLevel(value: OrderedValue, level: number): Forms | undefined {
  if (value.forms.shifts.length !== 1 || value.kind === 'ranked') return undefined
  if (value.kind === 'affine') {
    if (value.relative && level !== 0) return undefined
    return rescale(
      value.forms,
      () => 1,
      () => -level,
    )
  }
  const [scale, offset] = [value.scales[0]!, value.offsets[0]!]
  const { curves, forms } = value
  return above(value, { form: forms, at: 0, slope: scale, level: (level - offset) / scale, curves })
}

/** The scores of two classes from that of class 1. */
export function opposites(score: Forms): Forms {
  return rescale(
    gather(score, [0, 0]),
    i => (i === 0 ? -1 : 1),
    () => 0,
  )
}

/** Whether the numbers are the probabilities of two classes: logistic functions of a score and of its negative. */
export function areLogistic(value: OrderedValue): boolean {
  if (value.kind !== 'curved' || value.forms.shifts.length > 2 || value.relative) return false
  const { forms, scales, offsets, curves } = value
  if (curves.some(({ name }) => name !== 'Sigmoid')) return false
  const plain = (i: number) => scales[i] === 1 && offsets[i] === 0
  if (curves.length === 1) return plain(0)
  const rest = (i: number, j: number) => scales[i] === -1 && offsets[i] === 1 && plain(j)
  if (rest(0, 1) || rest(1, 0)) return sameForm(forms, 0, forms, 1)
  return plain(0) && plain(1) && sameForm(forms, 0, forms, 1, -1)
}

/** Which class wins, if the highest of the numbers does; undefined if their order is not known. */
export function verdictOf(value: OrderedValue, lowest = false): Verdict | undefined {
  const ranking = rankingOf(value)
  if (!ranking || ranking.shifts.length < 2) return undefined
  const order = Array.from(ranking.shifts, (_, i) => i)
  return { scores: lowest ? negate(ranking) : ranking, logistic: !lowest && areLogistic(value), order }
}

/**
 * The numbers of one sample as a group of which one is the highest.
 *
 * @throws ModelFileError if they lie along several axes, or along another than the node's.
 */
export function oneGroup(node: NodeProto, { dims, batch }: OrderedValue, axes: readonly number[]): void {
  const count = sizeOf(axes.map(axis => dims[axis]!))
  if (batch !== undefined && axes.includes(batch)) throw refused(node, 'puts several samples together')
  if (count === sizeOf(dims)) return
  throw refused(node, `compares ${count} of ${sizeOf(dims)} numbers`)
}

/** Whether all numbers are above 0, whatever the sample. */
export function arePositive(value: OrderedValue): boolean {
  if (value.kind === 'affine') return false
  if (value.kind === 'ranked') return value.positive
  return value.curves.every(({ low, high }, i) => {
    const ends = [low, high].map(end => value.scales[i]! * end + value.offsets[i]!)
    return Math.min(...ends) >= 0
  })
}

/** A constant added to numbers that are known but for a factor would not be known. */
export function checkAbsolute(node: NodeProto, value: Affine | Curved): void {
  if (value.relative) throw refused(node, 'adds to numbers that a norm divides')
}
