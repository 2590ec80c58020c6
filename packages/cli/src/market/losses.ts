import type { Market } from './types.ts'

/** Losses are in units of 2^-16, summed over one half of the test set. */
const lossUnit = 65_536

const afterTest: readonly string[] = ['settling', 'settled']

/** The mean loss of a test sample, from 0 to 1, by a sum over one half; null before the test set is published. */
export function meanLoss({ phaseName, published, options }: Market, sum: bigint): number | null {
  if (!afterTest.includes(phaseName) || published === 0n) return null
  return Number(sum) / (options.testSamples / 2) / lossUnit
}
