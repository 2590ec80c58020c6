/** A mean loss of 1, in units of 2^-16. */
const one = 1n << 16n
const million = 1_000_000n

/**
 * By how much the summed loss must fall for the whole bounty to be paid; at least 1.
 * @param fullImprovement In millionths of the mean loss.
 */
export function fullGain(samples: number, fullImprovement: number): bigint {
  const gain = (BigInt(samples) * one * BigInt(fullImprovement)) / million
  return gain > 1n ? gain : 1n
}

/** What a contribution that raises the loss by `rise` loses, in wei; at most its stake. */
export function penalty(bounty: bigint, rise: bigint, full: bigint, stake: bigint): bigint {
  const earned = (bounty * rise) / full
  return earned < stake ? earned : stake
}

/** The part of `amount` that the units `done` to `done + units` - 1 of `total` have. Adjoining parts leave nothing. */
export function part(amount: bigint, done: bigint, units: bigint, total: bigint): bigint {
  return (amount * (done + units)) / total - (amount * done) / total
}
