import {
  encoderOf,
  ModelFileError,
  measure,
  parseModelFile,
  quantise,
  UnsupportedModelError,
  writeModelFile,
  writeOnnx,
  writeSklearn,
} from '@cotrain/sdk/models'
import { describe, expect, it } from 'vitest'

const vocabulary = ['bad', 'good', 'fine']
const inputs = [
  { name: 'Width', min: 0, max: 10 },
  { name: 'Weight', min: 0, max: 4 },
]

const noCounts = { classifications: [], classCounts: [], featureCounts: [] }
const none = {
  'naive bayes': { type: 'naive bayes', vocabulary, totalNumFeatures: 3, ...noCounts },
  'sparse centroids': { type: 'sparse nearest centroid classifier', vocabulary, centroids: {} },
  'hashed centroids': { type: 'sparse nearest centroid classifier', encoder: 'murmur3-v1:6', centroids: {} },
  'dense centroids': { type: 'dense nearest centroid classifier', inputs, centroids: {} },
  vectors: { type: 'dense nearest centroid classifier', encoder: 'vector-v1:5', centroids: {} },
}

const one = {
  'naive bayes': {
    ...none['naive bayes'],
    classifications: ['yes'],
    classCounts: [4],
    featureCounts: [[[1, 4]]],
  },
  'sparse centroids': {
    ...none['sparse centroids'],
    centroids: { yes: { centroid: { 1: 1 }, dataCount: 4 } },
  },
  'dense centroids': {
    ...none['dense centroids'],
    centroids: { yes: { centroid: [5, 2], dataCount: 4 } },
  },
}

describe('a model that begins without classes', () => {
  it.each(Object.entries(none))(
    '%s: has its features, and room for two classes or as many as wanted',
    (_, json) => {
      const file = parseModelFile(json)
      expect(parseModelFile(writeModelFile(file))).toEqual(file)
      expect(file.classifications).toEqual([])
      const { options } = quantise(file)
      expect(options).toMatchObject({ maxClasses: 2, openClasses: false })
      expect(quantise(file, { maxClasses: 9, openClasses: true }).options).toMatchObject({
        maxClasses: 9,
        openClasses: true,
      })
      const features = { 'hashed centroids': 64, 'dense centroids': 2, vectors: 5 }[_] ?? 3
      expect(options).toMatchObject({ featureCount: features })
    },
  )

  it('says how many features it has', () => {
    const sparse = { type: 'sparse nearest centroid classifier', centroids: {} }
    expect(() => parseModelFile(sparse)).toThrow(ModelFileError)
    expect(() => parseModelFile(sparse)).toThrow('Model file: vocabulary is missing')
    expect(() => parseModelFile({ ...sparse, type: 'dense nearest centroid classifier' })).toThrow(
      'Model file: inputs is missing',
    )
  })

  it('is nothing that other formats know', () => {
    const file = parseModelFile(none['naive bayes'])
    for (const write of [writeSklearn, writeOnnx]) {
      expect(() => write(file)).toThrow(UnsupportedModelError)
      expect(() => write(file)).toThrow('needs two classes, and it has 0')
    }
  })
})

describe('a model that begins with one class', () => {
  it.each(Object.entries(one))('%s: gives it to every sample', (_, json) => {
    const file = parseModelFile(json)
    const sample = file.type.startsWith('dense') ? [1, 1] : [0]
    expect(measure(file, quantise(file), [{ label: 0, sample }])).toMatchObject({
      accuracy: 1,
      floatAccuracy: 1,
    })
    expect(quantise(file).options).toMatchObject({ maxClasses: 2 })
  })
})

it('perceptrons need their classes from the beginning', () => {
  const json = { type: 'sparse perceptron', classifications: [], weights: [1], intercept: 0 }
  expect(() => parseModelFile(json)).toThrow('classifications has 0 names')
  expect(encoderOf(parseModelFile(none['hashed centroids'])).encoder.name).toBe('murmur3-v1:6')
})
