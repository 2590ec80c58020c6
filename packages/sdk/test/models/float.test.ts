import { floatProbabilities, floatScores, type ModelFile, predictFloat } from '@cotrain/sdk/models'
import { describe, expect, it } from 'vitest'

describe('float predictors', () => {
  const bayes: ModelFile = {
    type: 'naive bayes',
    classifications: ['China', 'other', 'empty'],
    classCounts: [3, 1, 0],
    featureCounts: [
      new Map([
        [0, 5],
        [1, 1],
        [2, 1],
        [3, 1],
      ]),
      new Map([
        [0, 1],
        [4, 1],
        [5, 1],
      ]),
      new Map(),
    ],
    totalNumFeatures: 6,
    smoothingFactor: 1,
  }

  it('naive Bayes follows the example of the textbook', () => {
    // Manning, Raghavan & Schütze, example 13.1: Chinese Chinese Chinese Tokyo Japan.
    const scores = floatScores(bayes, [0, 0, 0, 4, 5])
    expect(Math.exp(scores[0]!)).toBeCloseTo(0.0003, 4)
    expect(Math.exp(scores[1]!)).toBeCloseTo(0.0001, 4)
    expect(scores[2]).toBe(Number.NEGATIVE_INFINITY)
    expect(predictFloat(bayes, [0, 0, 0, 4, 5])).toBe(0)
    expect(floatProbabilities(bayes, [0, 0, 0, 4, 5])![0]).toBeCloseTo(0.69, 2)
    expect(floatProbabilities(bayes, [0, 0, 0, 4, 5])![2]).toBe(0)
  })

  it('logistic regression gives the logistic function of the score', () => {
    const model: ModelFile = {
      type: 'sparse logistic regression',
      classifications: ['a', 'b'],
      weights: Float64Array.of(2, -3),
      intercept: 1,
      learningRate: 1,
    }
    expect(floatProbabilities(model, [0])![1]).toBeCloseTo(1 / (1 + Math.exp(-3)), 12)
    expect(predictFloat(model, [1])).toBe(0)
    expect(floatProbabilities({ ...model, type: 'sparse perceptron' }, [0])).toBeUndefined()
  })

  it('ties go to the first class; class 1 of two needs a score above 0', () => {
    const weights = [Float64Array.of(1, 0), Float64Array.of(1, 1), Float64Array.of(1, 1)]
    const multiclass: ModelFile = {
      type: 'dense multiclass perceptron',
      classifications: ['a', 'b', 'c'],
      weights,
      intercepts: new Float64Array(3),
      learningRate: 1,
    }
    expect(predictFloat(multiclass, [1, 0])).toBe(0)
    expect(predictFloat(multiclass, [0, 2])).toBe(1)
  })

  it('centroids weigh differences by the factors of their inputs', () => {
    const file: ModelFile = {
      type: 'dense nearest centroid classifier',
      classifications: ['a', 'b', 'none'],
      centroids: [
        { centroid: [0, 0], dataCount: 2 },
        { centroid: [10, 1], dataCount: 2 },
        { centroid: [4, 1], dataCount: 0 },
      ],
    }
    expect(predictFloat(file, [4, 1])).toBe(0)
    const inputs = [
      { name: 'x', min: 0, max: 10, factor: 0.1 },
      { name: 'y', min: 0, max: 1, factor: 1 },
    ]
    expect(predictFloat({ ...file, inputs }, [4, 1])).toBe(1)
    expect(floatScores({ ...file, inputs }, [4, 1])[1]).toBeCloseTo(-0.36, 12)
  })
})
