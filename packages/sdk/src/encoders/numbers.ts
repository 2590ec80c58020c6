import { type Hex, keccak256 } from 'viem'
import { plainLine } from '../metadata/plainText.ts'
import {
  type ClippedNumber,
  type DenseEncoder,
  type DenseSample,
  denseUnit,
  maxDenseFeatureCount,
  toDenseSample,
} from './DenseSample.ts'
import {
  EncoderInputError,
  EncoderOptionsError,
  EncoderUnknownError,
  VocabularyMismatchError,
  VocabularyMissingError,
} from './errors.ts'
import { isLoadableEncoder } from './loadable.ts'

/** What the names of encoders of measurements begin with; the hash of what was published follows. */
export const numbersPrefix = 'numbers-v1:'
/** What the names of encoders of vectors begin with; the number of features follows. */
export const vectorPrefix = 'vector-v1:'

/** A number that a dense model takes. */
export type NumberInput = {
  name: string
  /** The unit that it is measured in, such as `mm`. */
  unit?: string
  /** Numbers below this count as this; so the least that is to be expected. */
  min: number
  /** The greatest. */
  max: number
  /** What a difference of 1 counts for in distances; by default that which makes all ranges count the same. */
  factor?: number
}

export type NumbersEncoder = DenseEncoder & { readonly inputs: readonly NumberInput[] }

/**
 * Measurements, each with a range: the middle of a range becomes 0, and the features are the differences from it times
 * their factors, divided by the norm of the ranges, so that no sample has a norm above 1. Takes numbers, or a text
 * such as `39.1, 18.7, 181`. The arithmetic is that of IEEE doubles in the order that stands here, so every machine
 * gets the same integers.
 *
 * @throws EncoderOptionsError if there are no inputs, more than 1,024, one without a name, or an empty range.
 */
export function createNumbersEncoder(inputs: readonly NumberInput[]): NumbersEncoder {
  const published = encodeInputs(inputs)
  const offsets = Float64Array.from(inputs, ({ min, max }) => (min + max) / 2)
  const halves = Float64Array.from(inputs, ({ min, max }) => (max - min) / 2)
  const factors = Float64Array.from(inputs, ({ factor }, i) => factor ?? 1 / halves[i]!)
  const norm = Math.sqrt(halves.reduce((sum, half, i) => sum + (half * factors[i]!) ** 2, 0))
  const scales = factors.map(factor => factor / norm)
  const name: string = `${numbersPrefix}${keccak256(published)}`
  return {
    name,
    featureCount: inputs.length,
    inputs,
    offsets,
    scales,
    encode: input => encodeNumbers(toNumbers(input, inputs.length), inputs, offsets, scales),
    clipped: input => beyond(toNumbers(input, inputs.length), inputs),
    describe: index => inputs[index]?.name,
  }
}

/**
 * Vectors that have a norm of 1 or less already, such as embeddings of texts.
 *
 * @throws EncoderOptionsError unless `featureCount` is a whole number from 1 to 1,024.
 */
export function createVectorEncoder(featureCount: number): DenseEncoder {
  checkCount(featureCount)
  return {
    name: `${vectorPrefix}${featureCount}`,
    featureCount,
    offsets: new Float64Array(featureCount),
    scales: new Float64Array(featureCount).fill(1),
    encode: input => toDenseSample(toNumbers(input, featureCount)),
    clipped: input => beyond(toNumbers(input, featureCount)),
    describe: index => (index < featureCount ? String(index) : undefined),
  }
}

/** Longer names and units of inputs are cut when a stranger's model has them. */
const maxInputName = 100

/** The inputs as they are published on chain: JSON, UTF-8. */
export function encodeInputs(inputs: readonly NumberInput[]): Uint8Array {
  checkCount(inputs.length)
  const plain = inputs.map(({ name, unit, min, max, factor }, i) => {
    const size = (max - min) * (factor ?? 1)
    // what was published may be anything
    const texts = typeof name === 'string' && ['string', 'undefined'].includes(typeof unit)
    const numbers = [min, max, factor ?? 1].every(Number.isFinite)
    if (!texts || name === '' || !numbers || !(size > 0 && Number.isFinite(size))) {
      throw new EncoderOptionsError(`Input ${i} ("${name}") needs a name, and a range that is not empty.`, {
        metaMessages: [`It goes from ${min} to ${max}; its factor must be above 0.`],
      })
    }
    return { name, unit, min, max, factor }
  })
  return new TextEncoder().encode(JSON.stringify(plain))
}

