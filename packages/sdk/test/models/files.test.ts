import { ModelFileError, parseModelFile } from '@cotrain/sdk/models'
import { describe, expect, it } from 'vitest'

const perceptron = {
  type: 'sparse perceptron',
  classifications: ['ham', 'spam'],
  weights: [1, -2, 0.5],
  intercept: -1,
}
const bayes = {
  type: 'naive bayes',
  classifications: ['a', 'b', 'c'],
  classCounts: [3, 2, 1],
  featureCounts: [[[0, 2]], [], [[4, 1]]],
  totalNumFeatures: 5,
}
const centroids = {
  type: 'nearest centroid classifier',
  centroids: { hot: { centroid: [0.6, 0.8], dataCount: 4 }, not: { centroid: [1, 0], dataCount: 2 } },
}

describe('perceptron files', () => {
  it('reads what they say', () => {
    expect(parseModelFile(perceptron)).toEqual({
      ...perceptron,
      weights: Float64Array.of(1, -2, 0.5),
      learningRate: 0.5,
    })
  })

  it.each([
    ['Perceptron', 'dense perceptron'],
    ['DENSE perceptron', 'dense perceptron'],
    ['Sparse Perceptron', 'sparse perceptron'],
  ])('reads the type %s', (type, expected) => {
    expect(parseModelFile(JSON.stringify({ ...perceptron, type })).type).toBe(expected)
  })

  it('reads older files: bias, null fields', () => {
    const { intercept, ...older } = perceptron
    const file = parseModelFile({ ...older, bias: 2, encoder: null, featureIndices: null })
    expect(file).toMatchObject({ intercept: 2 })
    expect(file).not.toHaveProperty('featureIndices')
  })

  it('puts sparse weights behind the first ones, as far as the encoder reaches', () => {
    const sparseWeights = { 4: 7, 3: -1 }
    expect(parseModelFile({ ...perceptron, sparseWeights })).toMatchObject({
      weights: Float64Array.of(1, -2, 0.5, -1, 7),
    })
    const { weights, ...withoutFirst } = perceptron
    expect(parseModelFile({ ...withoutFirst, sparseWeights, encoder: 'murmur3-v1:3' })).toMatchObject({
      weights: Float64Array.of(0, 0, 0, -1, 7, 0, 0, 0),
    })
    const vocabulary = ['a', 'b', 'c', 'd', 'e', 'f']
    expect(parseModelFile({ ...perceptron, sparseWeights, vocabulary })).toMatchObject({
      weights: Float64Array.of(1, -2, 0.5, -1, 7, 0),
    })
  })

  it.each([
    ['type', { type: 'perceptrons' }],
    ['type', { type: 'constructor' }],
    ['type', { type: undefined }],
    ['classifications', { classifications: ['one'] }],
    ['classifications', { classifications: ['one', 'two', 'three'] }],
    ['classifications[1]', { classifications: ['one', 'one'] }],
    ['classifications[0]', { classifications: ['', 'one'] }],
    ['classifications', { classifications: 'ham, spam' }],
    ['weights', { weights: [] }],
    ['weights', { weights: {} }],
    ['weights', { weights: Array(65_537).fill(0) }],
    ['weights[1]', { weights: [1, Number.NaN, 2] }],
    ['weights[0]', { weights: ['1'] }],
    ['weights[2]', { weights: [1, 2, null] }],
    ['sparseWeights["x"]', { sparseWeights: { x: 1 } }],
    ['sparseWeights["01"]', { sparseWeights: { '01': 1 } }],
    ['sparseWeights["65536"] index', { sparseWeights: { 65536: 1 } }],
    ['sparseWeights["2"]', { sparseWeights: { 2: 1 } }],
    ['sparseWeights["9"]', { sparseWeights: { 9: Number.POSITIVE_INFINITY } }],
    ['sparseWeights', { sparseWeights: [1] }],
    ['intercept', { intercept: undefined }],
    ['intercept', { intercept: Number.NaN }],
    ['bias', { intercept: undefined, bias: '0' }],
    ['learningRate', { learningRate: 0 }],
    ['learningRate', { learningRate: 'fast' }],
    ['featureIndices', { featureIndices: [1, 2] }],
    ['featureIndices[2]', { featureIndices: [5, 6, 5] }],
    ['featureIndices[0]', { featureIndices: [-1, 6, 5] }],
    ['featureIndices[1]', { featureIndices: [0, 3, 1], vocabulary: ['a', 'b', 'c'] }],
    ['vocabulary', { vocabulary: ['a', 'b'] }],
    ['vocabulary', { vocabulary: ['a', 'b', 'a'] }],
    ['vocabulary[0]', { vocabulary: [1, 'b', 'a'] }],
    ['encoder', { encoder: 'murmur3-v1:99' }],
    ['links["page"]', { links: { page: 1 } }],
    ['name', { name: 5 }],
  ])('names %s when it is wrong: %j', (path, change) => {
    expect(errorOf({ ...perceptron, ...change })).toMatchObject({ path })
  })

  it('says what to do', () => {
    const error = errorOf({ ...perceptron, weights: [1, Number.NaN] })
    expect(error.message).toBe(
      'Model file: weights[1] is null, not a number.\nWrite a finite number without quotes, like -0.25.',
    )
  })

  it.each(['', '[]', 'null', '{"weights": [NaN]}', '"text"'])('refuses %s', json => {
    expect(() => parseModelFile(json)).toThrow(ModelFileError)
  })
})

