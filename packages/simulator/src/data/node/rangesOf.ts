import type { NumberInput } from '@cotrain/sdk/encoders'

/** Between which bounds each of some lists' numbers are; those that never vary get a range of 1. */
export function rangesOf(lists: readonly (readonly number[])[]): NumberInput[] {
  return Array.from({ length: lists[0]?.length ?? 0 }, (_, i) => {
    const column = lists.map(numbers => numbers[i]!)
    const min = column.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
    const max = column.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
    return { name: `x${i + 1}`, min, max: max > min ? max : min + 1 }
  })
}
