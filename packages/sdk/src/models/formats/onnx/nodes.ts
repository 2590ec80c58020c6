import type { AttributeProto, NodeProto } from 'onnx-buf'
import { ModelFileError } from '../../errors.ts'

/** What errors call a node. */
export function nodePath(node: NodeProto): string {
  return `node "${node.name || node.output[0] || ''}" (${node.opType})`
}

function attribute(node: NodeProto, name: string): AttributeProto | undefined {
  return node.attribute.find(each => each.name === name)
}

/** @throws ModelFileError if the number is not finite. */
export function floatAttribute(node: NodeProto, name: string, byDefault: number): number {
  const value = attribute(node, name)?.f ?? byDefault
  if (Number.isFinite(value)) return value
  throw new ModelFileError(`${nodePath(node)} ${name}`, `is ${value}`, 'Give a finite number.')
}

export function intAttribute(node: NodeProto, name: string, byDefault: number): number {
  const value = attribute(node, name)
  return value ? Number(value.i) : byDefault
}

export function intsAttribute(node: NodeProto, name: string): number[] | undefined {
  return attribute(node, name)?.ints.map(Number)
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

/** The texts of a list, if the node has it. */
export function textsAttribute(node: NodeProto, name: string): string[] | undefined {
  return attribute(node, name)?.strings.map(bytes => new TextDecoder().decode(bytes))
}

/**
 * The names of classes in an attribute `…_strings`, or in one of `…_ints` and the like.
 *
 * @throws ModelFileError if the node has both.
 */
export function labelsAttribute(node: NodeProto, texts: string, ints: string): string[] | undefined {
  const strings = textsAttribute(node, texts) ?? []
  const numbers = attribute(node, ints)?.ints ?? []
  if (strings.length > 0 && numbers.length > 0) {
    throw new ModelFileError(nodePath(node), `has both ${texts} and ${ints}`, 'Keep one of them.')
  }
  if (strings.length > 0) return strings
  return numbers.length > 0 ? numbers.map(String) : undefined
}

/**
 * Refuses what would change the meaning of a node unseen.
 *
 * @throws ModelFileError if the node has an attribute that is not among `known`, one of a function, or more inputs.
 */
export function checkNode(node: NodeProto, known: readonly string[], mostInputs: number): void {
  const names = node.attribute.map(({ name }) => name)
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  const other = node.attribute.find(({ name, refAttrName }) => !known.includes(name) || refAttrName !== '')
  const problem = other
    ? `has an attribute ${other.name}, which is not read`
    : twice !== undefined
      ? `has the attribute ${twice} twice`
      : node.input.length > mostInputs
        ? `has ${node.input.length} inputs, not ${mostInputs}`
        : undefined
  if (problem === undefined) return
  throw new ModelFileError(
    nodePath(node),
    problem,
    'Export the model with the operators of ONNX as they are.',
  )
}
