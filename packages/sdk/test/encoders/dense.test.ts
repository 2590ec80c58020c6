import {
  checkPublished,
  createNumbersEncoder,
  createVectorEncoder,
  EncoderInputError,
  EncoderOptionsError,
  EncoderUnknownError,
  encodeInputs,
  isDenseEncoder,
  packDenseSample,
  resolveDenseEncoder,
  SampleError,
  toDenseSample,
  unpackDenseSample,
  VocabularyMismatchError,
  VocabularyMissingError,
  vocabularyName,
} from '@cotrain/sdk/encoders'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const inputs = [
  { name: 'Length', unit: 'mm', min: 30, max: 60 },
  { name: 'Mass', unit: 'g', min: 2000, max: 6000 },
]

describe('measurements', () => {
  const encoder = createNumbersEncoder(inputs)
  const half = Math.round(2 ** 15 / Math.sqrt(2))

  it('go from -1/√n to 1/√n, the middle of each range to 0', () => {
    expect(encoder.encode([45, 4000])).toEqual(Int16Array.of(0, 0))
    expect(encoder.encode('60, 2000')).toEqual(Int16Array.of(half, -half))
    expect(encoder.encode(' 52.5 5e3 ')).toEqual(Int16Array.of(11_585, 11_585))
    expect(encoder.describe(1)).toBe('Mass')
  })

  it('beyond the range count as its end', () => {
    expect(encoder.encode([1000, -5])).toEqual(encoder.encode([60, 2000]))
  })

  it('keep their proportions with factors of 1', () => {
    const same = createNumbersEncoder(inputs.map(input => ({ ...input, factor: 1 })))
    const [length, mass] = same.encode([60, 2030]) as unknown as [number, number]
    expect(length).toBe(Math.round((15 / Math.hypot(15, 2000)) * 2 ** 15))
    expect(mass).toBe(Math.round((-1970 / Math.hypot(15, 2000)) * 2 ** 15))
  })

  it('never have a norm that the contract refuses', () => {
    const range = fc.record({
      name: fc.constant('x'),
      min: fc.double({ min: -1e6, max: 0, noNaN: true }),
      max: fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
    })
    fc.assert(
      fc.property(fc.array(range, { minLength: 1, maxLength: 40 }), fc.boolean(), (ranges, high) => {
        const sample = createNumbersEncoder(ranges).encode(ranges.map(({ min, max }) => (high ? max : min)))
        const norm = sample.reduce((sum, x) => sum + x ** 2, 0)
        expect(norm).toBeLessThanOrEqual(0x8020 ** 2)
      }),
    )
  })

  it('are found again by their name and what was published', () => {
    const published = encodeInputs(inputs)
    const found = resolveDenseEncoder(encoder.name, published)
    expect(found.name).toBe(encoder.name)
    expect(found.encode([33, 5000])).toEqual(encoder.encode([33, 5000]))
    expect(() => resolveDenseEncoder(encoder.name)).toThrow(VocabularyMissingError)
    expect(() => resolveDenseEncoder(encoder.name, published.slice(1))).toThrow(VocabularyMismatchError)
    expect(() => resolveDenseEncoder('numbers-v2:0x00', published)).toThrow(EncoderUnknownError)
    checkPublished(encoder.name, published)
    expect(() => checkPublished(encoder.name, new Uint8Array(2))).toThrow(VocabularyMismatchError)
    expect(() => checkPublished(vocabularyName(published), published.slice(1))).toThrow(
      VocabularyMismatchError,
    )
    expect([encoder.name, 'vector-v1:4', 'murmur3-v1:4'].map(isDenseEncoder)).toEqual([true, true, false])
  })

  it.each([
    [[]],
    [[{ name: '', min: 0, max: 1 }]],
    [[{ name: 'x', min: 1, max: 1 }]],
    [[{ name: 'x', min: 0, max: Number.POSITIVE_INFINITY }]],
    [[{ name: 'x', min: 0, max: 1, factor: -1 }]],
  ])('are refused: %o', wrong => {
    expect(() => createNumbersEncoder(wrong)).toThrow(EncoderOptionsError)
  })

  it.each(['1', '1 2 3', '1, x', '', '1,,2', '1 Infinity'])('are not "%s"', text => {
    expect(() => encoder.encode(text)).toThrow(EncoderInputError)
  })
})

describe('vectors', () => {
  it('are multiplied by 2^15 and rounded, halves up', () => {
    const encoder = createVectorEncoder(3)
    expect(encoder.encode([0.5, -0.5, 1.5 / 2 ** 15])).toEqual(Int16Array.of(16_384, -16_384, 2))
    expect(encoder.encode([-1, 0, 0])).toEqual(Int16Array.of(-32_767, 0, 0))
    expect(resolveDenseEncoder('vector-v1:3').encode('1 0 0')).toEqual(Int16Array.of(32_767, 0, 0))
  })

  it('have a norm of 1 at most', () => {
    expect(() => toDenseSample([0.8, 0.7])).toThrow(SampleError)
    expect(() => toDenseSample([1.1])).toThrow('Feature 0 is 1.1')
    expect(() => toDenseSample([Number.NaN])).toThrow(SampleError)
    expect(() => createVectorEncoder(1025)).toThrow(EncoderOptionsError)
    expect(() => resolveDenseEncoder('vector-v1:0')).toThrow(EncoderUnknownError)
  })

  it('come back from their bytes', () => {
    const sample = Int16Array.of(1, -1, 32_767, -32_768)
    expect(packDenseSample(sample)).toBe('0x0001ffff7fff8000')
    expect(unpackDenseSample('0x0001ffff7fff8000')).toEqual(sample)
    expect(() => unpackDenseSample('0x0001ff')).toThrow(SampleError)
  })
})