describe('naive Bayes files', () => {
  it('reads the counts', () => {
    expect(parseModelFile({ ...bayes, type: 'Naive Bayes' })).toEqual({
      ...bayes,
      featureCounts: [new Map([[0, 2]]), new Map(), new Map([[4, 1]])],
      smoothingFactor: 1,
    })
  })

  it.each([
    ['classCounts', { classCounts: [1] }],
    ['classCounts[0]', { classCounts: [-1, 1, 1] }],
    ['featureCounts', { featureCounts: [[]] }],
    ['featureCounts[0][0]', { featureCounts: [[[1]], [], []] }],
    ['featureCounts[0][0][0]', { featureCounts: [[[5, 1]], [], []] }],
    ['featureCounts[0][1][0]', { featureCounts: [[[1, 1], [1, 2]], [], []] }], // biome-ignore format: one case a line
    ['totalNumFeatures', { totalNumFeatures: undefined }],
    ['smoothingFactor', { smoothingFactor: 0 }],
    ['classifications[1]', { classifications: ['a', 'a', 'b'] }],
  ])('names %s when it is wrong', (path, change) => {
    expect(errorOf({ ...bayes, ...change })).toMatchObject({ path })
  })
})

describe('nearest centroid files', () => {
  it.each(['centroids', 'intents'])('reads %s', field => {
    expect(parseModelFile({ type: centroids.type, [field]: centroids.centroids })).toEqual({
      type: 'dense nearest centroid classifier',
      classifications: ['hot', 'not'],
      centroids: [
        { centroid: [0.6, 0.8], dataCount: 4 },
        { centroid: [1, 0], dataCount: 2 },
      ],
    })
  })

  it('reads sparse centroids, as lists or by index', () => {
    const file = parseModelFile({
      type: 'Sparse Nearest Centroid Classifier',
      centroids: { a: { centroid: { 3: 0.5 }, dataCount: 1 }, b: { centroid: [1, 0], dataCount: 1 } },
    })
    expect(file).toMatchObject({
      centroids: [{ centroid: new Map([[3, 0.5]]) }, { centroid: new Map([[0, 1], [1, 0]]) }], // biome-ignore format: short
    })
  })

  it.each([
    ['centroids', []],
    ['inputs', {}],
    [
      'centroids["b"].centroid',
      { a: { centroid: [1], dataCount: 1 }, b: { centroid: [1, 2], dataCount: 1 } },
    ],
    ['centroids["a"].centroid', { a: { centroid: [], dataCount: 1 }, b: { centroid: [1], dataCount: 1 } }],
    ['centroids["a"].dataCount', { a: { centroid: [1], dataCount: -1 }, b: { centroid: [1], dataCount: 1 } }],
  ])('names %s when it is wrong', (path, given) => {
    expect(errorOf({ ...centroids, centroids: given })).toMatchObject({ path })
  })
})

function errorOf(json: unknown): ModelFileError {
  try {
    parseModelFile(JSON.parse(JSON.stringify(json)))
  } catch (error) {
    if (error instanceof ModelFileError) return error
    throw error
  }
  throw new Error('the file was accepted')
}
