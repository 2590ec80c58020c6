import type { NodeProto } from 'onnx-buf'
import { checkCount, gather } from './forms.ts'
import { type Constant, misplaced, refused, type Shape, sizeOf, type Value } from './values.ts'

/** Where the numbers of a tensor come from in another: place by place, or all as they stand. */
export type Layout = Shape & { places?: Int32Array }

/** The shape of a value; a constant has no axis of samples. */
export function shapeOf(value: Value): Shape {
  return value.kind === 'constant' ? { dims: value.dims, batch: undefined } : value
}

/** The tensor with its numbers laid out anew. */
export function lay(node: NodeProto, value: Value, { dims, batch, places }: Layout): Value {
  checkCount(sizeOf(dims))
  if (value.kind === 'constant') return layConstant(value, dims, places)
  const made = { dims, batch, by: node }
  if (!places) return { ...value, ...made }
  switch (value.kind) {
    case 'affine':
    case 'ranked':
    case 'curved': {
      const { labels } = value
      const laid = { ...value, ...made, forms: gather(value.forms, places) }
      if (labels) laid.labels = Array.from(places, i => labels[i]!)
      if (laid.kind !== 'curved' || value.kind !== 'curved') return laid
      laid.curves = Array.from(places, i => value.curves[i]!)
      laid.scales = Float64Array.from(places, i => value.scales[i]!)
      laid.offsets = Float64Array.from(places, i => value.offsets[i]!)
      return laid
    }
    default:
      if (places.length !== 1) throw misplaced(node, [value])
      return { ...value, ...made }
  }
}

function layConstant(value: Constant, dims: number[], places?: Int32Array): Constant {
  if (!places) return { ...value, dims }
  if (value.type === 'text') return { ...value, dims, texts: Array.from(places, i => value.texts[i]!) }
  return { ...value, dims, numbers: Float64Array.from(places, i => value.numbers[i]!) }
}

/** An axis that may be counted from the end. */
export function axisOf(node: NodeProto, axis: number, rank: number): number {
  const place = axis < 0 ? axis + rank : axis
  if (Number.isInteger(place) && place >= 0 && place < rank) return place
  throw refused(node, `has the axis ${axis} of a tensor of ${rank} dimensions`)
}

/** The same, of an axis that is not that of the samples. */
export function innerAxis(node: NodeProto, axis: number, { dims, batch }: Shape): number {
  const place = axisOf(node, axis, dims.length)
  if (place === batch) throw refused(node, 'puts several samples together')
  return place
}

/** The entries `list` of an axis. */
export function pick({ dims, batch }: Shape, axis: number, list: readonly number[]): Layout {
  const inner = sizeOf(dims.slice(axis + 1))
  const outer = sizeOf(dims.slice(0, axis))
  checkCount(outer * inner * list.length)
  const places = new Int32Array(outer * inner * list.length)
  let at = 0
  for (let i = 0; i < outer; i++) {
    for (const entry of list) {
      for (let j = 0; j < inner; j++) places[at++] = (i * dims[axis]! + entry) * inner + j
    }
  }
  return { dims: dims.with(axis, list.length), batch, places }
}

/** The axes in another order. */
export function permute({ dims, batch }: Shape, order: readonly number[]): Layout {
  const strides = dims.map((_, axis) => sizeOf(dims.slice(axis + 1)))
  const target = order.map(axis => dims[axis]!)
  const places = Int32Array.from({ length: sizeOf(dims) }, (_, flat) => {
    let [place, rest] = [0, flat]
    for (let axis = target.length - 1; axis >= 0; axis--) {
      place += (rest % target[axis]!) * strides[order[axis]!]!
      rest = Math.floor(rest / target[axis]!)
    }
    return place
  })
  return { dims: target, batch: batch === undefined ? undefined : order.indexOf(batch), places }
}

/**
 * Two shapes stretched to one, by numpy's rules: which number of each meets which.
 *
 * @throws ModelFileError if they do not fit, or numbers of several samples would meet.
 */
export function broadcast(node: NodeProto, left: Shape, right: Shape) {
  const rank = Math.max(left.dims.length, right.dims.length)
  const [a, b] = [stretched(left, rank), stretched(right, rank)]
  const batch = a.batch ?? b.batch
  const dims = a.dims.map((dim, axis) => {
    const other = b.dims[axis]!
    if (dim !== other && dim !== 1 && other !== 1) {
      throw refused(node, `reads tensors of the shapes ${show(left)} and ${show(right)}`)
    }
    if (axis === batch && (dim !== 1 || other !== 1)) throw refused(node, 'puts several samples together')
    return dim === 1 ? other : dim
  })
  const both = a.batch !== undefined && b.batch !== undefined
  if (both && a.batch !== b.batch) throw refused(node, 'puts several samples together')
  checkCount(sizeOf(dims))
  return { dims, batch, left: placesIn(a.dims, dims), right: placesIn(b.dims, dims) }
}

function stretched({ dims, batch }: Shape, rank: number): Shape {
  const more = rank - dims.length
  return { dims: [...Array(more).fill(1), ...dims], batch: batch === undefined ? undefined : batch + more }
}

function placesIn(from: readonly number[], to: readonly number[]): Int32Array {
  return Int32Array.from({ length: sizeOf(to) }, (_, flat) => {
    let [place, stride, rest] = [0, 1, flat]
    for (let axis = to.length - 1; axis >= 0; axis--) {
      if (from[axis] !== 1) place += (rest % to[axis]!) * stride
      stride *= from[axis]!
      rest = Math.floor(rest / to[axis]!)
    }
    return place
  })
}

/** A shape as errors say it. */
export function show({ dims, batch }: Shape): string {
  return `[${dims.map((dim, axis) => (axis === batch ? 'samples' : dim)).join(', ')}]`
}
