import { featureCountOf } from './features.ts'
import type {
  ModelFile,
  NaiveBayesFile,
  NearestCentroidFile,
  SparseNearestCentroidFile,
} from './ModelFile.ts'

/** A score for each class that is linear in the features; the highest wins. */
export type LinearScores = { weights: Float64Array[]; intercepts: Float64Array }

/** Stands for the score of a class without samples, which never wins; 32 bits can hold it. */
const never = -1e30

/**
 * Every classifier as scores that are linear in the sample: a score alone becomes its negative and itself, naive
 * Bayes adds logarithms, and the nearest centroid is that with the highest 2 x·c - ‖c‖².
 */
export function linearise(file: ModelFile): LinearScores {
  switch (file.type) {
    case 'sparse multiclass perceptron':
    case 'dense multiclass perceptron':
      return file
    case 'naive bayes':
      return logarithms(file)
    case 'dense nearest centroid classifier':
    case 'sparse nearest centroid classifier':
      return distances(file)
    default:
      return {
        weights: [file.weights.map(weight => -weight), file.weights],
        intercepts: Float64Array.of(-file.intercept, file.intercept),
      }
  }
}

function logarithms(file: NaiveBayesFile): LinearScores {
  const { classCounts, featureCounts, smoothingFactor, totalNumFeatures } = file
  const samples = classCounts.reduce((sum, count) => sum + count, 0)
  const weights = featureCounts.map(counts => {
    let total = smoothingFactor * totalNumFeatures
    for (const count of counts.values()) total += count
    const row = new Float64Array(totalNumFeatures).fill(Math.log(smoothingFactor / total))
    for (const [index, count] of counts) row[index] = Math.log((count + smoothingFactor) / total)
    return row
  })
  const intercepts = Float64Array.from(classCounts, count =>
    count === 0 ? never : Math.log(count / samples),
  )
  return { weights, intercepts }
}

function distances(file: NearestCentroidFile | SparseNearestCentroidFile): LinearScores {
  const features = featureCountOf(file)
  const weights: Float64Array[] = []
  const intercepts = new Float64Array(file.centroids.length)
  for (const [label, { centroid, dataCount }] of file.centroids.entries()) {
    const row = new Float64Array(features)
    for (const [i, x] of centroid.entries()) {
      const factor = (file.inputs?.[i]?.factor ?? 1) ** 2
      row[i] = 2 * x * factor
      intercepts[label]! -= x ** 2 * factor
    }
    if (dataCount === 0) intercepts[label] = never
    weights.push(row)
  }
  return { weights, intercepts }
}
