import type { Hex } from 'viem'

const decoder = /*#__PURE__*/ new TextDecoder()
/** By byte, its two digits as they stand in memory. */
const digits = /*#__PURE__*/ digitsOfBytes()
/** Used again and again; `0x` stands in front. */
let ascii = /*#__PURE__*/ withPrefix(1_024)

/**
 * 16-bit integers as hex, two bytes each, big-endian. The text is one piece in memory: put together from digits it would
 * be many, and a twin keeps one for each contribution.
 */
export function hexOfWords(words: ArrayLike<number>): Hex {
  const size = 1 + 2 * words.length
  if (ascii.length < size) ascii = withPrefix(2 * size)
  for (let i = 0, at = 1; i < words.length; i++, at += 2) {
    const word = words[i]!
    ascii[at] = digits[(word >> 8) & 255]!
    ascii[at + 1] = digits[word & 255]!
  }
  return decoder.decode(ascii.subarray(0, size)) as Hex
}

function digitsOfBytes(): Uint16Array {
  return Uint16Array.from({ length: 256 }, (_, byte) => pair(byte.toString(16).padStart(2, '0')))
}

function withPrefix(length: number): Uint16Array {
  return new Uint16Array(length).fill(pair('0x'), 0, 1)
}

/** Two characters as they stand in memory. */
function pair(characters: string): number {
  return new Uint16Array(Uint8Array.from(characters, character => character.charCodeAt(0)).buffer)[0]!
}
