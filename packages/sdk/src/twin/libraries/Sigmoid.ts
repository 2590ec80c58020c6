/** The logistic function 1 / (1 + e^-z) in units of 2^-64. Sigmoid.sol says how exact it is. */
export const one = 1n << 64n

/** floor(2^64 * e^-(2^j)) for j = -15 to 5. */
const factors = [
  0xfffe0001fffeaaabn,
  0xfffc0007fff5555fn,
  0xfff8001fffaaab55n,
  0xfff0007ffd555fffn,
  0xffe001ffeaab5551n,
  0xffc007ff555fff77n,
  0xff801ffaab554445n,
  0xff007fd55ffdde38n,
  0xfe01feab551127cbn,
  0xfc07f55ff77d2493n,
  0xf81fab5445aebc8an,
  0xf07d5fde38151e72n,
  0xe1eb51276c110c3cn,
  0xc75f7cf564105743n,
  0x9b4597e37cb04ff3n,
  0x5e2d58d8b3bcdf1an,
  0x22a555477f03973fn,
  0x04b0556e084f3d1dn,
  0x0015fc21041027acn,
  0x000001e355bbaee8n,
  0x000000000003908cn,
]
const lowest = 15
const capBits = 6

/** @param score In units of 2^-scaleBits. */
export function logistic(score: number, scaleBits: number): bigint {
  const q = (one * one) / (one + exponential(Math.abs(score), scaleBits))
  return score < 0 ? one - q : q
}

/** Half the Brier score, in units of 2^-16, rounded down: with two classes, the square of |label - logistic|. */
export function quadraticLoss(score: number, scaleBits: number, label: number): number {
  const other = Math.exp(-Math.abs(score) / 2 ** scaleBits)
  const isRight = score > 0 === (label === 1)
  const error = (isRight ? other : 1) / (1 + other)
  return roundedLoss(whole * error * error, other) ?? exactLoss(score, scaleBits, label)
}

/** A loss of 1, and how far what floating-point numbers give may be off: their error is below 2^-33. */
const whole = 2 ** 16
const maxError = 2 ** -28

/**
 * A loss rounded down as the contract rounds it, which computes in units of 2^-64; undefined if that is in doubt.
 * @param loss Of floating-point numbers, in units of 2^-16.
 * @param other The exponential of the second highest score, of which the highest has 1. When it is no longer seen in
 * units of 2^-64, the highest has probability 1, and a loss can be a whole 1.
 */
export function roundedLoss(loss: number, other: number): number | undefined {
  if (loss > whole - maxError) {
    if (other > 2 ** -62) return whole - 1
    return other < 2 ** -65 ? whole : undefined
  }
  const rounded = Math.floor(loss)
  const rest = loss - rounded
  return rest < 1 - maxError && (rest > maxError || rounded === 0) ? rounded : undefined
}

function exactLoss(score: number, scaleBits: number, label: number): number {
  const p = logistic(score, scaleBits)
  const error = label === 1 ? one - p : p
  return Number((error * error) >> 112n)
}

/** e^-(size / 2^scaleBits), in units of 2^-64: the product of the factors of its bits, each product cut. */
export function exponential(size: number, scaleBits: number): bigint {
  if (size >= 2 ** (scaleBits + capBits)) return 0n
  let result = one
  for (let i = lowest - scaleBits; size !== 0; i++) {
    if ((size & 1) !== 0) result = (result * factors[i]!) >> 64n
    size >>>= 1
  }
  return result
}
