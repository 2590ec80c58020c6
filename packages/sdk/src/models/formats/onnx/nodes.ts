import type { AttributeProto, NodeProto } from 'onnx-buf'
import { ModelFileError } from '../../errors.ts'

/** What errors call a node. */
export function nodePath(node: NodeProto): string {
  return `node "${node.name || node.output[0] || ''}" (${node.opType})`
}

function attribute(node: NodeProto, name: string): AttributeProto | undefined {
  return node.attribute.find(each => each.name === name)
}

export function floatAttribute(node: NodeProto, name: string, byDefault: number): number {
  return attribute(node, name)?.f ?? byDefault
}

export function intAttribute(node: NodeProto, name: string, byDefault: number): number {
  const value = attribute(node, name)
  return value ? Number(value.i) : byDefault
}

export function textAttribute(node: NodeProto, name: string, byDefault: string): string {
  const value = attribute(node, name)
  return value ? new TextDecoder().decode(value.s) : byDefault
}

/** @throws ModelFileError if a number is not finite. */
export function floatsAttribute(node: NodeProto, name: string): Float64Array {
  const values = Float64Array.from(attribute(node, name)?.floats ?? [])
  const wrong = values.findIndex(value => !Number.isFinite(value))
  if (wrong < 0) return values
  const path = `${nodePath(node)} ${name}[${wrong}]`
  throw new ModelFileError(path, `is ${values[wrong]}`, 'Weights are finite numbers.')
}

export function tensorAttribute(node: NodeProto, name: string) {
  return attribute(node, name)?.t
}

/** The names of classes in an attribute `…_strings`, or in one of `…_ints` and the like. */
export function labelsAttribute(node: NodeProto, texts: string, ints: string): string[] | undefined {
  const strings = attribute(node, texts)?.strings ?? []
  if (strings.length > 0) return strings.map(bytes => new TextDecoder().decode(bytes))
  const numbers = attribute(node, ints)?.ints ?? []
  return numbers.length > 0 ? numbers.map(String) : undefined
}
