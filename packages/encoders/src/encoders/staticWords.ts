import { EncoderInputError, tokenize } from '@cotrain/sdk/encoders'
import type { EncoderFile } from '../types.ts'
import type { Encoder } from './Encoder.ts'
import { toNorm } from './toNorm.ts'

/** Numbers in the vector of a word. */
export const wordSize = 100

const name = 'static-words-100-v1'

const table: EncoderFile = {
  path: '@cotrain/encoders/data/static-words-100-v1.bin',
  bytes: 2_090_079,
  sha256: '3b87c4216e995c38484bb7f80c6f64d53e77ac68cc7ca38357a0ab5d965d8d54',
}

/** More known words of a text than this do not count: the sums stay so small that doubles hold them. */
const maxWords = 10_000

/**
 * The mean of the vectors of a text's words.
 *
 * 1. The words are those of `tokenize` in @cotrain/sdk. A word that is not in the table and has apostrophes counts as its
 *    parts between them; what is still not in the table does not count, nor what follows on the first 10,000 that are.
 * 2. Their vectors (integers from −127 to 127) are added, each as often as its word is there.
 * 3. The sum is brought to norm 1 by `toNorm`, so that it makes no difference whether it is divided by their number.
 */
export const staticWords: Encoder = {
  row: {
    name,
    title: 'Words of English',
    input: 'text',
    featureCount: wordSize,
    files: [table],
    license: 'MIT AND PDDL-1.0',
    packages: [],
    words:
      'The mean of what 20,000 English words mean (GloVe). It comes with Cotrain and takes no time. Good for short texts about different things; the order of the words does not count.',
  },
  async load(files) {
    const { indices, vectors } = parseTable(files.get(table.path)!)
    return { input: 'text', name, featureCount: wordSize, encode: text => encode(text, indices, vectors) }
  },
}

function encode(text: string, indices: ReadonlyMap<string, number>, vectors: Int8Array) {
  const sums = new Float64Array(wordSize)
  let known = 0
  const add = (word: string) => {
    const index = indices.get(word)
    if (index === undefined) return false
    if (known < maxWords) {
      known++
      for (let i = 0; i < wordSize; i++) sums[i]! += vectors[index * wordSize + i]!
    }
    return true
  }
  for (const word of tokenize(text)) if (!add(word) && word.includes("'")) word.split("'").forEach(add)
  const sample = toNorm(sums)
  if (sample.every(integer => integer === 0)) {
    throw new EncoderInputError('The encoder knows none of the words of this text.', {
      metaMessages: ['It knows 20,000 words of English. Give a sentence of everyday words.'],
    })
  }
  return sample
}

/**
 * The file: how many words there are, in four bytes (big-endian); the words in alphabetical order, each as one byte (how
 * many letters it shares with the one before), one byte (how many letters follow) and these letters; then the vectors in
 * the same order, a signed byte for each number.
 */
function parseTable(bytes: Uint8Array): { indices: Map<string, number>; vectors: Int8Array } {
  const count = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0)
  const indices = new Map<string, number>()
  let word = ''
  let at = 4
  for (let i = 0; i < count; i++) {
    const end = at + 2 + bytes[at + 1]!
    word = word.slice(0, bytes[at]) + String.fromCharCode(...bytes.subarray(at + 2, end))
    indices.set(word, i)
    at = end
  }
  return { indices, vectors: new Int8Array(bytes.slice(at).buffer) }
}
