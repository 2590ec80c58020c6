import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeText, parseFeatureFile, TextEncodingError } from '../../src/data/index.ts'
import { parseModel, parseModelFile, writeModelFile } from '../../src/models/index.ts'

const text = fc
  .string({ unit: 'grapheme' })
  .filter(each => !each.startsWith('\uFEFF') && !each.includes('\0'))
const utf16 = (string: string, { big = false } = {}) => {
  const bytes = Buffer.from(`\uFEFF${string}`, 'utf16le')
  return big ? bytes.swap16() : bytes
}

describe('text', () => {
  test('is the same with a byte-order mark and without, in UTF-8 and UTF-16', () => {
    fc.assert(
      fc.property(text, string => {
        for (const bytes of [
          Buffer.from(string),
          Buffer.from(`\uFEFF${string}`),
          utf16(string),
          utf16(string, { big: true }),
        ]) {
          expect(decodeText(bytes)).toBe(string)
        }
      }),
    )
  })

  test('in Latin-1 is read as such only when that is said', () => {
    const bytes = Buffer.from('one\ntwo\ndéjà\n', 'latin1')
    expect(() => decodeText(bytes, { name: 'notes.csv' })).toThrow(
      /Line 3 of notes\.csv is not UTF-8.*latin1/s,
    )
    expect(decodeText(bytes, { encoding: 'latin1' })).toBe('one\ntwo\ndéjà\n')
  })

  test('that is cut within a character names its last line', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'ß', '語', '🙂'), { maxLength: 20 }), lines => {
        const bytes = Buffer.from(`${lines.map(line => `${line}\n`).join('')}語`).subarray(0, -1)
        const act = () => decodeText(bytes, { name: 'x' })
        expect(act).toThrow(TextEncodingError)
        expect(act).toThrow(`Line ${lines.length + 1} of x `)
      }),
    )
  })

  test('in UTF-16 without a mark is recognised', () => {
    expect(() => decodeText(Buffer.from('a,b\n', 'utf16le'), { name: 'x.csv' })).toThrow(/x\.csv.*UTF-16/)
  })
})

describe('a byte-order mark is no part of', () => {
  const file = {
    type: 'sparse perceptron',
    classifications: ['no', 'yes'],
    weights: [1, 2],
    intercept: 0,
    vocabulary: ['good', 'bad'],
  }

  test('a model file', () => {
    const json = writeModelFile(parseModelFile(file))
    for (const bytes of [Buffer.from(`\uFEFF${json}`), utf16(json)]) {
      expect(writeModelFile(parseModel(bytes))).toBe(json)
    }
    expect(writeModelFile(parseModelFile(`\uFEFF${json}`))).toBe(json)
  })

  test('the first label of a feature file', () => {
    expect(parseFeatureFile('\uFEFFno 1\nyes 0', ['no', 'yes'])[0]?.label).toBe(0)
  })
})
