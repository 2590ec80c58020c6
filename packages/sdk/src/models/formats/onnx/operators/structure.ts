import type { NodeProto } from 'onnx-buf'
import { join } from '../forms.ts'
import { axisOf, innerAxis, type Layout, lay, permute, pick, shapeOf } from '../layouts.ts'
import { intAttribute, intsAttribute } from '../nodes.ts'
import {
  type Constant,
  type FileFacts,
  misplaced,
  numbersOf,
  type Operator,
  refused,
  type Shape,
  sizeOf,
  type Value,
} from '../values.ts'
import { entries, given } from './inputs.ts'
import { lookUp } from './labels.ts'

/** The operators that only move numbers. */
export const flatten: Operator = (node, [value]) => {
  const shape = shapeOf(given(node, value))
  const rank = shape.dims.length
  const asked = intAttribute(node, 'axis', 1)
  const axis = asked === rank ? rank : axisOf(node, asked, Math.max(rank, 1))
  const [outer, inner] = [shape.dims.slice(0, axis), shape.dims.slice(axis)]
  const { batch } = shape
  const mixes = batch !== undefined && (batch < axis ? sizeOf(outer) : sizeOf(inner)) !== 1
  if (mixes) throw refused(node, 'puts several samples together')
  const dims = [sizeOf(outer), sizeOf(inner)]
  return lay(node, value!, { dims, batch: batch === undefined ? undefined : batch < axis ? 0 : 1 })
}

export const reshape: Operator = (node, [value, target], file) => {
  const shape = shapeOf(given(node, value))
  if (intAttribute(node, 'allowzero', 0) !== 0) throw refused(node, 'has allowzero set')
  const sizes = target ? sizesOf(node, target) : (intsAttribute(node, 'shape') ?? [])
  return lay(node, value!, reshaped(node, shape, sizes, file))
}

/** Like numbersOf, but the number of samples may stand among them, as NaN. */
function sizesOf(node: NodeProto, value: Value): number[] {
  if (value.kind === 'constant' && value.type !== 'text') return Array.from(value.numbers)
  throw refused(node, 'has a shape that is not constant')
}

/** Which axis of the new shape is that of the samples: all before it are 1, all behind it those of one sample. */
function reshaped(
  node: NodeProto,
  { dims, batch }: Shape,
  sizes: number[],
  { batchSize }: FileFacts,
): Layout {
  const target = sizes.map((size, axis) =>
    size !== 0 ? size : axis === batch ? Number.NaN : (dims[axis] ?? Number.NaN),
  )
  const size = sizeOf(dims)
  const free = target.indexOf(-1)
  const rest = (without: number[]) => sizeOf(target.filter((_, axis) => !without.includes(axis)))
  if (batch === undefined) {
    if (free >= 0) target[free] = size / rest([free])
    if (sizeOf(target) === size) return { dims: target, batch }
    throw refused(node, `makes the shape [${sizes}] of ${size} numbers`)
  }
  const firstIsBatch = sizeOf(dims.slice(0, batch)) === 1
  const known = target.findIndex(each => Number.isNaN(each))
  const places = known >= 0 ? [known] : target.map((_, axis) => axis)
  const place = places.find(axis => {
    if (sizeOf(target.slice(0, axis)) !== 1) return false
    if (axis === free) return rest([axis]) === size
    const isBatch = axis === known || target[axis] === batchSize
    return isBatch && (free < 0 ? rest([axis]) === size : size % rest([axis, free]) === 0)
  })
  if (place !== undefined && firstIsBatch) {
    if (free >= 0 && free !== place) target[free] = size / rest([place, free])
    return { dims: target.with(place, 1), batch: place }
  }
  if (batchSize === 1 && known < 0)
    return reshaped(node, { dims, batch: undefined }, sizes, { opset: 0, batchSize })
  throw refused(node, 'puts several samples together')
}

