import { type Hex, size } from 'viem'

/** Writing a storage word that was not written yet: 2,900 (EIP-2929, EIP-3529), and the arithmetic around it. */
const gasPerFeature = 4_000n

/**
 * Gas that contributing `samples` may need above the estimate: if a transaction in between turns a prediction, each
 * feature's weight is written that was only read in the estimate.
 */
export function spareGasOf(samples: readonly Hex[]): bigint {
  const features = samples.reduce((sum, sample) => sum + size(sample) / 2 + 1, 0)
  return BigInt(Math.ceil(features)) * gasPerFeature
}
