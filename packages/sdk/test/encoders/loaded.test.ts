import { describe, expect, test } from 'vitest'
import {
  checkPublished,
  createLoadedEncoder,
  isDenseEncoder,
  isLoadableEncoder,
  type LoadedEncoder,
  resolveDenseEncoder,
  resolveEncoder,
  unloadedEncoder,
} from '../../src/encoders/index.ts'
import { denseEncoderOf, parseModelFile, quantise, writeModelFile } from '../../src/models/index.ts'

const name = 'static-words-100-v1'

/** Says how long a text is, as the first of a hundred numbers. */
const lengths: LoadedEncoder = {
  name,
  featureCount: 100,
  input: 'text',
  encode: text => Int16Array.from({ length: 100 }, (_, i) => (i === 0 ? text.length : 0)),
}

describe('encoders that have to be loaded', () => {
  test('are known to make numbers, and by the package that has them', () => {
    expect(isLoadableEncoder(name)).toBe(true)
    expect(isDenseEncoder(name)).toBe(true)
    expect(isDenseEncoder('static-words-100-v2')).toBe(false)
    expect(() => resolveEncoder('static-words-100-v2')).toThrow(/is not known[\s\S]*static-words-100-v1/)
    for (const resolve of [resolveDenseEncoder, resolveEncoder, checkPublished]) {
      expect(() => resolve(name, Uint8Array.of(1))).toThrow(
        /is not loaded\.\n.*npm install @cotrain\/encoders/,
      )
    }
  })

  test('take what they take, or the numbers of a sample', () => {
    const encoder = createLoadedEncoder(lengths)
    expect(encoder.encode('four')[0]).toBe(4)
    expect(encoder.clipped('four')).toEqual([])
    const numbers = Array.from({ length: 100 }, (_, i) => (i === 7 ? -0.5 : 0))
    expect(encoder.encode(numbers)[7]).toBe(-(2 ** 14))
    expect(() => encoder.encode([1, 2])).toThrow('The model takes 100 numbers; these are 2.')
    const pictures = createLoadedEncoder({ ...lengths, input: 'picture', encode: () => new Int16Array(100) })
    expect(() => pictures.encode('four')).toThrow('The model takes pictures, not texts.')
  })

  test('stand in model files by their names', () => {
    const file = {
      type: 'dense perceptron',
      classifications: ['short', 'long'],
      encoder: name,
      weights: Array.from({ length: 100 }, (_, i) => (i === 0 ? 1 : 0)),
      intercept: -0.001,
      learningRate: 0.5,
    }
    const parsed = parseModelFile(JSON.stringify(file))
    expect(denseEncoderOf(parsed).encoder).toMatchObject({ name, featureCount: 100 })
    const model = quantise(parsed)
    expect(model.classifier).toBe('dense-perceptron')
    expect(JSON.parse(writeModelFile(parsed))).toMatchObject({ encoder: name })
    const other = parseModelFile(JSON.stringify({ ...file, weights: [1, 2] }))
    expect(() => denseEncoderOf(other)).toThrow('with 100 features, but the model uses 2')
    expect(unloadedEncoder('vector-v1:100')).toBeUndefined()
  })
})
