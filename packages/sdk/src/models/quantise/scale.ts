import { maxWeight } from '../packedWeights.ts'

/** A weight can grow by a quarter of the largest one, and by so many updates, before it saturates. */
export const headroom = 1.25
const headroomUpdates = 8

/** What `auto` accepts. */
export const maxRoundingError = 1 / 64
export const maxAccuracyLoss = 0.001

/** Units in 1, and the learning rate in units. */
export type Scale = { scale: number; learningRate: number }

/**
 * The largest scale that makes the learning rate a whole number of units and leaves room for training in so many
 * bits; undefined if there is none.
 */
export function exactScale(largest: number, learningRate: number, bits: number): Scale | undefined {
  const max = maxWeight(bits)
  const steps = largest / learningRate
  const most = Math.floor(Math.min(max / (steps * headroom), max / (steps + headroomUpdates)))
  return most < 1 ? undefined : { scale: most / learningRate, learningRate: most }
}

/** The scale for a learning rate that cannot be had beside the weights: it is rounded, or cut. */
export function fullScale(largest: number, learningRate: number, bits: number): Scale {
  const max = maxWeight(bits)
  const scale = max / (Math.max(largest, Number.MIN_VALUE) * headroom)
  return { scale, learningRate: Math.min(max, Math.max(1, Math.round(learningRate * scale))) }
}

/** Rounds to units, cut at ±max. */
export function toUnits(weights: ArrayLike<number>, scale: number, max: number): Int32Array {
  return Int32Array.from(weights, weight => Math.max(-max, Math.min(max, Math.round(weight * scale))))
}

/** Root mean square of what rounding changed, divided by that of the numbers. */
export function relativeError(floats: ArrayLike<number>, units: ArrayLike<number>, scale: number): number {
  let error = 0
  let size = 0
  for (let i = 0; i < floats.length; i++) {
    error += (units[i]! / scale - floats[i]!) ** 2
    size += floats[i]! ** 2
  }
  return size === 0 ? 0 : Math.sqrt(error / size)
}

export function largestOf(...lists: ArrayLike<number>[]): number {
  let largest = 0
  for (const list of lists) {
    for (let i = 0; i < list.length; i++) largest = Math.max(largest, Math.abs(list[i]!))
  }
  return largest
}

/** The intercept, which comes first, plus the weights of the sample's features. */
export function scoreOf(weights: Int32Array, sample: ArrayLike<number>): number {
  let score = weights[0]!
  for (let i = 0; i < sample.length; i++) score += weights[sample[i]! + 1]!
  return score
}
