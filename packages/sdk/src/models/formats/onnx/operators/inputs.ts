import type { NodeProto } from 'onnx-buf'
import { refused, type Value } from '../values.ts'

/** @throws ModelFileError if the node lacks its first input. */
export function given(node: NodeProto, value: Value | undefined): Value {
  if (value) return value
  throw refused(node, 'lacks an input')
}

/** @throws ModelFileError if an index is not one of the axis; negative ones count from its end. */
export function entries(node: NodeProto, list: readonly number[], count: number): number[] {
  return list.map(index => {
    const entry = index < 0 ? index + count : index
    if (Number.isInteger(entry) && entry >= 0 && entry < count) return entry
    throw refused(node, `takes entry ${index} of ${count}`)
  })
}
