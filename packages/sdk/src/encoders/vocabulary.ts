import { type Hex, keccak256 } from 'viem'
import { VocabularyError } from './errors.ts'
import { maxFeatureCount, maxSampleLength, type Sample, toSample } from './Sample.ts'
import type { SampleEncoder } from './SampleEncoder.ts'
import { type Tokens, tokenizers } from './tokenize.ts'
import { WordTable } from './WordTable.ts'

export type VocabularyEncoder = SampleEncoder<string> & { readonly words: readonly string[] }

/** What the names of vocabulary encoders begin with; the hash of the words follows. */
export const vocabularyPrefix = 'vocabulary-v1:'
/** The same for texts whose words are found as in scikit-learn. */
export const sklearnVocabularyPrefix = 'vocabulary-sklearn-v1:'

const prefixes = { words: vocabularyPrefix, sklearn: sklearnVocabularyPrefix } as const

/**
 * Feature i is present in a text when the i-th word is. Of a text with more than 2,048 different words of the
 * vocabulary, the first 2,048 count.
 *
 * @param tokens How the words of a text are found.
 * @throws VocabularyError if there are no words, more than 65,536, the same word twice, or one that is empty or has
 * a line break.
 */
export function createVocabularyEncoder(
  words: readonly string[],
  tokens: Tokens = 'words',
): VocabularyEncoder {
  const indices = indexWords(words)
  const table = tokens === 'words' ? new WordTable(words) : undefined
  const present = new Uint8Array(words.length)
  return {
    name: vocabularyName(encodeVocabulary(words), tokens),
    featureCount: words.length,
    words,
    encode: text => sampleOf(table?.indicesIn(text) ?? look(tokenizers[tokens](text), indices), present),
    describe: index => words[index],
  }
}

/** The words as they are published on chain: UTF-8, a line break between two words. */
export function encodeVocabulary(words: readonly string[]): Uint8Array {
  indexWords(words)
  return new TextEncoder().encode(words.join('\n'))
}

/**
 * The words in what was published.
 *
 * @throws VocabularyError if the bytes are not UTF-8 or the words are no vocabulary.
 */
export function decodeVocabulary(bytes: Uint8Array): string[] {
  const words = decodeText(bytes).split('\n')
  indexWords(words)
  return words
}

/** The on-chain name of the encoder whose published words these bytes are. */
export function vocabularyName(
  published: Uint8Array,
  tokens: Tokens = 'words',
): `${(typeof prefixes)[Tokens]}${Hex}` {
  return `${prefixes[tokens]}${keccak256(published)}`
}

/** How the encoder of this name finds words, if it is one of a vocabulary. */
export function vocabularyTokens(name: string): Tokens | undefined {
  if (name.startsWith(vocabularyPrefix)) return 'words'
  return name.startsWith(sklearnVocabularyPrefix) ? 'sklearn' : undefined
}

function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (cause) {
    throw new VocabularyError('The published words are not UTF-8 text.', { cause })
  }
}

function look(tokens: readonly string[], indices: ReadonlyMap<string, number>): number[] {
  const found: number[] = []
  for (const token of tokens) {
    const index = indices.get(token)
    if (index !== undefined) found.push(index)
  }
  return found
}

/** The first 2,048 of what was found, each once. @param present Zeros, one for each word; they are zeros again afterwards. */
function sampleOf(found: readonly number[], present: Uint8Array): Sample {
  const each: number[] = []
  for (const index of found) {
    if (present[index] !== 0) continue
    present[index] = 1
    if (each.push(index) === maxSampleLength) break
  }
  for (const index of each) present[index] = 0
  return toSample(each)
}

function indexWords(words: readonly string[]): Map<string, number> {
  if (words.length === 0) throw new VocabularyError('The vocabulary has no words.')
  if (words.length > maxFeatureCount) {
    throw new VocabularyError(
      `A vocabulary has at most ${maxFeatureCount} words; this one has ${words.length}.`,
      {
        metaMessages: ['Leave out the rarest words.'],
      },
    )
  }
  const indices = new Map<string, number>()
  for (const [i, word] of words.entries()) {
    if (typeof word !== 'string' || word === '' || word.includes('\n') || !isWellFormed(word)) {
      throw new VocabularyError(
        `Word ${i} of the vocabulary is empty or malformed: ${JSON.stringify(word)}.`,
        {
          metaMessages: ['Words are Unicode texts without line breaks.'],
        },
      )
    }
    const first = indices.get(word)
    if (first !== undefined) {
      throw new VocabularyError(`"${word}" stands twice in the vocabulary, as words ${first} and ${i}.`)
    }
    indices.set(word, i)
  }
  return indices
}

/** Whether no half of a surrogate pair stands alone: UTF-8 could not keep it. */
function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text)
}
