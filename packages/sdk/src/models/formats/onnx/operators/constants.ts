import { checkCount } from '../forms.ts'
import { intsAttribute, nodePath, tensorAttribute, textsAttribute } from '../nodes.ts'
import { readTensor } from '../tensors.ts'
import { type Constant, numbersOf, type Operator, refused, sizeOf } from '../values.ts'

/** A constant in the graph, in any of the forms that it is written in. */
export const constant: Operator = node => {
  const [attribute, ...others] = node.attribute
  if (!attribute || others.length > 0) throw refused(node, `has ${node.attribute.length} values`)
  const numbers = (type: 'float' | 'int', list: readonly number[], dims = [list.length]): Constant => ({
    kind: 'constant',
    type,
    dims,
    numbers: Float64Array.from(list),
  })
  switch (attribute.name) {
    case 'value':
      if (attribute.t) return { kind: 'constant', ...readTensor(attribute.t, `${nodePath(node)} value`) }
      break
    case 'value_float':
      return numbers('float', [attribute.f], [])
    case 'value_floats':
      return numbers('float', attribute.floats)
    case 'value_int':
      return numbers('int', [Number(attribute.i)], [])
    case 'value_ints':
      return numbers('int', intsAttribute(node, 'value_ints') ?? [])
    case 'value_string':
      return { kind: 'constant', type: 'text', dims: [], texts: [new TextDecoder().decode(attribute.s)] }
    case 'value_strings': {
      const texts = textsAttribute(node, 'value_strings') ?? []
      return { kind: 'constant', type: 'text', dims: [texts.length], texts }
    }
  }
  throw refused(node, `has its value as ${attribute.name}`)
}

/** One number over and over. */
export const constantOfShape: Operator = (node, [shape]) => {
  const dims = Array.from(numbersOf(node, shape, 'the shape'))
  const count = sizeOf(dims)
  checkCount(count)
  const tensor = tensorAttribute(node, 'value')
  const value = tensor && readTensor(tensor, `${nodePath(node)} value`)
  if (value?.type === 'text') throw refused(node, 'is of texts')
  const number = value ? value.numbers[0]! : 0
  return {
    kind: 'constant',
    type: value?.type ?? 'float',
    dims,
    numbers: new Float64Array(count).fill(number),
  }
}
