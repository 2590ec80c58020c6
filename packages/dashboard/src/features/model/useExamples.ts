import { useHeldOut } from '../accuracy/heldOut.ts'
import type { ReadyModel } from './readyModel.ts'
import { isDense, numbersOf } from './sampleNumbers.ts'

const mostExamples = 4

/** For each of the first classes of a model of numbers a sample that training never saw, where the page has some. */
export function useExamples(model: ReadyModel): { name: string; text: string }[] {
  const heldOut = useHeldOut(model) ?? []
  const { encoder, classNames } = model
  return classNames.slice(0, mostExamples).flatMap((name, label) => {
    const example = heldOut.find(each => each.label === label)?.sample
    if (!isDense(encoder) || !(example instanceof Int16Array)) return []
    return [{ name, text: numbersOf(encoder, example).join(',') }]
  })
}
