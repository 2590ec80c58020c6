import { WeightsError } from './errors.ts'

/** Weights have at least this many bits in the contract. */
export const minWeightBits = 8
/** And at most this many. */
export const maxWeightBits = 16

/** The largest weight of so many bits; the smallest is its negative. */
export function maxWeight(bits: number): number {
  return 2 ** (bits - 1) - 1
}

/**
 * Signed integers as the contract stores them: floor(256 / bits) in a 256-bit word, the first one lowest.
 *
 * @throws WeightsError if the bits are not 8 to 16, or a weight does not fit them.
 */
export function packWeights(weights: Int32Array, bits: number): bigint[] {
  checkBits(bits)
  const perWord = Math.floor(256 / bits)
  const words: bigint[] = []
  for (let start = 0; start < weights.length; start += perWord) {
    let word = 0n
    for (let i = Math.min(start + perWord, weights.length) - 1; i >= start; i--) {
      const weight = weights[i]!
      if (weight > maxWeight(bits) || weight < -maxWeight(bits) - 1) {
        throw new WeightsError(`Weight ${i} is ${weight}, which does not fit ${bits} bits.`)
      }
      word = (word << BigInt(bits)) | BigInt.asUintN(bits, BigInt(weight))
    }
    words.push(word)
  }
  return words
}

/**
 * The first `count` weights in the words of a contract.
 *
 * @throws WeightsError if the bits are not 8 to 16, or there are fewer or more words than the weights take.
 */
export function unpackWeights(words: readonly bigint[], bits: number, count: number): Int32Array {
  checkBits(bits)
  const perWord = Math.floor(256 / bits)
  const needed = Math.ceil(count / perWord)
  if (words.length !== needed) {
    throw new WeightsError(`${count} weights of ${bits} bits take ${needed} words, not ${words.length}.`)
  }
  return Int32Array.from({ length: count }, (_, i) => {
    const lane = words[Math.floor(i / perWord)]! >> BigInt(bits * (i % perWord))
    return Number(BigInt.asIntN(bits, lane))
  })
}

function checkBits(bits: number) {
  if (Number.isInteger(bits) && bits >= minWeightBits && bits <= maxWeightBits) return
  throw new WeightsError(`Weights have ${minWeightBits} to ${maxWeightBits} bits, not ${bits}.`)
}
