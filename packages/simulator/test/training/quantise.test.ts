import {
  denseEncoderOf,
  EvaluationError,
  type IntegerModel,
  ModelFileError,
  type MulticlassPerceptronFile,
  measure,
  type NaiveBayesFile,
  type NearestCentroidFile,
  parseModelFile,
  predictFloat,
  quantise,
  type SparseNearestCentroidFile,
  toModelFile,
  UnsupportedModelError,
  WeightsError,
} from '@cotrain/sdk/models'
import { describe, expect, it } from 'vitest'
import { trainAll } from './trained.ts'

const trained = trainAll()
const names = (count: number) => Array.from({ length: count }, (_, i) => `class ${i}`)

describe.each(Object.entries(trained))('%s', (type, { file, heldOut }) => {
  it('comes back from its integers with the same predictions', () => {
    const quantised = quantise(file, { data: heldOut })
    const { classifications, encoder, vocabulary, inputs } = file
    const about = JSON.parse(JSON.stringify({ classifications, encoder, vocabulary, inputs }))
    const back = toModelFile(
      quantised as IntegerModel,
      about,
      type.startsWith('dense') ? denseEncoderOf(file).encoder : undefined,
    )
    expect(back.type).toBe(type === 'dense logistic regression' ? 'dense perceptron' : type)
    const again = quantise(back, { data: heldOut })
    expect(again.options).toMatchObject({ featureCount: quantised.options.featureCount })
    const { accuracy } = measure(file, quantised, heldOut)
    expect(measure(back, again, heldOut).floatAccuracy).toBe(accuracy)
    expect(again.accuracyLoss).toBeLessThanOrEqual(0.001)
  })
})

describe('bits', () => {
  const { file } = trained['sparse multiclass perceptron']!
  const logistic = trained['sparse logistic regression']!

  it('are as few as lose nothing, or those that are asked for', () => {
    const even = {
      ...(file as MulticlassPerceptronFile),
      weights: names(10).map((_, i) => Float64Array.of(i, -i)),
    }
    expect(quantise(even).options).toMatchObject({ classCount: 10, weightBits: 8 })
    expect(quantise(file, { weightBits: 16 }).options).toMatchObject({ weightBits: 16 })
    expect(quantise(logistic.file, { weightBits: 11 }).options).toMatchObject({ weightBits: 11 })
    expect(quantise(logistic.file, { weightBits: 16 }).roundingError).toBeLessThan(0.001)
    expect(() => quantise(file, { weightBits: 12 })).toThrow(WeightsError)
    expect(() => quantise(logistic.file, { weightBits: 7 })).toThrow(WeightsError)
  })

  it('grow when the learning rate is small beside the weights', () => {
    const rate = (learningRate: number) =>
      quantise({ ...logistic.file, learningRate } as typeof logistic.file)
    const [coarse, fine] = [rate(1), rate(0.0004)] as { options: { weightBits: number } }[]
    expect(coarse!.options.weightBits).toBeLessThan(fine!.options.weightBits)
    expect(rate(1e-9).options).toMatchObject({ weightBits: 16, learningRate: 1 })
    const tiny = quantise({ ...(file as MulticlassPerceptronFile), learningRate: 1e-9 })
    expect(tiny.options).toMatchObject({ weightBits: 16, learningRate: 1 })
  })

  it("keep the file's unit where the scale is a power of two", () => {
    const { scale, options } = quantise(logistic.file)
    expect(scale).toBe(2 ** (options as { scaleBits: number }).scaleBits)
  })
})

describe('counts', () => {
  const bayes = (counts: number[], samples: number[], smoothingFactor = 1): NaiveBayesFile => ({
    type: 'naive bayes',
    classifications: names(samples.length),
    classCounts: samples,
    featureCounts: samples.map(
      (_, label) =>
        new Map([
          [0, counts[label]!],
          [1, 1],
        ]),
    ),
    totalNumFeatures: 2,
    smoothingFactor,
  })

  it('go up as they are', () => {
    const quantised = quantise(bayes([3, 5], [4, 6], 0.5))
    expect(quantised).toMatchObject({
      options: {
        featureCount: 2,
        uploadedClasses: 2,
        maxClasses: 2,
        openClasses: false,
        countBits: 4,
        classesPerWord: 2,
      },
      smoothing: 128,
      scale: 1,
      roundingError: 0,
    })
    const head = (128n << 224n) | (4n << 192n) | (6n << 160n)
    const counts = (3n << 240n) | (5n << 224n) | (1n << 208n) | (1n << 192n)
    expect(quantised.words).toEqual([head, counts])
  })

  it('too large for the contract are divided, the smoothing as well', () => {
    const file = bayes([131_070, 10], [200_000, 200_000])
    expect(quantise(file)).toMatchObject({ scale: 0.5, smoothing: 128 })
    const quantised = quantise(bayes([10, 10], [2 ** 23, 2 ** 22]))
    expect(quantised.scale).toBeCloseTo(0.5, 6)
  })

  it('leave room for classes that are added later', () => {
    const options = (maxClasses: number) =>
      quantise(bayes([1, 2], [1, 2]), { maxClasses, openClasses: true }).options
    expect(options(4)).toMatchObject({ maxClasses: 4, openClasses: true, classesPerWord: 2 })
    expect(options(9)).toMatchObject({ classesPerWord: 4 })
    expect(options(64)).toMatchObject({ classesPerWord: 16 })
    expect(() => options(65)).toThrow(UnsupportedModelError)
  })

  it('of means with other samples than the file says: more samples', () => {
    const centroids = (x: number, dataCount: number): SparseNearestCentroidFile => ({
      type: 'sparse nearest centroid classifier',
      classifications: names(2),
      centroids: [
        { centroid: new Map([[0, x]]), dataCount },
        { centroid: new Map([[1, 1]]), dataCount: 1 },
      ],
    })
    expect(quantise(centroids(0.5, 4))).toMatchObject({ scale: 1, roundingError: 0 })
    const { scale, roundingError } = quantise(centroids(0.3, 1))
    expect(scale).toBeGreaterThan(1)
    expect(roundingError).toBeLessThanOrEqual(1 / 64)
    expect(quantise(centroids(1, 200_000)).scale).toBe(0.25)
    expect(() => quantise(centroids(1.5, 4))).toThrow('centroids["class 0"].centroid["0"] is 1.5')
  })

  it('and smoothing that the contract cannot hold are refused', () => {
    expect(() => quantise(bayes([1, 2], [1, 2], 0.0001))).toThrow(UnsupportedModelError)
    expect(() => quantise({ ...bayes([1, 2], [1, 2]), totalNumFeatures: 65_537 })).toThrow(
      UnsupportedModelError,
    )
    const many = { ...bayes(Array(17).fill(1), Array(17).fill(1)), totalNumFeatures: 65_536 }
    expect(() => quantise(many)).toThrow('it has 17 classes of 65536 features')
  })
})

