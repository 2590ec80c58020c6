import { createVocabularyEncoder, type LabelledSample, resolveEncoder } from '@cotrain/sdk/encoders'
import {
  EvaluationError,
  encoderOf,
  FeatureFileError,
  ModelFileError,
  measure,
  type PerceptronFile,
  parseFeatureFile,
  parseModelFile,
  quantise,
} from '@cotrain/sdk/models'
import { describe, expect, it } from 'vitest'

const model = (more: object = {}) =>
  parseModelFile({
    type: 'sparse perceptron',
    classifications: ['a', 'b'],
    weights: [3, -2, 1],
    intercept: -1,
    ...more,
  }) as PerceptronFile

describe('parseFeatureFile', () => {
  it('reads a sample a line', () => {
    expect(parseFeatureFile('# label features\n1 0 2\r\n\n0 5 3 3\n1\n')).toEqual([
      { label: 1, sample: Uint16Array.of(0, 2) },
      { label: 0, sample: Uint16Array.of(3, 5) },
      { label: 1, sample: Uint16Array.of() },
    ])
  })

  it.each([
    ['x 1', 'has the label "x"'],
    ['-1 1', 'has the label "-1"'],
    ['256 1', 'has the label "256"'],
    ['1 2.5', 'has the index "2.5"'],
    ['1 65536', 'has the index "65536"'],
    ['1,0.5,0.25', 'has commas'],
  ])('names the line of %s', (line, problem) => {
    const read = () => parseFeatureFile(`0 1\n\n${line}\n`)
    expect(read).toThrow(FeatureFileError)
    expect(read).toThrow(`Line 3 of the feature file ${problem}`)
  })
})

describe('measure', () => {
  const evaluate = (file: PerceptronFile, data: LabelledSample[]) => measure(file, quantise(file), data)

  it('counts what integers and floats get right', () => {
    const data = parseFeatureFile('1 0\n0 1\n1 1 2\n0 2\n')
    // Scores 2, -3, -2 and 0: the third is wrong.
    expect(evaluate(model(), data)).toEqual({ samples: 4, accuracy: 0.75, floatAccuracy: 0.75 })
  })

  it('sees the chosen outputs of the encoder only', () => {
    const data = parseFeatureFile('1 40 99\n0 7\n0 0 1 2\n')
    expect(evaluate(model({ featureIndices: [40, 7, 0] }), data)).toMatchObject({
      accuracy: 1,
      floatAccuracy: 1,
    })
  })

  it('refuses samples that do not suit', () => {
    expect(() => evaluate(model(), [])).toThrow(EvaluationError)
    expect(() => evaluate(model(), parseFeatureFile('0 1\n1 3'))).toThrow('Sample 1 has feature 3')
    expect(() => evaluate(model(), parseFeatureFile('2 1'))).toThrow('Sample 0 has the label 2')
  })
})

describe('encoderOf', () => {
  const vocabulary = ['free', 'linux', 'money']

  it('takes the vocabulary, whatever older files call it', () => {
    const { encoder, published } = encoderOf(model({ vocabulary, encoder: 'IMDB vocab' }))
    expect(encoder.name).toBe(createVocabularyEncoder(vocabulary).name)
    expect([...resolveEncoder(encoder.name, published).encode('free money')]).toEqual([0, 2])
  })

  it('chooses words by featureIndices', () => {
    const words = ['zero', ...vocabulary, 'four']
    const { encoder } = encoderOf(model({ vocabulary: words, featureIndices: [3, 1, 4] }))
    expect([0, 1, 2].map(index => encoder.describe(index))).toEqual(['money', 'free', 'four'])
  })

  it('chooses outputs of other encoders by featureIndices', () => {
    const { encoder, published } = encoderOf(model({ encoder: 'none', featureIndices: [40, 7, 0] }))
    expect([...resolveEncoder(encoder.name, published).encode('0 1 7')]).toEqual([1, 2])
  })

  it('takes indices when no client could run the encoder', () => {
    expect(encoderOf(model()).encoder.name).toBe('indices-v1:3')
    expect(encoderOf(model({ encoder: 'none' })).encoder.name).toBe('indices-v1:3')
    const hashed = model({ encoder: 'murmur3-v1:2', weights: [1, 2, 3, 4] })
    expect(encoderOf(hashed).encoder.name).toBe('murmur3-v1:2')
  })

  it('refuses encoders and words that do not match', () => {
    const { name } = createVocabularyEncoder(['other', 'words', 'here'])
    for (const more of [{ encoder: name, vocabulary }, { encoder: name }, { encoder: 'murmur3-v1:4' }]) {
      expect(() => encoderOf(model(more))).toThrow(ModelFileError)
    }
  })
})
