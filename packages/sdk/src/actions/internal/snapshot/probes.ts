import type { Hex } from 'viem'
import { hexOfWords } from '../../../encoders/hex.ts'

/** Of parameters that differ, so many rounds overlook all with a probability below 2^-20. */
const sparseRounds = 24
const denseRounds = 3

/** Features of a sparse probe at most, so that a call takes several. */
const maxBlock = 256

/** The length of a dense sample is 2^15 at most. */
const maxNorm = 32_767
const bytesAtOnce = 65_536

/**
 * Random sets of features, packed. In each round every feature is in its set with a probability of 1/2, whatever the
 * others are: two models whose parameters differ anywhere in a set's block then sum to the same at most every second
 * time, even if the differences cancel out. Nobody knows the sets before.
 *
 * @param longest How many features a sample may have.
 */
export function sparseProbes(featureCount: number, longest: number): Hex[] {
  const block = Math.max(1, Math.min(maxBlock, longest))
  const probes: Hex[] = []
  for (let round = 0; round < sparseRounds; round++) {
    const bits = randomBytes(Math.ceil(featureCount / 8))
    for (let start = 0; start < featureCount; start += block) {
      const features: number[] = []
      for (let f = start; f < Math.min(start + block, featureCount); f++) {
        if ((bits[f >> 3]! >> (f & 7)) & 1) features.push(f)
      }
      probes.push(hexOfWords(features))
    }
  }
  return probes
}

/**
 * Random vectors of norm 1 at most, packed. Each coordinate is one of at least 2,047 values, so that parameters which
 * differ give the same sum with a probability of 1/2,047 at most, whatever the other coordinates are.
 */
export function denseProbes(featureCount: number): Hex[] {
  const most = Math.floor(maxNorm / Math.sqrt(featureCount))
  return Array.from({ length: denseRounds }, () => {
    const words = new Uint32Array(randomBytes(4 * featureCount).buffer)
    return hexOfWords(Array.from(words, word => ((word % (2 * most + 1)) - most) & 0xffff))
  })
}

function randomBytes(count: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(count)
  for (let start = 0; start < count; start += bytesAtOnce) {
    crypto.getRandomValues(bytes.subarray(start, start + bytesAtOnce))
  }
  return bytes
}
