import { createNumbersEncoder } from '@cotrain/sdk'
import { describe, expect, it } from 'vitest'
import { parseSamples } from '../../src/features/accuracy/heldOut.ts'
import { listNames } from '../../src/features/model/classNames.ts'
import { formOf, wordingOf } from '../../src/features/model/form.ts'
import { countsAs, numbersOf } from '../../src/features/model/sampleNumbers.ts'
import { sharesOf } from '../../src/features/predict/judge.ts'
import { formatNumber, formatProbability } from '../../src/ui/format.ts'

const width = { name: 'Width', unit: 'mm', min: 30, max: 60 }
const mass = { name: 'Mass', unit: 'g', min: 2600, max: 6400 }
const encoder = createNumbersEncoder([width, mass])

describe('samples of numbers', () => {
  it('gives back the numbers that were typed', () => {
    expect(numbersOf(encoder, encoder.encode('39.1, 3750'))).toEqual(['39.1', '3750'])
    expect(numbersOf(encoder, encoder.encode('30, 6400'))).toEqual(['30', '6400'])
  })

  it('says what numbers out of range count as', () => {
    expect(countsAs(width, '61')).toBe(60)
    expect(countsAs(width, '-1')).toBe(30)
    expect(countsAs(width, '45')).toBeUndefined()
    expect(countsAs(width, 'wide')).toBeUndefined()
  })

  it('reads held-out measurements', () => {
    const model = { encoder, classNames: ['small', 'big'] }
    const [first, second] = parseSamples('# label, width, mass\n1,39.1,3750\n\nsmall,45,4500\n', model)
    expect(first).toEqual({ label: 1, sample: encoder.encode([39.1, 3750]) })
    expect(second?.label).toBe(0)
    expect(() => parseSamples('1,39.1,3750\nx,1,2', model)).toThrow('Line 2')
  })
})

it('knows the form of a sample from the name of the encoder', () => {
  expect(formOf('vocabulary-v1:0x12')).toBe('text')
  expect(formOf('murmur3-v1:12')).toBe('text')
  expect(formOf('selection-v1:0x12:indices-v1:9')).toBe('indices')
  expect(formOf(encoder.name, 2)).toBe('numbers')
  expect(formOf(encoder.name, 300)).toBe('vector')
  expect(formOf('vector-v1:64', 64)).toBe('vector')
  expect(wordingOf('text', ['ham', 'spam']).heldOut).toBe('mails')
  expect(wordingOf('numbers', ['a', 'b', 'c'])).toEqual({
    sample: 'sample',
    parts: 'numbers',
    heldOut: 'samples',
  })
})

it('lists classes in a sentence', () => {
  expect(listNames(['a', 'b', 'c'])).toBe('a, b and c')
  expect(listNames(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'])).toBe('a, b, c, d, e and 3 more')
})

it('turns logarithms of joint probabilities into probabilities', () => {
  expect(sharesOf([-1000, -1002])).toEqual([0.8, 0.2])
  expect(sharesOf([Number.NEGATIVE_INFINITY, -3])).toEqual([undefined, 1])
})

it('rounds scores and probabilities for reading', () => {
  expect(formatNumber(-1234)).toBe('-1,234')
  expect(formatNumber(0.12345)).toBe('0.123')
  expect(formatProbability(0.99995)).toBe('over 99.9 %')
  expect(formatProbability(0)).toBe('under 0.1 %')
  expect(formatProbability(0.5)).toBe('50.0 %')
})
