/**
 * Mutual information of "has the word" and the class, in nats (Manning, Raghavan & Schütze 2008, 13.5.1).
 *
 * @param withWord Texts of each class that have the word.
 * @param totals Texts of each class.
 */
export function information(withWord: readonly number[], totals: readonly number[]): number {
  const total = totals.reduce((sum, count) => sum + count, 0)
  const having = withWord.reduce((sum, count) => sum + count, 0) / total
  let sum = 0
  for (const [label, count] of withWord.entries()) {
    const ofClass = totals[label]! / total
    const has = count / total
    if (has > 0) sum += has * Math.log(has / (ofClass * having))
    if (ofClass > has) sum += (ofClass - has) * Math.log((ofClass - has) / (ofClass * (1 - having)))
  }
  // Twelve digits, so that the order of words does not hang on the last bit of a logarithm.
  return Number(sum.toFixed(12))
}
