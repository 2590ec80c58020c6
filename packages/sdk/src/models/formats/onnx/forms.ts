import { ModelFileError } from '../../errors.ts'

/**
 * Numbers that are affine in the sample: a list of them, each Σ weight · feature + shift. Behind the input and what only
 * picks and scales (`picked`), a number has one feature; else (`rows`) a weight for each.
 */
export type Forms = { features: number; shifts: Float64Array } & (
  | { kind: 'picked'; indices: Int32Array; factors: Float64Array }
  | { kind: 'rows'; rows: Float64Array[] }
)

/** A sum of some of the numbers, each with a coefficient. */
export type Combination = { members: ArrayLike<number>; coefficients: ArrayLike<number> }

/** How many numbers the reader keeps of one tensor: more than any model that a contract can hold needs. */
export const mostNumbers = 2 ** 24

/** @throws ModelFileError if a tensor has more numbers than any model that a contract can hold. */
export function checkCount(count: number): void {
  if (count <= mostNumbers) return
  throw new ModelFileError(
    'graph',
    `has a tensor of ${count} numbers`,
    `A tensor has at most ${mostNumbers}.`,
  )
}

/** Numbers `first` … `first + count - 1` of the sample, as they are. */
export function pickFeatures(features: number, first: number, count: number): Forms {
  return {
    kind: 'picked',
    features,
    indices: Int32Array.from({ length: count }, (_, i) => first + i),
    factors: new Float64Array(count).fill(1),
    shifts: new Float64Array(count),
  }
}

/** The numbers at these places of the list. */
export function gather(forms: Forms, places: ArrayLike<number>): Forms {
  const shifts = Float64Array.from(places, i => forms.shifts[i]!)
  const { features } = forms
  if (forms.kind === 'rows')
    return { kind: 'rows', features, shifts, rows: Array.from(places, i => forms.rows[i]!) }
  const indices = Int32Array.from(places, i => forms.indices[i]!)
  return {
    kind: 'picked',
    features,
    shifts,
    indices,
    factors: Float64Array.from(places, i => forms.factors[i]!),
  }
}

/** Each number by its factor, plus its shift. */
export function rescale(forms: Forms, factor: (i: number) => number, shift: (i: number) => number): Forms {
  const shifts = forms.shifts.map((each, i) => each * factor(i) + shift(i))
  if (forms.kind === 'picked')
    return { ...forms, shifts, factors: forms.factors.map((each, i) => each * factor(i)) }
  const rows = forms.rows.map((row, i) => (factor(i) === 1 ? row : row.map(weight => weight * factor(i))))
  return { ...forms, shifts, rows }
}

/** -1 times each number. */
export function negate(forms: Forms): Forms {
  return rescale(
    forms,
    () => -1,
    () => 0,
  )
}

/** A list of sums. */
export function combine(forms: Forms, sums: readonly Combination[]): Forms {
  const { features } = forms
  checkCount(sums.length * features)
  const rows = sums.map(({ members, coefficients }) => {
    const row = new Float64Array(features)
    for (let k = 0; k < members.length; k++) addTo(row, forms, members[k]!, coefficients[k]!)
    return row
  })
  const shifts = Float64Array.from(sums, ({ members, coefficients }) => {
    let shift = 0
    for (let k = 0; k < members.length; k++) shift += forms.shifts[members[k]!]! * coefficients[k]!
    return shift
  })
  return { kind: 'rows', features, rows, shifts }
}

function addTo(row: Float64Array, forms: Forms, member: number, coefficient: number): void {
  if (coefficient === 0) return
  if (forms.kind === 'picked') {
    row[forms.indices[member]!]! += forms.factors[member]! * coefficient
    return
  }
  const from = forms.rows[member]!
  for (let i = 0; i < row.length; i++) row[i]! += from[i]! * coefficient
}

/** a + sign · b, number by number. */
export function plus(a: Forms, b: Forms, sign: number): Forms {
  const count = a.shifts.length
  const both = join([a, b])
  return combine(
    both,
    Array.from({ length: count }, (_, i) => ({ members: [i, count + i], coefficients: [1, sign] })),
  )
}

/** One list after the other. */
export function join(lists: readonly Forms[]): Forms {
  const { features } = lists[0]!
  const shifts = Float64Array.from(lists.flatMap(list => Array.from(list.shifts)))
  const picked = lists.filter(list => list.kind === 'picked')
  if (picked.length < lists.length) {
    checkCount(shifts.length * features)
    return { kind: 'rows', features, shifts, rows: lists.flatMap(rowsOf) }
  }
  return {
    kind: 'picked',
    features,
    shifts,
    indices: Int32Array.from(picked.flatMap(list => Array.from(list.indices))),
    factors: Float64Array.from(picked.flatMap(list => Array.from(list.factors))),
  }
}

/** A weight for each feature, of each number. */
export function rowsOf(forms: Forms): Float64Array[] {
  if (forms.kind === 'rows') return forms.rows
  checkCount(forms.shifts.length * forms.features)
  return Array.from(forms.indices, (index, i) => {
    const row = new Float64Array(forms.features)
    row[index] = forms.factors[i]!
    return row
  })
}

/** Whether numbers i of the two lists are one and the same, times `sign`. */
export function sameForm(a: Forms, i: number, b: Forms, j: number, sign = 1): boolean {
  if (a.shifts[i] !== b.shifts[j]! * sign && a.shifts[i]! - b.shifts[j]! * sign !== 0) return false
  const [left] = rowsOf(gather(a, [i]))
  const [right] = rowsOf(gather(b, [j]))
  return left!.every((weight, k) => weight - right![k]! * sign === 0)
}
