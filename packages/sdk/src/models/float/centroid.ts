import type { NearestCentroidFile, SparseNearestCentroidFile } from '../ModelFile.ts'
import type { FloatSample } from './predictFloat.ts'

/**
 * The squared Euclidean distance to each centroid, negative. A number's difference counts as often as its input's
 * `factor` says. A centroid of no samples is infinitely far.
 */
export function centroidScores(
  file: NearestCentroidFile | SparseNearestCentroidFile,
  sample: FloatSample,
): Float64Array {
  if (file.type === 'dense nearest centroid classifier') {
    const factors = file.inputs?.map(input => input.factor ?? 1)
    return scores(file.centroids, centroid => {
      return centroid.reduce((sum, x, i) => sum + ((sample[i]! - x) * (factors?.[i] ?? 1)) ** 2, 0)
    })
  }
  return scores(file.centroids, centroid => {
    let distance = 0
    for (const x of centroid.values()) distance += x ** 2
    for (const index of sample) {
      const x = centroid.get(index) ?? 0
      distance += (1 - x) ** 2 - x ** 2
    }
    return distance
  })
}

function scores<centroid>(
  centroids: readonly { centroid: centroid; dataCount: number }[],
  distance: (centroid: centroid) => number,
): Float64Array {
  return Float64Array.from(centroids, ({ centroid, dataCount }) =>
    dataCount === 0 ? Number.NEGATIVE_INFINITY : -distance(centroid),
  )
}
