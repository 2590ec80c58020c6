import { exponential, one, roundedLoss } from './Sigmoid.ts'

/** What a class takes at most in a quadratic loss, in gas; the contract says of what. */
export const classGas = 5000
const scaleBits = 15
const maxClasses = 64
/** Half of it is what no class having a score costs: that the label has probability 0. */
const half = 2 ** 15

const exponentials = /*#__PURE__*/ new Float64Array(maxClasses)

/**
 * Half the Brier score of the probabilities e^s / Σ e^s, in units of 2^-16, rounded down.
 * @param scores -Infinity for classes that have none: these have probability 0.
 * @param factor A difference of scores times this, divided by `divisor` and rounded down, is in units of 2^-15; as long
 * as that is below 2^21, the product must be below 2^53. From there on, exponentials are 0.
 */
export function quadraticLoss(
  scores: ArrayLike<number>,
  label: number,
  factor: number,
  divisor: number,
): number {
  const highest = highestOf(scores)
  if (highest === Number.NEGATIVE_INFINITY) return half
  let sum = 0
  let other = 0
  let isFirst = true
  for (let c = 0; c < scores.length; c++) {
    const below = Math.floor(((highest - scores[c]!) * factor) / divisor)
    const e = Math.exp(-below / 2 ** scaleBits)
    if (scores[c] === highest && isFirst) isFirst = false
    else if (e > other) other = e
    exponentials[c] = e
    sum += e
  }
  let squares = 0
  for (let c = 0; c < scores.length; c++) {
    const p = exponentials[c]! / sum
    const off = c === label ? 1 - p : p
    squares += off * off
  }
  return roundedLoss(squares * half, other) ?? exactLoss(scores, label, factor, divisor)
}

function exactLoss(scores: ArrayLike<number>, label: number, factor: number, divisor: number): number {
  const highest = highestOf(scores)
  const all = Array.from(scores, score => {
    const below = Math.floor(((highest - score) * factor) / divisor)
    return exponential(below, scaleBits)
  })
  const sum = all.reduce((total, e) => total + e, 0n)
  const squares = all.reduce((total, e, c) => {
    const p = (e * one) / sum
    const off = c === label ? one - p : p
    return total + off * off
  }, 0n)
  return Number(squares >> 113n)
}

function highestOf(scores: ArrayLike<number>): number {
  let highest = Number.NEGATIVE_INFINITY
  for (let c = 0; c < scores.length; c++) if (scores[c]! > highest) highest = scores[c]!
  return highest
}
