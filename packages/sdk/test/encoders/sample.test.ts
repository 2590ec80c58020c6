import { packSample, SampleError, toSample, unpackSample } from '@cotrain/sdk/encoders'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const indices = fc.array(fc.integer({ min: 0, max: 65_535 }), { maxLength: 2048 })

describe('toSample', () => {
  it('sorts and keeps each index once', () => {
    fc.assert(
      fc.property(indices, list => {
        const expected = [...new Set(list)].sort((a, b) => a - b)
        expect([...toSample(list)]).toEqual(expected)
      }),
    )
  })

  it.each([-1, 1.5, 65_536, Number.NaN, Number.POSITIVE_INFINITY])('refuses the index %s', index => {
    expect(() => toSample([0, index])).toThrow(SampleError)
  })

  it('names the highest index that the model has', () => {
    expect([...toSample([9], 10)]).toEqual([9])
    expect(() => toSample([10], 10)).toThrow('from 0 to 9')
  })
})

describe('packSample', () => {
  it('writes two bytes an index, big-endian', () => {
    expect(packSample(toSample([1, 5, 300]))).toBe('0x00010005012c')
    expect(packSample(toSample([]))).toBe('0x')
  })

  it('comes back from unpackSample', () => {
    fc.assert(
      fc.property(indices, list => {
        const sample = toSample(list)
        expect(unpackSample(packSample(sample))).toEqual(sample)
      }),
    )
  })

  it('refuses what the contract refuses', () => {
    expect(() => packSample(Uint16Array.of(2, 1))).toThrow('Index 1 follows 2')
    expect(() => packSample(Uint16Array.of(2, 2))).toThrow(SampleError)
    expect(() => packSample(Uint16Array.from({ length: 2049 }, (_, i) => i))).toThrow('at most 2048')
  })
})

describe('unpackSample', () => {
  it.each(['0x000', '0x00', '0x000100', '0x0002ffff0003', '0x00010001', 'words'])('refuses %s', packed => {
    expect(() => unpackSample(packed as `0x${string}`)).toThrow(SampleError)
  })
})
