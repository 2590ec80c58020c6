import { type Hex, size } from 'viem'
import type { ClassifierName } from './abis.ts'
import { classifierGas } from './gas.ts'

/** A contribution but for its features: the transaction, the record, the log, the intercept or the totals of classes. */
const fixed = 110_000
/** A feature of a sample: its bytes in calldata and log, and arithmetic. */
const ofFeature = 200
/** Reading a storage word (2,100: EIP-2929), and the arithmetic around it. */
const reading = 2_500
/** Writing a word that was not written yet in this transaction: 2,900 (EIP-2929, EIP-3529), and the arithmetic. */
const rewriting = 4_000
/** Writing one that was 0: 20,000, and the arithmetic. */
const writing = 21_000

/**
 * Gas that contributing one sample of so many features (numbers, for dense models) takes at most: reads and writes of
 * every storage word that the sample touches, as if no other sample had touched it, and as if it was 0 before where that
 * may be.
 */
export function contributionGasAtMost(
  classifier: ClassifierName,
  model: { classes: number; weightBits?: number },
  features: number,
): number {
  const { bits, ofEachClass, adjacent, written, fresh } = classifierGas[classifier]
  const parameters = (ofEachClass ? model.classes : 1) * adjacent
  const read = Math.ceil((parameters * (model.weightBits ?? bits)) / 256)
  const learning = Math.min(written, read) * (fresh ? writing : rewriting)
  return fixed + features * ofFeature + Math.ceil(features / adjacent) * (read * reading + learning)
}

/**
 * Gas that contributing may need above an estimate: if a transaction in between turns the prediction, weights are written
 * that were only read in the estimate. (Classifiers that do not predict to learn write the same words anyway.)
 */
export function spareGas(classifier: ClassifierName, samples: readonly Hex[]): bigint {
  const { predicts, adjacent, written, fresh } = classifierGas[classifier]
  const ofEach = predicts ? Math.ceil((written * (fresh ? writing : rewriting)) / adjacent) : 0
  // Two words more for each sample: the intercept's, or the class's.
  const features = samples.reduce((sum, sample) => sum + Math.ceil(size(sample) / 2), 0)
  return BigInt(features * ofEach + samples.length * 2 * writing)
}
