import type { SampleEncoder } from '@cotrain/sdk'

/** A piece of a text: a word that the sample tells of, or what is not in it. */
export interface Piece {
  text: string
  isKept: boolean
}

/** Runs of letters, digits and what may stand within words: no tokenizer of an encoder finds a word across two of them. */
const words = /[\p{L}\p{N}\p{M}_'’]+/gu

/**
 * A text in pieces, by whether the sample that an encoder made of it tells of them: of a word at least one of its features
 * is in the sample.
 */
export function keptWords(
  text: string,
  encoder: Pick<SampleEncoder<string>, 'encode'>,
  sample: ArrayLike<number>,
): Piece[] {
  const features = new Set(Array.from(sample))
  const pieces: Piece[] = []
  const add = (part: string, isKept: boolean) => {
    const last = pieces.at(-1)
    if (part === '') return
    if (last?.isKept === isKept) last.text += part
    else pieces.push({ text: part, isKept })
  }
  let end = 0
  for (const { 0: word, index } of text.matchAll(words)) {
    add(text.slice(end, index), false)
    add(word, isIn(word, encoder, features))
    end = index + word.length
  }
  add(text.slice(end), false)
  return pieces
}

function isIn(
  word: string,
  { encode }: Pick<SampleEncoder<string>, 'encode'>,
  features: Set<number>,
): boolean {
  try {
    return Array.from(encode(word)).some(feature => features.has(feature))
  } catch {
    // what cannot be encoded by itself is in no sample
    return false
  }
}
