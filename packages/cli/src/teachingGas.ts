import { classifierOf, type Model } from '@cotrain/sdk'

/**
 * Gas that teaching one sample of so many features (numbers, for dense models) takes at most: reads and writes of
 * every storage word that the sample touches, as if no other sample had touched it and it was 0 before.
 */
export function gasOfLesson({ kind, classifierOptions, metadata }: Model, length: number): number {
  const classes = metadata.classes.length
  const words = Math.ceil(length / 16)
  switch (classifierOf(kind)) {
    case 'sparse-perceptron':
    case 'logistic-regression':
      // weights that are 0 all over a word are rare: 5,000 for a change, and the arithmetic
      return base + 6_000 * length
    case 'sparse-multiclass-perceptron': {
      const slots =
        'weightBits' in classifierOptions ? (classes * classifierOptions.weightBits) / 256 : classes
      return base + (2_100 * Math.ceil(slots) + 12_000 + 100 * classes) * length
    }
    case 'naive-bayes':
    case 'sparse-nearest-centroid':
      return base + 24_000 * length
    case 'dense-perceptron':
    case 'dense-multiclass-perceptron':
      return base + (3_000 * classes + 2 * 24_000) * words
    case 'nearest-centroid':
      return base + 2 * 24_000 * words
  }
}

/** The record, the log, and the bytes of the sample. */
const base = 60_000
