import { readFileSync } from 'node:fs'
import { tokenize } from '@cotrain/sdk/encoders'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { loadEncoder, rowOf } from '../src/index.ts'
import { findEncoderFile, packageSource } from '../src/node/index.ts'

type Encode = (text: string) => Int16Array

const encoders: Record<string, Encode> = {}
const names = ['static-words-100-v1', 'use-lite-512-v1']

beforeAll(async () => {
  for (const name of names) {
    const encoder = await loadEncoder(name, { source: packageSource() })
    if (encoder.input === 'text') encoders[name] = encoder.encode
  }
})

/** The encoder as its description says it, with big integers and nothing of ours but the words of a text. */
function byTheBook(text: string): bigint[] | undefined {
  const bytes = readFileSync(findEncoderFile(rowOf('static-words-100-v1')!.files[0]!)!)
  const rows: string[] = []
  let at = 4
  while (rows.length < bytes.readUInt32BE(0)) {
    const [shared, rest] = [bytes[at]!, bytes[at + 1]!]
    rows.push((rows.at(-1) ?? '').slice(0, shared) + bytes.toString('latin1', at + 2, at + 2 + rest))
    at += 2 + rest
  }
  const known = tokenize(text)
    .flatMap(word => (rows.includes(word) ? [word] : word.split("'")))
    .map(word => rows.indexOf(word))
    .filter(row => row >= 0)
    .slice(0, 10_000)
  const sums = Array.from({ length: 100 }, (_, i) =>
    known.reduce((sum, row) => sum + BigInt(bytes.readInt8(at + row * 100 + i)), 0n),
  )
  const squares = sums.reduce((sum, each) => sum + each * each, 0n)
  let norm = BigInt(Math.floor(Math.sqrt(Number(squares)))) - 2n
  while (norm * norm < squares) norm++
  return squares === 0n ? undefined : sums.map(sum => (sum * 32_767n) / norm)
}

describe('texts', () => {
  test.each([
    'Will it rain tomorrow?',
    "Don't o'clock rock'n'roll",
    `${'word '.repeat(12_000)}and what comes after does not count`,
    'the',
  ])('words of English are what their description says: %#', text => {
    expect([...encoders['static-words-100-v1']!(text)].map(BigInt)).toEqual(byTheBook(text))
  })

  test('texts that mean something alike are near, whatever the words', () => {
    for (const encode of Object.values(encoders)) {
      const [rain, umbrella, music] = [
        'will it rain in the afternoon',
        'is there snow or a storm in the forecast today',
        'play a song of that band on the guitar',
      ].map(encode)
      const near = (a: Int16Array, b: Int16Array) => a.reduce((sum, x, i) => sum + x * b[i]!, 0)
      expect(near(rain!, umbrella!)).toBeGreaterThan(near(rain!, music!))
    }
  })

  test.each(names)('%s: every text gives a sample in range, or says why not', name => {
    const encode = encoders[name]!
    const check = (text: string) => {
      let sample: Int16Array
      try {
        sample = encode(text)
      } catch (error) {
        expect(error).toMatchObject({ name: 'EncoderInputError' })
        return
      }
      expect(sample).toHaveLength(rowOf(name)!.featureCount)
      const norm = Math.hypot(...sample)
      expect(norm).toBeLessThanOrEqual(2 ** 15)
      expect(norm).toBeGreaterThan(0.9 * 2 ** 15)
      // nothing is left over from one text to the next
      expect(encode(text)).toEqual(sample)
    }
    for (const unit of ['grapheme', 'binary'] as const) {
      fc.assert(fc.property(fc.string({ unit, maxLength: 80 }), check), { numRuns: 15 })
    }
    for (const text of ['', ' ', '\ud83d', '🎉'.repeat(25_000), 'hello '.repeat(17_000), '\u0000'])
      check(text)
  })
})
