import fc from 'fast-check'
import { expect, test } from 'vitest'
import { describeSamples, numbersOf, sampleReader } from '../../src/dataset/samples.ts'
import {
  createHashingEncoder,
  createIndexEncoder,
  createNumbersEncoder,
  createVectorEncoder,
  createVocabularyEncoder,
  packSample,
  toSample,
} from '../../src/encoders/index.ts'

/** Ranges of all sizes, and where in them a number lies. */
const input = fc.record({
  min: fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  exponent: fc.integer({ min: -6, max: 6 }),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
})

test('the numbers of a sample are encoded to the same sample again', () => {
  fc.assert(
    fc.property(fc.array(input, { minLength: 1, maxLength: 8 }), inputs => {
      const ranges = inputs.map(({ min, exponent }, i) => ({ name: `n${i}`, min, max: min + 10 ** exponent }))
      const encoder = createNumbersEncoder(ranges)
      const sample = encoder.encode(ranges.map(({ min, max }, i) => min + inputs[i]!.at * (max - min)))
      expect(encoder.encode(numbersOf(encoder, sample))).toEqual(sample)
    }),
  )
  const vector = createVectorEncoder(3)
  const sample = vector.encode([0.5, -0.25, 0.001])
  expect(numbersOf(vector, sample)).toEqual([0.5, -0.25, 0.001])
})

test('samples tell words of a vocabulary only, without what changes how text is shown', () => {
  const readerOf = (encoder: ReturnType<typeof createHashingEncoder>) => {
    const samples = describeSamples('sparse', encoder.featureCount, encoder, undefined)
    return { tells: samples.tells, read: sampleReader(samples, encoder) }
  }
  const packed = packSample(toSample([0, 2]))
  const words = readerOf(createVocabularyEncoder(['good', 'bad', '\u202efine\u001b[1m']))
  expect(words.tells).toBe('words')
  expect(words.read(packed).words).toEqual(['good', 'fine[1m'])
  for (const encoder of [createHashingEncoder({ bits: 8 }), createIndexEncoder(8)]) {
    const { tells, read } = readerOf(encoder)
    expect([tells, read(packed)]).toEqual(['indices', { words: null, numbers: null }])
  }
})
