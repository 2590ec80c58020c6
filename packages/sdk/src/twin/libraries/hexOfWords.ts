import type { Hex } from 'viem'

const decoder = /*#__PURE__*/ new TextDecoder()
/** ASCII codes, and how far it is from behind 9 to a. */
const [zero, nine, letters] = [48, 57, 39] as const
/** Used again and again. */
let ascii = /*#__PURE__*/ new Uint8Array(2_048)

/**
 * 16-bit integers as hex, two bytes each, big-endian. The text is one piece in memory: put together from digits it would
 * be many, and a twin keeps one for each contribution.
 */
export function hexOfWords(words: ArrayLike<number>): Hex {
  const size = 2 + 4 * words.length
  if (ascii.length < size) ascii = new Uint8Array(2 * size)
  ascii[0] = zero
  ascii[1] = 'x'.charCodeAt(0)
  for (let i = 0, at = 2; i < words.length; i++, at += 4) {
    const word = words[i]!
    ascii[at] = digit((word >> 12) & 15)
    ascii[at + 1] = digit((word >> 8) & 15)
    ascii[at + 2] = digit((word >> 4) & 15)
    ascii[at + 3] = digit(word & 15)
  }
  return decoder.decode(ascii.subarray(0, size)) as Hex
}

/** The code of a digit: those above 9 are letters. */
function digit(value: number): number {
  const code = zero + value
  return code > nine ? code + letters : code
}
