import { type Hex, isHex } from 'viem'
import { SampleError } from './errors.ts'
import { bytesOfHex, hexOfWords, wordsOf } from './hex.ts'

/** A number for each feature, as integers that stand for integer / 2^15; the Euclidean norm is at most 1. */
export type DenseSample = Int16Array

/** A sample and the class that it belongs to: 0, 1, … */
export type LabelledDenseSample = { label: number; sample: DenseSample }

/** The integer that stands for 1. */
export const denseUnit = 2 ** 15
/** More features than this no dense model has. */
export const maxDenseFeatureCount = 1024

const maxInteger = denseUnit - 1
/** Norm 1, and what rounding can add to it. */
const maxSquaredNorm = (denseUnit + 32) ** 2

/** A number beyond its range. */
export type ClippedNumber = { index: number; name: string; value: number; min: number; max: number }

/** Turns what people have (measurements, a vector) into the sample that a contract takes. */
export interface DenseEncoder {
  /** Names the encoder on chain, with its version, so that any client can reproduce it to the bit. */
  readonly name: string
  readonly featureCount: number
  /** Feature i of the sample is (number − offsets[i]) · scales[i]. */
  readonly offsets: Float64Array
  readonly scales: Float64Array
  /** @throws CotrainError if the input cannot be encoded. */
  encode(input: string | readonly number[]): DenseSample
  /**
   * The numbers of an input that are beyond what the encoder was made for, and count as the end of their range.
   *
   * @throws CotrainError if the input is not as many numbers as there are features.
   */
  clipped(input: string | readonly number[]): ClippedNumber[]
  /** What a feature means to people. */
  describe(index: number): string | undefined
}

/**
 * Rounds numbers to the integers of a sample, halves up.
 *
 * @throws SampleError if a number is not finite, or their norm is above 1.
 */
export function toDenseSample(numbers: ArrayLike<number>): DenseSample {
  const sample = new Int16Array(numbers.length)
  let squaredNorm = 0
  for (let i = 0; i < sample.length; i++) {
    const number = numbers[i]!
    if (!(Math.abs(number) <= 1 + 2 ** -10)) {
      throw new SampleError(`Feature ${i} is ${number}, not a number from -1 to 1.`, { metaMessages: [fix] })
    }
    sample[i] = Math.max(-maxInteger, Math.min(maxInteger, Math.round(number * denseUnit)))
    squaredNorm += sample[i]! ** 2
  }
  if (squaredNorm > maxSquaredNorm) {
    const norm = Math.sqrt(squaredNorm) / denseUnit
    throw new SampleError(`The norm of the sample is ${norm.toFixed(4)}, above 1.`, { metaMessages: [fix] })
  }
  return sample
}

const fix = 'Divide all numbers by the largest norm that your samples have, in training as well.'

/** The bytes that the contract takes: two for each feature, big-endian. */
export function packDenseSample(sample: DenseSample): Hex {
  return hexOfWords(sample)
}

/**
 * The sample in the bytes of a contribution.
 *
 * @throws SampleError if these are not two bytes for each feature.
 */
export function unpackDenseSample(packed: Hex): DenseSample {
  if (!isHex(packed) || packed.length % 4 !== 2) {
    throw new SampleError('A packed sample is hexadecimal, two bytes for each feature.')
  }
  return new Int16Array(wordsOf(bytesOfHex(packed)).buffer)
}
