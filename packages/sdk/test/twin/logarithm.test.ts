import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { log2, log2OfExactProduct, log2OfRounded } from '../../src/twin/libraries/Logarithm.ts'

const source = readFileSync(
  new URL('../../../contracts/src/libraries/Logarithm.sol', import.meta.url),
  'utf8',
)
const digits = [...source.matchAll(/hex"([0-9a-f]+)"/g)].map(([, part]) => part).join('')
/** The table that the contract has. */
const table = Array.from({ length: 129 }, (_, i) => BigInt(`0x${digits.slice(6 * i, 6 * i + 6)}`))

/** As the contract computes it. */
function exact(a: bigint): bigint {
  const exponent = BigInt(a.toString(2).length - 1)
  const top = (a << 256n) >> exponent
  const i = Number((top >> 249n) & 0x7fn)
  const f = (top >> 232n) & 0x1ffffn
  return (exponent << 32n) + (table[i]! << 8n) + (((table[i + 1]! - table[i]!) * f) >> 9n)
}

/** As `ClassCounts` does it. */
const own = (factors: readonly number[]) =>
  log2OfRounded(factors.reduce((all, factor) => all * factor, 1)) ?? log2OfExactProduct(factors)

const product = (factors: readonly number[]) => factors.reduce((all, factor) => all * BigInt(factor), 1n)

describe('the logarithm of the twin', () => {
  test('has the table of the contract, none of whose numbers depends on the last digits of Math.log2', () => {
    for (let i = 0; i < 128; i++) {
      expect(BigInt(log2(128 + i))).toBe((7n << 32n) + (table[i]! << 8n))
      const fraction = (2 ** 24 * Math.log2(1 + i / 128)) % 1
      expect(i === 0 || Math.abs(fraction - 0.5) > 1e-4).toBe(true)
    }
  })

  test('is that of the contract', () => {
    const numbers = fc.bigInt({ min: 1n, max: 2n ** 53n - 1n })
    fc.assert(
      fc.property(numbers, a => {
        expect(BigInt(log2(Number(a)))).toBe(exact(a))
      }),
      { numRuns: 5000 },
    )
  })

  test('of products, too, those included that floating-point numbers cannot tell', () => {
    const factor = fc.oneof(
      fc.integer({ min: 1, max: 2 ** 25 + 65_535 }),
      fc.integer({ min: 1, max: 30 }).map(count => 256 * count),
      fc.constantFrom(1, 256, 2 ** 25, 3, 2 ** 13 - 1, 2 ** 13 + 1, 2 ** 25 - 1, 2 ** 25 + 1),
    )
    fc.assert(
      fc.property(fc.array(factor, { minLength: 1, maxLength: 10, size: 'max' }), factors => {
        expect(BigInt(own(factors))).toBe(exact(product(factors)))
      }),
      { numRuns: 20_000 },
    )
    for (let k = 1; k <= 10; k++) {
      const factors = Array<number>(k).fill(2 ** 25 - 1)
      expect(BigInt(own(factors))).toBe(exact(product(factors)))
    }
  })
})