export const transpose: Operator = (node, [value]) => {
  const shape = shapeOf(given(node, value))
  const order = intsAttribute(node, 'perm') ?? shape.dims.map((_, axis) => axis).reverse()
  const sorted = order.toSorted((a, b) => a - b)
  if (sorted.length !== shape.dims.length || sorted.some((axis, i) => axis !== i)) {
    throw refused(node, `has perm [${order}] for a tensor of ${shape.dims.length} dimensions`)
  }
  return lay(node, value!, permute(shape, order))
}

export const squeeze: Operator = (node, [value, axes], { batchSize }) => {
  const { dims, batch } = shapeOf(given(node, value))
  const list = axesOf(node, axes)
  const removed = list
    ? list.map(axis => axisOf(node, axis, dims.length))
    : [...dims.keys()].filter(axis => dims[axis] === 1 && (axis !== batch || batchSize === 1))
  if (removed.some(axis => dims[axis] !== 1 || (axis === batch && batchSize !== 1))) {
    throw refused(node, 'removes an axis that is not of size 1')
  }
  const kept = [...dims.keys()].filter(axis => !removed.includes(axis))
  const place = batch === undefined ? -1 : kept.indexOf(batch)
  return lay(node, value!, { dims: kept.map(axis => dims[axis]!), batch: place < 0 ? undefined : place })
}

export const unsqueeze: Operator = (node, [value, axes]) => {
  const { dims, batch } = shapeOf(given(node, value))
  const list = axesOf(node, axes)
  if (!list) throw refused(node, 'has no axes')
  const rank = dims.length + list.length
  const added = list.map(axis => axisOf(node, axis, rank))
  if (new Set(added).size < added.length) throw refused(node, `has the axes [${list}]`)
  const old = [...Array(rank).keys()].filter(axis => !added.includes(axis))
  const target = Array<number>(rank).fill(1)
  for (const [i, axis] of old.entries()) target[axis] = dims[i]!
  return lay(node, value!, { dims: target, batch: batch === undefined ? undefined : old[batch] })
}

/** The axes of a node: an attribute in old versions of the operators, an input in new ones. */
export function axesOf(node: NodeProto, input: Value | undefined): number[] | undefined {
  const attribute = intsAttribute(node, 'axes')
  return attribute ?? (input && Array.from(numbersOf(node, input, 'axes')))
}

export const gatherEntries: Operator = (node, [value, indices]) => {
  const axis = intAttribute(node, 'axis', 0)
  if (value?.kind === 'constant' && indices?.kind === 'decision') {
    return lookUp(node, value, indices, { dims: indices.dims, batch: indices.batch })
  }
  const shape = shapeOf(given(node, value))
  const list = Array.from(numbersOf(node, indices, 'indices'))
  const at = innerAxis(node, axis, shape)
  const { dims, batch, places } = pick(shape, at, entries(node, list, shape.dims[at]!))
  const inserted = (indices as Constant).dims
  return lay(node, value!, {
    dims: [...dims.slice(0, at), ...inserted, ...dims.slice(at + 1)],
    batch: batch === undefined || batch < at ? batch : batch + inserted.length - 1,
    places: places!,
  })
}

export const slice: Operator = (node, [value, starts, ends, axes, steps]) => {
  let result = given(node, value)
  const read = (input: Value | undefined, name: string) =>
    input ? Array.from(numbersOf(node, input, name)) : intsAttribute(node, name)
  const [from, to] = [read(starts, 'starts'), read(ends, 'ends')]
  if (!from || !to) throw refused(node, 'has no starts or no ends')
  const along = read(axes, 'axes') ?? [...from.keys()]
  const by = read(steps, 'steps') ?? from.map(() => 1)
  for (const [i, axis] of along.entries()) {
    const shape = shapeOf(result)
    const place = axisOf(node, axis, shape.dims.length)
    const all = from[i] === 0 && to[i]! >= 2 ** 31 - 1 && by[i] === 1
    if (place === shape.batch && all) continue
    innerAxis(node, axis, shape)
    result = lay(node, result, pick(shape, place, range(node, from[i]!, to[i]!, by[i]!, shape.dims[place]!)))
  }
  return result
}

