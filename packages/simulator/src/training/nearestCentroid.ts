import type { NearestCentroidFile, SparseNearestCentroidFile } from '@cotrain/sdk/models'
import { addTo, type TrainingData } from './TrainingData.ts'

/** The mean of the samples of each class. */
export function trainNearestCentroid(data: TrainingData): NearestCentroidFile | SparseNearestCentroidFile {
  const { classifications, sparse, featureCount } = data
  const dataCounts = classifications.map(() => 0)
  const sums = classifications.map(() => new Float64Array(featureCount))
  for (const each of data.samples) {
    dataCounts[each.label]!++
    addTo(sums[each.label]!, each, 1, sparse)
  }
  const means = sums.map((sum, label) => sum.map(x => x / Math.max(1, dataCounts[label]!)))
  if (!sparse) {
    const centroids = means.map((mean, label) => ({ centroid: [...mean], dataCount: dataCounts[label]! }))
    return { type: 'dense nearest centroid classifier', classifications, centroids }
  }
  // The last feature stands there even with nothing in it: it tells how many there are.
  const centroids = means.map((mean, label) => ({
    centroid: new Map([...mean.entries()].filter(([i, x]) => x !== 0 || i === featureCount - 1)),
    dataCount: dataCounts[label]!,
  }))
  return { type: 'sparse nearest centroid classifier', classifications, centroids }
}
