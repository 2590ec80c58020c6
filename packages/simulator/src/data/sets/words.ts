import { tokenize } from '@cotrain/sdk/encoders'

/** The words that so many texts have, the most frequent first; words of equal rank by their letters. */
export function frequentWords(texts: readonly string[], minTexts: number): string[] {
  const counts = new Map<string, number>()
  for (const text of texts) {
    for (const word of new Set(tokenize(text))) counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  return [...counts]
    .filter(([, count]) => count >= minTexts)
    .sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1))
    .map(([word]) => word)
}