/** Whether an encoder of this name makes lists of numbers; others make sets of features. */
export function isDenseEncoder(name: string): boolean {
  return name.startsWith(numbersPrefix) || name.startsWith(vectorPrefix) || isLoadableEncoder(name)
}

/**
 * The dense encoder that a model names on chain.
 *
 * @param published What the model's owner has published for it.
 * @throws EncoderUnknownError if no dense encoder goes by the name, or it has to be loaded (`getEncoder` does).
 * @throws VocabularyMissingError if what it needs is not given.
 * @throws VocabularyMismatchError if that is not what the name is the hash of.
 */
export function resolveDenseEncoder(name: string, published?: Uint8Array): DenseEncoder {
  if (name.startsWith(vectorPrefix)) {
    const digits = name.slice(vectorPrefix.length)
    if (/^[1-9]\d{0,3}$/.test(digits)) return createVectorEncoder(Number(digits))
  }
  if (!name.startsWith(numbersPrefix)) throw new EncoderUnknownError(name)
  if (published === undefined || published.length === 0) throw new VocabularyMissingError(name)
  const actual: `${string}${Hex}` = `${numbersPrefix}${keccak256(published)}`
  if (actual !== name.toLowerCase()) throw new VocabularyMismatchError(name, actual)
  return decodeInputs(published)
}

/** The hash is right, so this is what the owner published: all that remains is whether it makes sense. */
function decodeInputs(published: Uint8Array): NumbersEncoder {
  try {
    const inputs: NumberInput[] = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(published))
    const encoder = createNumbersEncoder(inputs)
    const shown = encoder.inputs.map(({ name, unit, ...range }, i) => ({
      name: plainLine(name, maxInputName) || `Number ${i}`,
      ...(unit === undefined ? {} : { unit: plainLine(unit, maxInputName) }),
      ...range,
    }))
    return { ...encoder, inputs: shown, describe: index => shown[index]?.name }
  } catch (cause) {
    throw new EncoderOptionsError('What the owner of the model published is no list of inputs.', { cause })
  }
}

/** Numbers of a vector are from -1 to 1. */
function beyond(numbers: readonly number[], inputs?: readonly NumberInput[]): ClippedNumber[] {
  return numbers.flatMap((value, index) => {
    const { name = String(index), min = -1, max = 1 } = inputs?.[index] ?? {}
    return value < min || value > max ? [{ index, name, value, min, max }] : []
  })
}

function encodeNumbers(
  numbers: readonly number[],
  inputs: readonly NumberInput[],
  offsets: Float64Array,
  scales: Float64Array,
): DenseSample {
  const sample = new Int16Array(inputs.length)
  for (const [i, { min, max }] of inputs.entries()) {
    const inRange = Math.min(max, Math.max(min, numbers[i]!))
    const integer = Math.round((inRange - offsets[i]!) * scales[i]! * denseUnit)
    sample[i] = Math.max(1 - denseUnit, Math.min(denseUnit - 1, integer))
  }
  return sample
}

function toNumbers(input: string | readonly number[], count: number): readonly number[] {
  const numbers =
    typeof input === 'string'
      ? input
          .trim()
          .split(/\s*,\s*|\s+/)
          .map(part => (part === '' ? Number.NaN : Number(part)))
      : input
  const wrong = numbers.findIndex(number => !Number.isFinite(number))
  if (numbers.length !== count || wrong >= 0) {
    throw new EncoderInputError(
      wrong >= 0
        ? `Number ${wrong} is not a number.`
        : `The model takes ${count} numbers; these are ${numbers.length}.`,
      { metaMessages: ['Give numbers with commas or spaces between, for example: 39.1, 18.7, 181'] },
    )
  }
  return numbers
}

function checkCount(count: number) {
  if (Number.isInteger(count) && count >= 1 && count <= maxDenseFeatureCount) return
  throw new EncoderOptionsError(`A dense model has 1 to ${maxDenseFeatureCount} features, not ${count}.`)
}
