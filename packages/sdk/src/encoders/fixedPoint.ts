import { EncoderInputError } from './errors.ts'

/** Whole or decimal numbers; texts keep digits that a JavaScript number would lose. */
export type Decimal = string | number | bigint

/** Results must fit a signed integer of this many bits. */
export type FixedPointOptions = { bits?: number }

const decimal = /^([+-]?)(\d+)(?:\.(\d*))?(?:e([+-]?\d{1,4}))?$/i

/**
 * Whole numbers as they are.
 *
 * @throws EncoderInputError if one is not a whole number or does not fit `bits` (64 by default).
 */
export function encodeIntegers(values: readonly Decimal[], { bits = 64 }: FixedPointOptions = {}): bigint[] {
  return values.map((value, i) => {
    const { units, remainder } = scaleDecimal(value, 0, i)
    if (remainder !== 0n) throw invalid(value, i, 'a whole number')
    return fitted(units, bits, value, i)
  })
}

/**
 * Fixed point: each number times 10^digits, rounded to a whole number, halves away from zero. The arithmetic is exact
 * on the decimal digits, so every machine gets the same integers.
 *
 * @throws EncoderInputError if one is not a decimal number or the result does not fit `bits` (64 by default).
 */
export function encodeDecimals(
  values: readonly Decimal[],
  digits: number,
  { bits = 64 }: FixedPointOptions = {},
): bigint[] {
  if (!Number.isInteger(digits) || digits < 0 || digits > 77) {
    throw new EncoderInputError(`Fixed point has 0 to 77 digits after the point, not ${digits}.`)
  }
  return values.map((value, i) => {
    const { units, remainder, divisor } = scaleDecimal(value, digits, i)
    const magnitude = remainder < 0n ? -remainder : remainder
    const away = magnitude * 2n >= divisor && magnitude !== 0n
    return fitted(away ? units + (remainder < 0n ? -1n : 1n) : units, bits, value, i)
  })
}

/** value × 10^digits = units + remainder / divisor, both of the value's sign. */
function scaleDecimal(value: Decimal, digits: number, position: number) {
  const match = decimal.exec(String(value).trim())
  if (!match) throw invalid(value, position, 'a decimal number')
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match
  const power = Number(exponent) - fraction.length + digits
  if (Math.abs(power) > 1000) throw invalid(value, position, 'a decimal number of ordinary size')
  const all = BigInt(`${whole}${fraction}`) * (sign === '-' ? -1n : 1n)
  const scaled = power > 0 ? all * 10n ** BigInt(power) : all
  const divisor = power < 0 ? 10n ** BigInt(-power) : 1n
  return { units: scaled / divisor, remainder: scaled % divisor, divisor }
}

function fitted(units: bigint, bits: number, value: Decimal, position: number): bigint {
  if (BigInt.asIntN(bits, units) === units) return units
  throw new EncoderInputError(
    `Number ${position} (${value}) does not fit ${bits} bits: it becomes ${units}.`,
    {
      metaMessages: ['Use fewer digits after the point, or smaller numbers.'],
    },
  )
}

function invalid(value: Decimal, position: number, wanted: string) {
  return new EncoderInputError(`Number ${position} is not ${wanted}: ${JSON.stringify(String(value))}.`, {
    metaMessages: ['Write numbers like 12, -0.5 or 1e-3.'],
  })
}
