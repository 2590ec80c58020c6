import { type KindName, kinds } from '@cotrain/sdk/kinds'
import denseMulticlass from '../../../contracts/snapshots/dense-multiclass-perceptron-10.json' with {
  type: 'json',
}
import densePerceptron from '../../../contracts/snapshots/dense-perceptron.json' with { type: 'json' }
import logisticRegression from '../../../contracts/snapshots/logistic-regression.json' with { type: 'json' }
import naiveBayes from '../../../contracts/snapshots/naive-bayes.json' with { type: 'json' }
import nearestCentroid from '../../../contracts/snapshots/nearest-centroid.json' with { type: 'json' }
import sparseMulticlass from '../../../contracts/snapshots/sparse-multiclass-perceptron-10.json' with {
  type: 'json',
}
import sparseCentroid from '../../../contracts/snapshots/sparse-nearest-centroid.json' with { type: 'json' }
import sparsePerceptron from '../../../contracts/snapshots/sparse-perceptron-12-bits.json' with {
  type: 'json',
}

/** What agents pay gas for. A contribution that the model disagrees with moves weights as well. */
export const gasActions = [
  'add-agree',
  'add-disagree',
  'refund',
  'refund-disagree',
  'take',
  'challenge',
  'verify',
  'report',
  'confirm',
  'settle',
  'claim',
] as const

export type GasAction = (typeof gasActions)[number]

/** Gas of an action with a sample of so many features. */
export type GasTable = (action: GasAction, features: number) => number

/** Measured gas of whole transactions, by title: `20 words: refund`. */
export type GasSnapshot = Readonly<Record<string, string>>

/** Measured gas of the contracts, by the classifier part of the kind's name. */
const snapshots: Readonly<Record<string, GasSnapshot>> = {
  'sparse-perceptron': sparsePerceptron,
  'dense-perceptron': densePerceptron,
  'sparse-multiclass-perceptron': sparseMulticlass,
  'dense-multiclass-perceptron': denseMulticlass,
  'naive-bayes': naiveBayes,
  'nearest-centroid': nearestCentroid,
  'sparse-nearest-centroid': sparseCentroid,
  'logistic-regression': logisticRegression,
}

/** Gas of a transaction that does next to nothing but read and write the contract's own words. */
const fixedGas = 45_000

/** What an action takes but for the features of the sample: as measured of the classifier that does least with them. */
function gasWithoutFeatures(action: string): number {
  const points = pointsOf(sparsePerceptron, action)
  return points.length > 1 ? lineOf(points)(0) : fixedGas
}

/** What a call that reverts early costs: the transaction itself, and reading the model's state. */
export const revertedGas = 35_000

/** Gas of a classifier under *Deposit, Refund, Take*: `add-agree`, `add-disagree`, `refund`, `take`. */
export function gasOfClassifier(kind: KindName): GasTable {
  const snapshot = snapshots[kinds[kind].classifierName]!
  const lines = new Map<GasAction, (features: number) => number>()
  return (action, features) => {
    let line = lines.get(action)
    if (line === undefined) {
      line = gasLine(snapshot, action)
      lines.set(action, line)
    }
    return line(features)
  }
}

/**
 * Gas of an action as a snapshot has it: a straight line through the two sizes of sample nearest to the one asked for;
 * where one size was measured only, through it and what the sparse perceptron would take for no features.
 */
export function gasLine(snapshot: GasSnapshot, action: string): (features: number) => number {
  const points = pointsOf(snapshot, action)
  if (points.length < 2) throw new Error(`no gas of ${action} was measured`)
  return lineOf(points)
}

type Point = readonly [features: number, gas: number]

function pointsOf(snapshot: GasSnapshot, action: string): Point[] {
  const points = Object.entries(snapshot).flatMap(([title, gas]): Point[] => {
    const [, features] = new RegExp(`^(\\d+) (?:words|features): ${action}$`).exec(title) ?? []
    return features === undefined ? [] : [[Number(features), Number(gas)]]
  })
  points.sort((a, b) => a[0] - b[0])
  return points.length === 1 ? [[0, gasWithoutFeatures(action)], ...points] : points
}

function lineOf(points: readonly Point[]): (features: number) => number {
  return features => {
    let i = 1
    while (i < points.length - 1 && points[i]![0] < features) i++
    const [x0, y0] = points[i - 1]!
    const [x1, y1] = points[i]!
    return Math.round(y0 + ((y1 - y0) * (features - x0)) / (x1 - x0))
  }
}