describe('models over numbers', () => {
  it('must be inside the samples', () => {
    const file: NearestCentroidFile = {
      type: 'dense nearest centroid classifier',
      classifications: names(2),
      centroids: [
        { centroid: [39, 181], dataCount: 2 },
        { centroid: [45, 210], dataCount: 2 },
      ],
    }
    expect(() => quantise(file)).toThrow(ModelFileError)
    const inputs = [
      { name: 'x', min: 30, max: 60 },
      { name: 'y', min: 170, max: 230 },
    ]
    const quantised = quantise({ ...file, inputs })
    expect(quantised.predict(denseEncoderOf({ ...file, inputs }).encoder.encode('44 200'))).toBe(1)
    expect(() => quantise({ ...file, inputs }, { maxClasses: 65 })).toThrow(UnsupportedModelError)
  })

  it('have as many classes and features as the contract holds', () => {
    const file: MulticlassPerceptronFile = {
      type: 'dense multiclass perceptron',
      classifications: names(65),
      weights: names(65).map(() => Float64Array.of(1)),
      intercepts: new Float64Array(65),
      learningRate: 1,
    }
    expect(() => quantise(file)).toThrow(UnsupportedModelError)
    expect(() => quantise({ ...file, type: 'sparse multiclass perceptron' })).toThrow(UnsupportedModelError)
    const weights = Array(1025).fill(1)
    const wide = parseModelFile({ type: 'perceptron', classifications: ['a', 'b'], weights, intercept: 0 })
    expect(() => quantise(wide)).toThrow('1 to 1024 features')
  })

  it('have rates that are whole units, and weights up to the largest integer', () => {
    const weights = [4, -2]
    const json = { type: 'perceptron', classifications: ['a', 'b'], weights, intercept: 1 }
    const file = parseModelFile({ ...json, learningRate: 0.25 })
    expect(quantise(file)).toMatchObject({ options: { featureCount: 2, learningRate: 2047 }, scale: 8188 })
    expect(quantise(file).predict(Int16Array.of(-8192, 0))).toBe(0)
    expect(quantise(file).predict(Int16Array.of(-8191, 0))).toBe(1)
    expect(quantise(parseModelFile({ ...json, learningRate: 1e-6 }))).toMatchObject({
      options: { learningRate: 1 },
      scale: 8191.75,
    })
  })
})

describe('measure', () => {
  const { file, heldOut } = trained['naive bayes']!
  const quantised = quantise(file)
  it('says which sample does not suit the model', () => {
    expect(() => measure(file, quantised, [])).toThrow(EvaluationError)
    expect(() => measure(file, quantised, [{ label: 2, sample: [] }])).toThrow('Sample 0 has the label 2')
    expect(() => measure(file, quantised, [{ label: 1, sample: [65_000] }])).toThrow('has feature 65000')
  })

  it('sees some outputs of the encoder only, if the file says so', () => {
    const some = parseModelFile({
      type: 'sparse logistic regression',
      classifications: ['a', 'b'],
      weights: [1, -1],
      intercept: 0,
      featureIndices: [7, 3],
    })
    const data = [
      { label: 1, sample: [0, 7] },
      { label: 0, sample: [3, 900] },
    ]
    expect(measure(some, quantise(some, { data }), data)).toMatchObject({ accuracy: 1, floatAccuracy: 1 })
  })

  it('tells what integers and floats get right', () => {
    const right = heldOut.filter(({ label, sample }) => predictFloat(file, sample) === label).length
    expect(measure(file, quantised, heldOut).floatAccuracy).toBe(right / heldOut.length)
  })
})

it.each([
  [{ vocabulary: ['a', 'b'] }, 'sparse perceptron'],
  [{ encoder: 'IMDB vocab' }, 'sparse perceptron'],
  [{ encoder: 'murmur3-v1:1' }, 'sparse perceptron'],
  [{ encoder: 'universal sentence encoder' }, 'dense perceptron'],
  [{}, 'dense perceptron'],
])('a perceptron with %o is a %s', (fields, type) => {
  const json = { type: 'perceptron', classifications: ['a', 'b'], weights: [1, 2], intercept: 0, ...fields }
  expect(parseModelFile(json).type).toBe(type)
})