function range(node: NodeProto, start: number, end: number, step: number, count: number): number[] {
  if (step !== 1) throw refused(node, `has the step ${step}`)
  const bound = (index: number) => Math.min(count, Math.max(0, index < 0 ? index + count : index))
  const [first, last] = [bound(start), bound(end)]
  if (last > first) return Array.from({ length: last - first }, (_, i) => first + i)
  throw refused(node, 'takes no entries')
}

/** Concat, and ai.onnx.ml's FeatureVectorizer, which is that of columns. */
export const concat: Operator = (node, inputs) => {
  const values = inputs.filter(value => value !== undefined)
  const first = given(node, values[0])
  const shape = shapeOf(first)
  const byDefault = node.opType === 'FeatureVectorizer' ? 1 : Number.NaN
  const axis = innerAxis(node, intAttribute(node, 'axis', byDefault), shape)
  const sizes = values.map(value => shapeOf(value).dims[axis] ?? 0)
  for (const other of values.slice(1)) {
    const { dims, batch } = shapeOf(other)
    const fits =
      dims.length === shape.dims.length && dims.every((dim, i) => i === axis || dim === shape.dims[i])
    if (!fits || batch !== shape.batch) throw misplaced(node, values.toReversed())
  }
  const counts = sizes.map(size => (size * sizeOf(shape.dims)) / shape.dims[axis]!)
  const places = interleave(shape.dims, axis, sizes, counts)
  const joined = joinAll(node, values, { dims: [places.length], batch: shape.batch })
  return lay(node, joined, {
    dims: shape.dims.with(
      axis,
      sizes.reduce((sum, size) => sum + size, 0),
    ),
    batch: shape.batch,
    places,
  })
}

/** Where the numbers of tensors that lie one after the other are once they are joined along an axis. */
function interleave(dims: readonly number[], axis: number, sizes: number[], counts: number[]): Int32Array {
  const outer = sizeOf(dims.slice(0, axis))
  const inner = sizeOf(dims.slice(axis + 1))
  const places: number[] = []
  for (let i = 0; i < outer; i++) {
    let start = 0
    for (const [k, size] of sizes.entries()) {
      for (let j = 0; j < size * inner; j++) places.push(start + i * size * inner + j)
      start += counts[k]!
    }
  }
  return Int32Array.from(places)
}

function joinAll(node: NodeProto, values: Value[], shape: Shape): Value {
  const made = { ...shape, by: node }
  const numbers = values.filter(value => value.kind === 'constant').filter(value => value.type !== 'text')
  if (numbers.length === values.length) {
    const all = Float64Array.from(numbers.flatMap(value => Array.from(value.numbers)))
    return { kind: 'constant', type: numbers[0]!.type, dims: shape.dims, numbers: all }
  }
  const affine = values.filter(value => value.kind === 'affine')
  const [first] = affine
  if (first && affine.length === values.length && affine.every(value => !value.relative)) {
    const forms = join(affine.map(value => value.forms))
    return { kind: 'affine', ...made, forms, relative: false, integers: affine.some(value => value.integers) }
  }
  const curved = values.filter(value => value.kind === 'curved')
  if (curved.length === values.length && curved.every(value => !value.relative)) {
    return {
      kind: 'curved',
      ...made,
      forms: join(curved.map(value => value.forms)),
      relative: false,
      curves: curved.flatMap(value => value.curves),
      scales: Float64Array.from(curved.flatMap(value => Array.from(value.scales))),
      offsets: Float64Array.from(curved.flatMap(value => Array.from(value.offsets))),
    }
  }
  throw misplaced(node, values)
}

/** The sizes of a tensor; NaN stands for the number of samples, if the file leaves it open. */
export const shape: Operator = (node, [value], { batchSize = Number.NaN }) => {
  const { dims, batch } = shapeOf(given(node, value))
  const numbers = Float64Array.from(dims, (dim, axis) => (axis === batch ? batchSize : dim))
  return { kind: 'constant', dims: [dims.length], type: 'int', numbers }
}
