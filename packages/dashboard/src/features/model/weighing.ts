/** What a word of the sample adds to the score: towards class 1 when above 0, towards class 0 when below. */
export interface WeighedFeature {
  index: number
  /** The word, if the encoder can tell it. */
  word: string | undefined
  weight: number
}

/** The features of a sample, those that weigh most first; those that weigh nothing are left out. */
export function weighFeatures(
  sample: Iterable<number>,
  weightOf: (index: number) => number,
  describe: (index: number) => string | undefined,
): WeighedFeature[] {
  return Array.from(sample, index => ({ index, word: describe(index), weight: weightOf(index) }))
    .filter(({ weight }) => weight !== 0)
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight) || a.index - b.index)
}
