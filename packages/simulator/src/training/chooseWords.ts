import { tokenize } from '@cotrain/sdk/encoders'
import { information } from '../data/sets/information.ts'
import type { Labelled } from '../data/sets/split.ts'

type Count = { word: string; byClass: number[]; texts: number }

/**
 * The `size` words that say most about the class of a text: those of the greatest mutual information between the word
 * and the class, the most frequent first, so that words that come together share storage slots.
 */
export function chooseWords(
  samples: readonly Labelled<string>[],
  classCount: number,
  size: number,
): string[] {
  const totals = Array.from({ length: classCount }, () => 0)
  const counts = new Map<string, Count>()
  for (const { label, input } of samples) {
    totals[label]!++
    for (const word of new Set(tokenize(input))) {
      const count = counts.get(word) ?? { word, byClass: totals.map(() => 0), texts: 0 }
      counts.set(word, count)
      count.byClass[label]!++
      count.texts++
    }
  }
  return [...counts.values()]
    .map(count => ({ ...count, information: information(count.byClass, totals) }))
    .sort((a, b) => b.information - a.information || b.texts - a.texts || compare(a.word, b.word))
    .slice(0, size)
    .sort((a, b) => b.texts - a.texts || compare(a.word, b.word))
    .map(({ word }) => word)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
