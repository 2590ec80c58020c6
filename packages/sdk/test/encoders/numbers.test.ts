import {
  createIndexEncoder,
  createSelectionEncoder,
  EncoderInputError,
  EncoderOptionsError,
  encodeDecimals,
  encodeIntegers,
  SampleError,
} from '@cotrain/sdk/encoders'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

describe('index encoder', () => {
  const encoder = createIndexEncoder(10)

  it('takes texts and lists', () => {
    expect([...encoder.encode('5 1, 9\n1')]).toEqual([1, 5, 9])
    expect([...encoder.encode([3, 0])]).toEqual([0, 3])
    expect([...encoder.encode('')]).toEqual([])
    expect(encoder.describe(9)).toBe('9')
    expect(encoder.describe(10)).toBeUndefined()
  })

  it('refuses what is no index of the model', () => {
    expect(() => encoder.encode('1 two')).toThrow(EncoderInputError)
    expect(() => encoder.encode('-1')).toThrow(EncoderInputError)
    expect(() => encoder.encode('10')).toThrow(SampleError)
    expect(() => createIndexEncoder(0)).toThrow(EncoderOptionsError)
    expect(() => createIndexEncoder(65_537)).toThrow(EncoderOptionsError)
  })
})

describe('selection encoder', () => {
  it('renumbers the chosen outputs and drops the others', () => {
    const encoder = createSelectionEncoder(createIndexEncoder(100), [70, 2, 9])
    expect([...encoder.encode('2 3 70')]).toEqual([0, 1])
    expect(encoder.featureCount).toBe(3)
    expect(encoder.describe(0)).toBe('70')
    expect(encoder.describe(3)).toBeUndefined()
  })

  it.each([[[]], [[1, 1]], [[100]], [[-1]]])('refuses %j', outputs => {
    expect(() => createSelectionEncoder(createIndexEncoder(100), outputs)).toThrow(EncoderOptionsError)
  })
})

describe('fixed point', () => {
  it.each([
    ['1.005', 2, 101n],
    ['-1.005', 2, -101n],
    ['-0.004', 2, 0n],
    [0.1, 9, 100_000_000n],
    [1e-7, 9, 100n],
    ['12e3', 0, 12_000n],
    ['+3.', 1, 30n],
    [5n, 3, 5000n],
    ['9223372036854775807', 0, 2n ** 63n - 1n],
  ])('%s with %i digits', (value, digits, expected) => {
    expect(encodeDecimals([value], digits)).toEqual([expected])
  })

  it('is exact on the digits', () => {
    const units = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })
    fc.assert(
      fc.property(units, fc.integer({ min: 1, max: 30 }), (value, digits) => {
        const all = String(value < 0n ? -value : value).padStart(digits + 1, '0')
        const text = `${value < 0n ? '-' : ''}${all.slice(0, -digits)}.${all.slice(-digits)}`
        expect(encodeDecimals([text], digits)).toEqual([value])
      }),
    )
  })

  it.each(['', 'x', '1,5', '0x10', Number.NaN, Number.POSITIVE_INFINITY, '1e9999', '--1'])(
    'refuses %s',
    value => {
      expect(() => encodeDecimals([0, value], 2)).toThrow(/Number 1 is not a decimal number/)
    },
  )

  it('refuses what does not fit', () => {
    expect(() => encodeDecimals(['9223372036854775808'], 0)).toThrow(EncoderInputError)
    expect(() => encodeDecimals([1.28], 2, { bits: 8 })).toThrow('does not fit 8 bits')
    expect(encodeDecimals([-1.28], 2, { bits: 8 })).toEqual([-128n])
    expect(() => encodeDecimals([1], -1)).toThrow(EncoderInputError)
  })

  it('takes whole numbers as they are', () => {
    expect(encodeIntegers(['12', -3, 4n, '1.50e1'])).toEqual([12n, -3n, 4n, 15n])
    expect(() => encodeIntegers([1.5])).toThrow('not a whole number')
  })
})
