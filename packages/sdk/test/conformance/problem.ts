import { classifiers, type Kind } from '../../src/kinds/index.ts'
import { Dice } from '../twin/Dice.ts'

export type AnySample = Uint16Array | Int16Array
export type Labelled = { label: number; sample: AnySample }

/** Features of the generated problems. */
export const sparseFeatures = 60
export const denseFeatures = 20

/**
 * Samples of `classes` classes that a line can tell apart: every class has features of its own, and some are anybody's.
 * Of a dense sample the numbers are integers that stand for integer / 2^15.
 */
export function problem(
  { classifier }: Pick<Kind, 'classifier'>,
  classes: number,
  count: number,
  seed: number,
): Labelled[] {
  const dice = new Dice(seed)
  const make = classifiers[classifier].samples === 'sparse' ? sparseSample : denseSample
  return Array.from({ length: count }, () => {
    const label = dice.below(classes)
    return { label, sample: make(dice, label) }
  })
}

function sparseSample(dice: Dice, label: number): Uint16Array {
  const indices = new Set<number>()
  while (indices.size < 5) indices.add(10 * label + dice.below(10))
  while (indices.size < 8) indices.add(40 + dice.below(20))
  return Uint16Array.from(indices).sort()
}

function denseSample(dice: Dice, label: number): Int16Array {
  const numbers = Array.from({ length: denseFeatures }, (_, i) => {
    const noise = dice.between(-100, 100) / 1000
    return i % 4 === label ? 0.2 + noise : noise
  })
  return toInt16(numbers)
}

/** Numbers of norm at most 1, as a dense sample. */
export function toInt16(numbers: readonly number[]): Int16Array {
  return Int16Array.from(numbers, x => Math.max(-32_767, Math.min(32_767, Math.round(x * 32_768))))
}

/** Random samples of no class: sets of up to `most` features, or vectors of norm 0.9. */
export function randomSparse(dice: Dice, features: number, most: number): Uint16Array {
  const indices = new Set<number>()
  const length = dice.between(1, most)
  while (indices.size < length) indices.add(dice.below(features))
  return Uint16Array.from(indices).sort()
}

export function randomDense(dice: Dice, features: number): number[] {
  const numbers = Array.from({ length: features }, () => gaussian(dice))
  const norm = Math.hypot(...numbers)
  return numbers.map(x => (0.9 * x) / norm)
}

/** The sum of twelve uniform numbers, less 6: close to normal. */
export function gaussian(dice: Dice): number {
  let sum = -6
  for (let i = 0; i < 12; i++) sum += dice.below(1_000_000) / 1_000_000
  return sum
}
