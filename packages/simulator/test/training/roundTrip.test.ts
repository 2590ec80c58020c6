import {
  denseEncoderOf,
  encoderOf,
  isSparse,
  ModelFileError,
  parseModel,
  predictFloat,
  UnsupportedModelError,
  writeModelFile,
  writeOnnx,
  writeSklearn,
} from '@cotrain/sdk/models'
import { describe, expect, it } from 'vitest'
import { trainAll } from './trained.ts'

const trained = trainAll()
const models = Object.entries(trained)
const utf8 = (text: string) => new TextEncoder().encode(text)

describe.each(models)('%s', (type, { file, heldOut }) => {
  const named = { ...file, name: 'A model', description: 'Says this or that.' }

  it('comes back from our JSON as it was', () => {
    expect(parseModel(utf8(writeModelFile(named)))).toEqual(named)
  })

  it('comes back from the JSON of scikit-learn as it was', () => {
    expect(parseModel(utf8(writeSklearn(named)))).toEqual(named)
  })

  it('comes back from ONNX with the same predictions and names', () => {
    const back = parseModel(writeOnnx(named))
    const { name, description, encoder, vocabulary, inputs, classifications } = named
    expect(back).toMatchObject(
      Object.fromEntries(
        Object.entries({ name, description, encoder, vocabulary, inputs, classifications }).filter(
          ([, value]) => value !== undefined,
        ),
      ),
    )
    expect(isSparse(back)).toBe(isSparse(file))
    if (/perceptron|logistic/.test(type)) expect(back.type).toBe(type)
    const same = heldOut.filter(({ sample }) => predictFloat(back, sample) === predictFloat(file, sample))
    expect(same.length).toBe(heldOut.length)
  })

  it('has an encoder', () => {
    if (isSparse(file))
      expect(encoderOf(file).encoder.name).toMatch(/^(vocabulary-sklearn-v1:0x|indices-v1:784)/)
    else expect(denseEncoderOf(file).encoder.name).toMatch(/^numbers-v1:0x/)
  })
})

describe('classes that are numbers', () => {
  const centroids = { 10: { centroid: [1, 0], dataCount: 1 }, 9: { centroid: [0, 1], dataCount: 2 } }
  const file = { type: 'nearest centroid classifier', classifications: ['10', '9'], centroids }

  it('keep the order that classifications has', () => {
    const model = parseModel(utf8(JSON.stringify(file)))
    expect(model.classifications).toEqual(['10', '9'])
    expect(predictFloat(model, [1, 0])).toBe(0)
    expect(parseModel(utf8(writeModelFile(model)))).toEqual(model)
  })

  it('must all have a centroid', () => {
    const read = () => parseModel(utf8(JSON.stringify({ ...file, classifications: ['10', '8'] })))
    expect(read).toThrow('Model file: classifications[1] is "8", which has no centroid.')
  })
})

it('models of some features of an encoder stay in our own JSON', () => {
  const { file } = trained['sparse perceptron']!
  const some = { ...file, featureIndices: [1] } as typeof file
  expect(() => writeOnnx(some)).toThrow(UnsupportedModelError)
  expect(() => writeSklearn(some)).toThrow(UnsupportedModelError)
})

it.each([
  ['nothing', new Uint8Array(), 'is empty'],
  ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10), 'is neither JSON nor ONNX'],
  ['cut JSON', utf8('{"type": '), 'is not JSON'],
  ['another format', utf8('{"format": "pmml"}'), 'format is "pmml"'],
])('refuses %s', (_, content, problem) => {
  expect(() => parseModel(content)).toThrow(ModelFileError)
  expect(() => parseModel(content)).toThrow(problem)
})

it('takes fields that stand beside the file', () => {
  const { file } = trained['sparse perceptron']!
  expect(parseModel(utf8(writeModelFile(file)), { name: 'Other' })).toMatchObject({ name: 'Other' })
})
