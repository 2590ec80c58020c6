import fc from 'fast-check'
import { bytesToHex, hexToBytes } from 'viem'
import { describe, expect, test } from 'vitest'
import { bytesOfHex, hexOfBytes, hexOfWords, wordsOf } from '../../src/encoders/hex.ts'

const bytes = fc.uint8Array({ maxLength: 5_000 })

describe('hex is what viem makes of it', () => {
  test('from bytes and back, whatever came before', () => {
    fc.assert(
      fc.property(bytes, list => {
        const hex = hexOfBytes(list)
        expect(hex).toBe(bytesToHex(list))
        expect(bytesOfHex(hex)).toEqual(list)
      }),
    )
  })

  test('from words and back, signed or not', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -32_768, max: 65_535 }), { maxLength: 2_048 }), words => {
        const view = new DataView(new ArrayBuffer(2 * words.length))
        for (const [i, word] of words.entries()) view.setUint16(2 * i, word & 65_535)
        const bytes = new Uint8Array(view.buffer)
        expect(hexOfWords(words)).toBe(bytesToHex(bytes))
        expect([...wordsOf(bytes)]).toEqual(words.map(word => word & 65_535))
      }),
    )
  })

  test('from digits in either case, in odd numbers, and from what is none', () => {
    const characters = fc.constantFrom(
      ...'0123456789abcdefABCDEF'.repeat(4),
      'g',
      '/',
      ':',
      '@',
      'G',
      '`',
      'é',
      '€',
    )
    fc.assert(
      fc.property(fc.array(characters, { maxLength: 40 }), list => {
        const hex = `0x${list.join('')}` as const
        expect(outcome(() => bytesOfHex(hex))).toEqual(outcome(() => hexToBytes(hex)))
      }),
    )
  })
})

function outcome(body: () => Uint8Array): unknown {
  try {
    return body()
  } catch (error) {
    return (error as Error).message
  }
}
