/** Of real samples, so many percent are not longer than what is suggested. */
const percent = 99

/**
 * How many features contributed samples should have at most, going by samples as they come: as many as 99 in 100 have.
 * Longer ones are mostly padded by somebody.
 *
 * @param samples Sets of features; of none, nothing is suggested.
 */
export function suggestMaxFeatures(samples: readonly { length: number }[]): number | undefined {
  const lengths = samples.map(({ length }) => length).sort((a, b) => a - b)
  const suggested = lengths[Math.ceil((lengths.length * percent) / 100) - 1]
  return suggested === 0 ? undefined : suggested
}
