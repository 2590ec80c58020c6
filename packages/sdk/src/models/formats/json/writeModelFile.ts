import type { ModelFile, NearestCentroidFile, SparseNearestCentroidFile } from '../../ModelFile.ts'

/** The model as JSON, which parseModelFile reads back to the same model. */
export function writeModelFile(file: ModelFile): string {
  return `${JSON.stringify(toFields(file))}\n`
}

function toFields(file: ModelFile): object {
  switch (file.type) {
    case 'sparse multiclass perceptron':
    case 'dense multiclass perceptron':
      return {
        ...file,
        weights: file.weights.map(row => Array.from(row)),
        intercepts: Array.from(file.intercepts),
      }
    case 'naive bayes':
      return { ...file, featureCounts: file.featureCounts.map(counts => [...counts].sort(byIndex)) }
    case 'dense nearest centroid classifier':
    case 'sparse nearest centroid classifier':
      return { ...file, centroids: namedCentroids(file) }
    default:
      return { ...file, weights: Array.from(file.weights) }
  }
}

function namedCentroids({ classifications, centroids }: NearestCentroidFile | SparseNearestCentroidFile) {
  return Object.fromEntries(
    centroids.map(({ centroid, dataCount }, label) => {
      const numbers = Array.isArray(centroid) ? centroid : Object.fromEntries(centroid)
      return [classifications[label]!, { centroid: numbers, dataCount }]
    }),
  )
}

function byIndex([a]: [number, number], [b]: [number, number]): number {
  return a - b
}
