/** What a feature of the sample adds to a class's lead over another: towards it when above 0, against it when below. */
export interface WeighedFeature {
  index: number
  /** The word, if the encoder can tell it. */
  word: string | undefined
  weight: number
}

/** Less than this is what rounding leaves. */
const least = 1e-9

/** The features of a sample, those that weigh most first; those that weigh nothing are left out. */
export function weighFeatures(
  sample: Iterable<number>,
  weightOf: (index: number) => number,
  describe: (index: number) => string | undefined,
): WeighedFeature[] {
  return Array.from(sample, index => ({ index, word: describe(index), weight: weightOf(index) }))
    .filter(({ weight }) => Math.abs(weight) > least)
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight) || a.index - b.index)
}
