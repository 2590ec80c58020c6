import { type Hex, hexToBytes } from 'viem'

/*
 * Samples as hex and back, faster than viem does it for short texts: a twin does it for each contribution, and for all
 * of a test set. A text is one piece in memory; put together from digits it would be many.
 */

const decoder = /*#__PURE__*/ new TextDecoder()
/** By byte, its two digits as they stand in memory. */
const digits = /*#__PURE__*/ digitsOfBytes()
const noDigit = 16
/** By the code of a character, the value of the digit; `noDigit` where it is none. */
const values = /*#__PURE__*/ valuesOfDigits()
/** Used again and again; `0x` stands in front. */
let ascii = /*#__PURE__*/ withPrefix(1_024)

/** 16-bit integers as hex, two bytes each, big-endian. */
export function hexOfWords(words: ArrayLike<number>): Hex {
  const text = textOf(2 * words.length)
  for (let i = 0, at = 1; i < words.length; i++, at += 2) {
    const word = words[i]!
    text[at] = digits[(word >> 8) & 255]!
    text[at + 1] = digits[word & 255]!
  }
  return decoder.decode(text) as Hex
}

/** Bytes as hex. */
export function hexOfBytes(bytes: Uint8Array): Hex {
  const text = textOf(bytes.length)
  for (let i = 0; i < bytes.length; i++) text[i + 1] = digits[bytes[i]!]!
  return decoder.decode(text) as Hex
}

/** The bytes of hex. @throws as viem's `hexToBytes` */
export function bytesOfHex(hex: Hex): Uint8Array {
  const bytes = new Uint8Array((hex.length - 2) >> 1)
  let worst = 2 * bytes.length + 2 === hex.length ? 0 : noDigit
  for (let i = 0, at = 2; i < bytes.length; i++, at += 2) {
    // Behind the table: no digit either, nor is anything left of its byte.
    const high = values[hex.charCodeAt(at)] ?? noDigit
    const low = values[hex.charCodeAt(at + 1)] ?? noDigit
    bytes[i] = (high << 4) | low
    worst |= high | low
  }
  return worst < noDigit ? bytes : hexToBytes(hex)
}

/** The 16-bit integers in bytes, two each, big-endian; half of one at the end is left out. */
export function wordsOf(bytes: Uint8Array): Uint16Array {
  const words = new Uint16Array(bytes.length >> 1)
  for (let i = 0; i < words.length; i++) words[i] = (bytes[2 * i]! << 8) | bytes[2 * i + 1]!
  return words
}

/** Room for so many bytes. */
function textOf(bytes: number): Uint16Array {
  if (ascii.length <= bytes) ascii = withPrefix(2 * bytes)
  return ascii.subarray(0, bytes + 1)
}

function digitsOfBytes(): Uint16Array {
  return Uint16Array.from({ length: 256 }, (_, byte) => pair(byte.toString(16).padStart(2, '0')))
}

function valuesOfDigits(): Uint8Array {
  const list = new Uint8Array(128).fill(noDigit)
  for (const [value, digit] of [...'0123456789abcdef'].entries()) {
    list[digit.charCodeAt(0)] = value
    list[digit.toUpperCase().charCodeAt(0)] = value
  }
  return list
}

function withPrefix(length: number): Uint16Array {
  return new Uint16Array(length).fill(pair('0x'), 0, 1)
}

/** Two characters as they stand in memory. */
function pair(characters: string): number {
  return new Uint16Array(Uint8Array.from(characters, character => character.charCodeAt(0)).buffer)[0]!
}
