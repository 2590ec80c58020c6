/** T[i] = round(2^32 * log2(1 + i / 256)), but T[256] = 2^32 - 1. */
const table = /*#__PURE__*/ Float64Array.from({ length: 257 }, (_, i) =>
  i === 256 ? 2 ** 32 - 1 : Math.round(2 ** 32 * Math.log2(1 + i / 256)),
)

/**
 * log2(a) in units of 2^-32: exact at powers of two, and below the true value by at most 2.9e-6 between.
 * @param a A whole number from 1 to 2^53 - 1.
 */
export function log2(a: number): number {
  const high = Math.floor(a / 2 ** 32)
  const exponent = high === 0 ? 31 - Math.clz32(a) : 63 - Math.clz32(high)
  // The highest bit, and the 24 after it.
  const bits = Math.floor(a * 2 ** (24 - exponent))
  const i = (bits >>> 16) & 0xff
  const low = table[i]!
  return exponent * 2 ** 32 + low + Math.floor(((table[i + 1]! - low) * (bits & 0xffff)) / 2 ** 16)
}
