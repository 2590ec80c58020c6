import { type Hex, size } from 'viem'
import { type ClassifierName, classifierOf, type KindName } from '../../kinds/kinds.ts'

/** Writing a storage word that was not written yet: 2,900 (EIP-2929, EIP-3529), and the arithmetic around it. */
const rewriting = 4_000n

/** Writing one that was 0 (20,000). Models of several classes are sparse: a new class's words are all 0. */
const writing = 21_000n

/**
 * Gas per two bytes of a sample that a contribution may need above the estimate: if a transaction in between turns the
 * prediction, weights are written that were only read in the estimate. Sixteen dense weights share a word.
 */
const gasPerFeature: Record<ClassifierName, bigint> = {
  'sparse-perceptron': rewriting,
  'logistic-regression': rewriting,
  'sparse-multiclass-perceptron': 2n * writing,
  'dense-perceptron': writing / 16n + 1n,
  'dense-multiclass-perceptron': writing / 8n + 1n,
  // These write the same words whatever they predict.
  'naive-bayes': 0n,
  'nearest-centroid': 0n,
  'sparse-nearest-centroid': 0n,
}

/** Two words more: the intercept's, or the class's. */
const gasPerSample = 2n * writing

/** Gas that contributing `samples` may need above the estimate. */
export function spareGasOf(kind: KindName, samples: readonly Hex[]): bigint {
  const features = samples.reduce((sum, sample) => sum + Math.ceil(size(sample) / 2), 0)
  return BigInt(features) * gasPerFeature[classifierOf(kind)] + BigInt(samples.length) * gasPerSample
}
