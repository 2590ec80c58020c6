import { ModelFileError } from '../errors.ts'
import { featureCountOf } from '../features.ts'
import type { SparseNearestCentroidFile } from '../ModelFile.ts'
import {
  type CountOptions,
  type Counts,
  countOptions,
  largestCount,
  maxCount,
  maxSamples,
  packCounts,
} from './counts.ts'
import { withLoss } from './measure.ts'
import type { QuantisedModel, QuantiseModelOptions } from './QuantisedModel.ts'
import { maxRoundingError } from './scale.ts'

export type QuantisedSparseNearestCentroid = QuantisedModel<'sparse-nearest-centroid', CountOptions> & {
  counts: Counts
}

/**
 * Centroids of sets of features as counts: samples times the mean. Where that is no whole number, because the file's
 * samples are not those that the mean is of, all samples are multiplied until rounding changes less than 1/64; where
 * counts are too large for 16 bits, they are divided.
 *
 * @throws UnsupportedModelError if the model is too large.
 * @throws ModelFileError if a centroid has numbers below 0 or above 1, which no mean of sets has.
 */
export function quantiseSparseNearestCentroid(
  file: SparseNearestCentroidFile,
  options: QuantiseModelOptions = {},
): QuantisedSparseNearestCentroid {
  checkMeans(file)
  let scale = 1
  let counts = toCounts(file, scale)
  while (errorOf(file, counts) > maxRoundingError && fits(toCounts(file, 2 * scale))) {
    scale *= 2
    counts = toCounts(file, scale)
  }
  while (!fits(counts)) {
    scale /= 2
    counts = toCounts(file, scale)
  }
  const contract = countOptions(file, featureCountOf(file), options)
  const { samples, features } = counts
  const model: QuantisedSparseNearestCentroid = {
    classifier: 'sparse-nearest-centroid',
    options: contract,
    counts,
    words: packCounts(contract, 0, counts),
    scale,
    roundingError: errorOf(file, counts),
    clipped: [],
    predict: createPredict(samples, features),
  }
  return withLoss(file, model, options.data)
}

function checkMeans({ classifications, centroids }: SparseNearestCentroidFile) {
  for (const [label, { centroid }] of centroids.entries()) {
    for (const [index, x] of centroid) {
      if (x >= 0 && x <= 1) continue
      const path = `centroids["${classifications[label]}"].centroid["${index}"]`
      throw new ModelFileError(path, `is ${x}`, 'Means of sets of features are from 0 to 1.')
    }
  }
}

function toCounts({ centroids }: SparseNearestCentroidFile, scale: number): Counts {
  const samples = centroids.map(({ dataCount }) =>
    dataCount === 0 ? 0 : Math.max(1, Math.round(dataCount * scale)),
  )
  const features = centroids.map(({ centroid }, label) => {
    return new Map([...centroid].map(([i, x]): [number, number] => [i, Math.round(x * samples[label]!)]))
  })
  return { samples, features }
}

function fits(counts: Counts): boolean {
  return largestCount(counts) <= maxCount && Math.max(...counts.samples) <= maxSamples
}

/** Of the means that the counts stand for, beside those of the file. */
function errorOf({ centroids }: SparseNearestCentroidFile, { samples, features }: Counts): number {
  let error = 0
  let size = 0
  for (const [label, { centroid }] of centroids.entries()) {
    if (samples[label] === 0) continue
    for (const [index, x] of centroid) {
      error += (features[label]!.get(index)! / samples[label]! - x) ** 2
      size += x ** 2
    }
  }
  return size === 0 ? 0 : Math.sqrt(error / size)
}

/** (‖Σx‖² - 2 n x·Σx) / n², compared exactly as the contract does. */
function createPredict(samples: number[], features: Map<number, number>[]) {
  const squares = features.map(counts => {
    let sum = 0n
    for (const count of counts.values()) sum += BigInt(count) ** 2n
    return sum
  })
  return (sample: ArrayLike<number>) => {
    let best = 0
    let bestNumerator = 0n
    let bestSquare = 0n
    for (const [label, n] of samples.entries()) {
      if (n === 0) continue
      let dot = 0
      for (let i = 0; i < sample.length; i++) dot += features[label]!.get(sample[i]!) ?? 0
      const numerator = squares[label]! - 2n * BigInt(n) * BigInt(dot)
      const square = BigInt(n) ** 2n
      if (bestSquare === 0n || numerator * bestSquare < bestNumerator * square) {
        ;[best, bestNumerator, bestSquare] = [label, numerator, square]
      }
    }
    return best
  }
}
