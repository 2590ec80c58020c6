import type { MarketOptions } from '@cotrain/sdk'

/** What is to be done before a bundle of `count` samples can be committed; undefined when nothing is. */
export function problemOfSize(
  count: number,
  { minSamples, maxSamples }: Pick<MarketOptions, 'minSamples' | 'maxSamples'>,
): string | undefined {
  if (count < minSamples)
    return `${samplesOf(minSamples - count)} missing: a bundle has ${minSamples} at least.`
  if (count > maxSamples) return `A bundle has ${maxSamples} at most: remove ${count - maxSamples}.`
  return undefined
}

const samplesOf = (count: number) => (count === 1 ? '1 sample is' : `${count} samples are`)
