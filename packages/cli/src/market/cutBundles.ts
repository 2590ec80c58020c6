import { CliError } from '../errors.ts'
import { plural } from '../format.ts'
import type { Lesson } from '../sending/teach.ts'

/** How many samples a bundle may have. */
type Limits = { minSamples: number; maxSamples: number }

/**
 * Deals samples out to as few bundles as hold them, as equal as can be. Each gets its samples from all over the file: one
 * that is sorted by class does not make bundles of one class. What is there twice is left out, and so are the last
 * samples where no number of bundles holds all.
 *
 * @throws CliError when the samples are too few for one bundle
 */
export function cutBundles(
  lessons: readonly Lesson[],
  { minSamples, maxSamples }: Limits,
): { bundles: Lesson[][]; left: number; twice: number } {
  const seen = new Set<string>()
  const different = lessons.filter(({ sample }) => seen.size < seen.add(sample.join()).size)
  const twice = lessons.length - different.length
  const least = Math.ceil(different.length / maxSamples)
  const fits = least > 0 && Math.floor(different.length / least) >= minSamples
  const count = fits ? least : Math.floor(different.length / maxSamples)
  if (count === 0) {
    const besides = twice === 0 ? '' : ` that differ`
    throw new CliError(
      `${plural(different.length, 'sample')}${besides} are too few: a bundle of this market has ${minSamples} to ${maxSamples}.`,
      ['Nothing was sent. Bring more samples.'],
    )
  }
  const used = fits ? different : different.slice(0, count * maxSamples)
  const bundles = Array.from({ length: count }, (_, i) => used.filter((_, j) => j % count === i))
  return { bundles, left: different.length - used.length, twice }
}
