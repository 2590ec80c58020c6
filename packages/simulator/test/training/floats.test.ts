import { predictFloat } from '@cotrain/sdk/models'
import { normalised, readDigits, readQuestions } from '@cotrain/simulator/data/sets'
import { trainNearestCentroid } from '@cotrain/simulator/training'
import { describe, expect, it } from 'vitest'
import { type Trained, trainAll } from './trained.ts'

function accuracy({ file, heldOut }: Trained): number {
  return heldOut.filter(({ label, sample }) => predictFloat(file, sample) === label).length / heldOut.length
}

describe('models trained on data of npm packages', () => {
  const trained = trainAll()
  it.each([
    ['sparse perceptron', 0.7],
    ['sparse logistic regression', 0.7],
    ['naive bayes', 0.75],
    ['sparse nearest centroid classifier', 0.7],
    ['sparse multiclass perceptron', 0.8],
    ['dense multiclass perceptron', 0.95],
    ['dense perceptron', 1],
    ['dense logistic regression', 1],
    ['dense nearest centroid classifier', 0.85],
  ])('%s is right on at least %d of what it has not seen', (type, least) => {
    expect(trained[type]!.file.type).toBe(type)
    expect(accuracy(trained[type]!)).toBeGreaterThanOrEqual(least)
  })

  it('tells ten digits apart by vectors', () => {
    const { classes, train, heldOut } = readDigits(1, 100)
    const toVectors = (images: typeof train) =>
      images.map(({ label, input }) => ({ label, sample: normalised(input) }))
    const data = { classifications: classes, sparse: false, featureCount: 784, samples: toVectors(train) }
    const file = trainNearestCentroid(data)
    expect(accuracy({ file, heldOut: toVectors(heldOut) })).toBeGreaterThan(0.75)
  })

  it('splits in the same way each time, and keeps the classes', () => {
    const { classes, train, heldOut } = readQuestions(3)
    expect(readQuestions(3)).toEqual({ classes, train, heldOut })
    expect(readQuestions(4).heldOut).not.toEqual(heldOut)
    expect(train.length + heldOut.length).toBe(206)
    expect(heldOut.filter(({ label }) => label === 0)).toHaveLength(16)
  })
})
