import type { NaiveBayesFile } from './ModelFile.ts'

/** What a contract takes at most, which is how many features its longest sample has. */
export const maxSampleWeight = 448
/** Where no sample was counted yet. */
const weightOfNone = 32

/**
 * A weight for which a contribution counts as much as the samples that were counted did on average: what these have added
 * in all, divided by their number.
 */
export function usualSampleWeight({
  classCounts,
  featureCounts,
}: Pick<NaiveBayesFile, 'classCounts' | 'featureCounts'>): number {
  const samples = sum(classCounts)
  if (samples === 0) return weightOfNone
  const mean = sum(featureCounts.map(counts => sum(counts.values()))) / samples
  return Math.min(maxSampleWeight, Math.max(1, Math.round(mean)))
}

function sum(numbers: Iterable<number>): number {
  let total = 0
  for (const number of numbers) total += number
  return total
}
