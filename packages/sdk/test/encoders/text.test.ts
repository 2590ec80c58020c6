import {
  createHashingEncoder,
  createVocabularyEncoder,
  decodeVocabulary,
  EncoderOptionsError,
  encodeVocabulary,
  hashToken,
  tokenize,
  VocabularyError,
} from '@cotrain/sdk/encoders'
import fc from 'fast-check'
import murmurhash from 'murmurhash'
import { keccak256, stringToBytes } from 'viem'
import { describe, expect, it } from 'vitest'

describe('tokenize', () => {
  it.each([
    ['Hello, WORLD!', ['hello', 'world']],
    ["Don’t 'quote' rock'n'roll", ["don't", 'quote', "rock'n'roll"]],
    ['CAFÉ café cafe\u0301', ['café', 'café', 'café']],
    ['ＦＲＥＥ ﬁne', ['free', 'fine']],
    ['$100 off: 50%', ['100', 'off', '50']],
    ['Привет, мир', ['привет', 'мир']],
    ['नमस्ते दुनिया', ['नमस्ते', 'दुनिया']],
    ['😀 … \ud800', []],
  ])('%s', (text, words) => {
    expect(tokenize(text)).toEqual(words)
  })

  it('finds the same words in its own output', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        const words = tokenize(text)
        expect(tokenize(words.join(' '))).toEqual(words)
      }),
    )
  })

  it('finds the same words in ASCII as in what has other characters as well', () => {
    const plain = fc.string({ unit: fc.constantFrom(...'aZ09\'" -_.\n\u0000\u007f') })
    fc.assert(
      fc.property(plain, text => {
        expect(tokenize(text)).toEqual(tokenize(`${text} 、`))
      }),
    )
  })
})

describe('vocabulary encoder', () => {
  const encoder = createVocabularyEncoder(['the', 'free', "don't", 'café'])

  it('encodes the words that it knows', () => {
    expect([...encoder.encode('Don’t miss the FREE, free café!')]).toEqual([0, 1, 2, 3])
    expect([...encoder.encode('nothing known')]).toEqual([])
    expect(encoder.describe(3)).toBe('café')
    expect(encoder.describe(4)).toBeUndefined()
  })

  it('is named after the hash of its words', () => {
    expect(encoder.name).toBe(`vocabulary-v1:${keccak256(stringToBytes("the\nfree\ndon't\ncafé"))}`)
  })

  it('takes the first 2,048 different words of a long text', () => {
    const words = Array.from({ length: 3000 }, (_, i) => `w${i}`)
    const sample = createVocabularyEncoder(words).encode(words.toReversed().join(' '))
    expect(sample.length).toBe(2048)
    expect(sample[0]).toBe(3000 - 2048)
  })

  it('comes back from its published bytes', () => {
    const word = fc.string({ unit: 'grapheme', minLength: 1 }).filter(text => !text.includes('\n'))
    fc.assert(
      fc.property(fc.uniqueArray(word, { minLength: 1 }), words => {
        expect(decodeVocabulary(encodeVocabulary(words))).toEqual(words)
      }),
    )
  })

  it.each([
    ['no words', []],
    ['an empty word', ['a', '']],
    ['a line break', ['a\nb']],
    ['a word twice', ['a', 'b', 'a']],
    ['half a surrogate pair', ['\ud800']],
    ['too many words', Array.from({ length: 65_537 }, (_, i) => `w${i}`)],
  ])('refuses %s', (_, words) => {
    expect(() => createVocabularyEncoder(words)).toThrow(VocabularyError)
  })

  it('refuses bytes that are not UTF-8', () => {
    expect(() => decodeVocabulary(Uint8Array.of(0xff))).toThrow('not UTF-8')
  })
})

describe('words in ASCII', () => {
  const words = ['a', 'z9', "a'z", "a'z'9", '0', 'aaaa', 'éa', 'z', 'A', '9z9']
  const encoder = createVocabularyEncoder(words)

  it('are found as those of other texts are', () => {
    const plain = fc.string({ unit: fc.constantFrom(..."aaAzZ099''\" \n\u0000"), maxLength: 40 })
    fc.assert(
      fc.property(plain, text => {
        const found = tokenize(text).flatMap(word => (words.includes(word) ? words.indexOf(word) : []))
        expect([...encoder.encode(text)]).toEqual([...new Set(found)].sort((x, y) => x - y))
        expect(encoder.encode(`${text} 、`)).toEqual(encoder.encode(text))
      }),
      { numRuns: 1000 },
    )
  })

  it('are the first 2,048 different ones', () => {
    const many = createVocabularyEncoder(Array.from({ length: 3000 }, (_, i) => `w${i}`))
    const text = Array.from({ length: 3000 }, (_, i) => `w${2999 - i} w${2999 - i}`).join(' ')
    const expected = Array.from({ length: 2048 }, (_, i) => 952 + i)
    expect([...many.encode(text)]).toEqual(expected)
    expect([...many.encode(`${text}、`)]).toEqual(expected)
  })
})

describe('hashing encoder', () => {
  it.each([
    ['hey', 318_325_784],
    ['blockchain', 3_905_957_473],
    ['café', 605_818_632],
  ])('hashes %s as MurmurHash3 x86_32', (word, hash) => {
    expect(hashToken(word)).toBe(hash)
    expect([...createHashingEncoder({ bits: 12 }).encode(word)]).toEqual([hash % 4096])
  })

  it('hashes words of any length and any characters alike', () => {
    const words = fc.string({ unit: 'binary', maxLength: 300 })
    fc.assert(
      fc.property(words, word => {
        expect(hashToken(word)).toBe(murmurhash.v3(stringToBytes(word), 0))
      }),
    )
    expect(hashToken('é'.repeat(64))).toBe(murmurhash.v3(stringToBytes('é'.repeat(64)), 0))
    expect(hashToken('é'.repeat(65))).toBe(murmurhash.v3(stringToBytes('é'.repeat(65)), 0))
  })

  it('keeps below its number of features', () => {
    const encoder = createHashingEncoder({ bits: 5 })
    fc.assert(fc.property(fc.string(), text => encoder.encode(text).every(index => index < 32)))
    expect(encoder.name).toBe('murmur3-v1:5')
  })

  it.each([0, 17, 1.5, Number.NaN])('refuses %s bits', bits => {
    expect(() => createHashingEncoder({ bits })).toThrow(EncoderOptionsError)
  })
})
