import {
  createHashingEncoder,
  createIndexEncoder,
  createSelectionEncoder,
  createVocabularyEncoder,
  EncoderUnknownError,
  encodeSelection,
  encodeVocabulary,
  resolveEncoder,
  VocabularyMismatchError,
  VocabularyMissingError,
} from '@cotrain/sdk/encoders'
import { describe, expect, it } from 'vitest'

const words = ['free', 'money', 'café']

describe('resolveEncoder', () => {
  it('finds each encoder by its own name', () => {
    const selection = [7, 300]
    for (const [encoder, published] of [
      [createVocabularyEncoder(words), encodeVocabulary(words)],
      [createHashingEncoder({ bits: 12 }), undefined],
      [createIndexEncoder(1000), undefined],
      [createSelectionEncoder(createHashingEncoder({ bits: 12 }), selection), encodeSelection(selection)],
    ] as const) {
      const resolved = resolveEncoder(encoder.name, published)
      expect(resolved.name).toBe(encoder.name)
      expect(resolved.featureCount).toBe(encoder.featureCount)
    }
  })

  it('encodes the same', () => {
    const resolved = resolveEncoder(createVocabularyEncoder(words).name, encodeVocabulary(words))
    expect([...resolved.encode('Free café')]).toEqual([0, 2])
  })

  it('refuses other words than those of the name', () => {
    const { name } = createVocabularyEncoder(words)
    expect(() => resolveEncoder(name, encodeVocabulary(['free', 'money']))).toThrow(VocabularyMismatchError)
    expect(() => resolveEncoder(name)).toThrow(VocabularyMissingError)
    expect(() => resolveEncoder(name, new Uint8Array())).toThrow(VocabularyMissingError)
  })

  it('refuses other outputs than those of the name', () => {
    const { name } = createSelectionEncoder(createIndexEncoder(10), [1, 2])
    expect(() => resolveEncoder(name, encodeSelection([1, 3]))).toThrow(VocabularyMismatchError)
    expect(() => resolveEncoder(name)).toThrow(VocabularyMissingError)
  })

  it.each([
    '',
    'MobileNetV2',
    'murmur3-v2:12',
    'murmur3-v1:',
    'murmur3-v1:012',
    'indices-v1:x',
    'selection-v1:0x00',
  ])('does not know "%s"', name => {
    expect(() => resolveEncoder(name)).toThrow(EncoderUnknownError)
  })
})
