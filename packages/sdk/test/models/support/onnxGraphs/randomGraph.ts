import { Type } from '@cotrain/testing/onnx'
import type { GeneratorValue } from 'fast-check'
import { Builder } from './Builder.ts'
import { classifier, finish, head } from './endings.ts'
import { mixings, scalings, spoilers } from './steps.ts'

/**
 * A random graph of nodes that a reader of linear classifiers folds in or passes: one or several inputs, affine steps, a
 * linear layer or a LinearClassifier, affine steps on its scores, and an ending. With `spoil`, one or two steps are in it
 * that change answers, or nearly.
 */
export function randomGraph(g: GeneratorValue, spoil: boolean): Builder {
  const b = new Builder(g)
  takeInputs(b)
  const spoilBefore = spoil && b.chance(60)
  steps(b, [...scalings, ...mixings], 3)
  if (spoilBefore) b.one(...spoilers)(b)
  if (spoilBefore && b.chance(50)) steps(b, scalings, 1)
  if (b.chance(25) && !(spoil && !spoilBefore)) {
    classifier(b)
    return b
  }
  head(b)
  steps(b, scalings, 2)
  if (spoil && !spoilBefore) b.one(...spoilers)(b)
  finish(b)
  return b
}

function steps(b: Builder, choices: typeof scalings, most: number): void {
  for (let i = b.int(0, most); i > 0; i--) b.one(...choices)(b)
}

function takeInputs(b: Builder): void {
  const input = (dims: number[], integers = false) => {
    const name = `X${b.inputs.length}`
    b.inputs.push({ name, dims, integers })
    return name
  }
  switch (b.one('one', 'one', 'one', 'several', 'integers', 'image')) {
    case 'several': {
      const widths = Array.from({ length: b.int(2, 3) }, () => b.int(1, 2))
      const names = widths.map(width => input([width]))
      b.x = b.add('Concat', names, { axis: 1 })
      b.columns = widths.reduce((sum, width) => sum + width, 0)
      return
    }
    case 'integers':
      b.columns = b.int(1, 4)
      b.x = b.add('Cast', [input([b.columns], true)], { to: Type.FLOAT })
      return
    case 'image':
      b.columns = 6
      b.x = b.add('Flatten', [input([1, 2, 3])])
      return
    default:
      b.columns = b.int(1, 5)
      b.x = input([b.columns])
  }
}
