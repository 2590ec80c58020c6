/** T[i] = round(2^24 * log2(1 + i / 128)), but T[128] = 2^24 - 1. */
const table = /*#__PURE__*/ Float64Array.from({ length: 129 }, (_, i) =>
  i === 128 ? 2 ** 24 - 1 : Math.round(2 ** 24 * Math.log2(1 + i / 128)),
)

/**
 * log2(a) in units of 2^-32: exact at powers of two, and off the true value by at most 1.2e-5 between.
 * @param a A whole number from 1 to 2^53 - 1.
 */
export function log2(a: number): number {
  const exponent = exponentOf(a)
  return interpolate(exponent, Math.floor(a * powers[exponent]!))
}

/**
 * log2 of a product of at most ten whole numbers from 1 to 2^26, multiplied as floating-point numbers. Only its highest
 * 25 bits matter, which these give without doubt unless the product is within its error of a number of 25 bits:
 * undefined then.
 */
export function log2OfRounded(product: number): number | undefined {
  const exponent = exponentOf(product)
  const scaled = product * powers[exponent]!
  const bits = Math.floor(scaled)
  const rest = scaled - bits
  return rest > maxError && rest < 1 - maxError ? interpolate(exponent, bits) : undefined
}

/** The same without doubt: by floating-point numbers if the product is exact, or else by whole ones of any size. */
export function log2OfExactProduct(factors: readonly number[]): number {
  // Powers of two are multiplied without error, so that the odd parts tell whether the product is exact.
  let odd = 1
  let twos = 0
  for (const factor of factors) {
    const zeros = 31 - Math.clz32(factor & -factor)
    odd *= factor >>> zeros
    twos += zeros
  }
  if (odd < 2 ** 53) {
    const exponent = exponentOf(odd)
    return interpolate(exponent + twos, Math.floor(odd * powers[exponent]!))
  }
  const product = factors.reduce((all, factor) => all * BigInt(factor), 1n)
  const length = product.toString(2).length
  return interpolate(
    length - 1,
    Number(length > 25 ? product >> BigInt(length - 25) : product << BigInt(25 - length)),
  )
}

/** 2^(24 - i). */
const powers = /*#__PURE__*/ Float64Array.from({ length: 261 }, (_, i) => 2 ** (24 - i))

/** Nine roundings, each at most 2^-53 of the number, which is below 2^25. */
const maxError = 2 ** -24

/** @param bits The highest bit of the number, and the 24 after it. */
function interpolate(exponent: number, bits: number): number {
  const i = (bits >>> 17) & 0x7f
  const low = table[i]!
  return exponent * 2 ** 32 + low * 2 ** 8 + Math.floor(((table[i + 1]! - low) * (bits & 0x1ffff)) / 2 ** 9)
}

const view = /*#__PURE__*/ new DataView(/*#__PURE__*/ new ArrayBuffer(8))

/** ⌊log2(a)⌋ of a number from 1 on: the exponent in its bits. */
function exponentOf(a: number): number {
  view.setFloat64(0, a)
  return (view.getUint16(0) >> 4) - 1023
}
