import { type DenseEncoder, denseUnit } from '../../encoders/index.ts'
import { denseEncoderOf } from '../encoderOf.ts'
import { ModelFileError, UnsupportedModelError } from '../errors.ts'
import type { NearestCentroidFile } from '../ModelFile.ts'
import { maxClasses as most } from './classes.ts'
import { withLoss } from './measure.ts'
import type { ClippedParameter, QuantisedModel, QuantiseModelOptions } from './QuantisedModel.ts'
import { relativeError } from './scale.ts'
import { packBigEndian } from './words.ts'

export type QuantisedNearestCentroid = QuantisedModel<
  'nearest-centroid',
  { featureCount: number; initialClasses: number; maxClasses: number; openClasses: boolean }
> & {
  /** Samples of each class. */
  samples: number[]
  /** Their sums, in units of 2^-15. */
  sums: number[][]
}

/** A class of 65,535 samples takes no more, so half of that leaves room. */
const maxInitialCount = 2 ** 15
const maxInteger = denseUnit - 1
const maxSize = 32_768

/**
 * Rounds centroids over numbers to those of the samples that the encoder makes, in units of 2^-15. Of a class with
 * more than 32,768 samples, so many count.
 *
 * @throws UnsupportedModelError if there are more than 64 classes, or too many for so many features.
 * @throws ModelFileError if a centroid is outside the ranges of the inputs.
 */
export function quantiseNearestCentroid(
  file: NearestCentroidFile,
  { data, maxClasses = Math.max(2, file.centroids.length), openClasses = false }: QuantiseModelOptions = {},
): QuantisedNearestCentroid {
  const { encoder } = denseEncoderOf(file)
  const size = maxClasses * Math.ceil(encoder.featureCount / 16) * 16
  if (maxClasses > most || size > maxSize) {
    throw new UnsupportedModelError(
      file.type,
      `it has ${maxClasses} classes of ${encoder.featureCount} features`,
    )
  }
  const floats = file.centroids.map(({ centroid }, label) => {
    const mean = centroid.map((x, i) => (x - encoder.offsets[i]!) * encoder.scales[i]!)
    if (file.centroids[label]!.dataCount > 0) checkMean(file, label, mean)
    return mean
  })
  const means = floats.map(mean =>
    Int32Array.from(mean, x => Math.max(-maxInteger, Math.min(maxInteger, Math.round(x * denseUnit)))),
  )
  const counts = file.centroids.map(({ dataCount }) => Math.min(dataCount, maxInitialCount))
  const model: QuantisedNearestCentroid = {
    classifier: 'nearest-centroid',
    options: {
      featureCount: encoder.featureCount,
      initialClasses: file.centroids.length,
      maxClasses,
      openClasses,
    },
    samples: counts,
    sums: means.map((mean, label) => Array.from(mean, x => x * counts[label]!)),
    words: [...packBigEndian(counts, 16), ...means.flatMap(mean => packBigEndian(mean, 16))],
    scale: denseUnit,
    roundingError: relativeError(
      floats.flat(),
      means.flatMap(mean => [...mean]),
      denseUnit,
    ),
    clipped: [...clippedCounts(file), ...clippedMeans(file, floats, encoder)],
    predict: sample => nearest(means, counts, sample),
  }
  return withLoss(file, model, data)
}

function checkMean({ classifications }: NearestCentroidFile, label: number, mean: number[]) {
  const norm = Math.hypot(...mean)
  if (norm <= 1 + 2 ** -10) return
  throw new ModelFileError(
    `centroids["${classifications[label]}"].centroid`,
    `is outside the samples, which have a norm of 1 or less: ${norm.toPrecision(4)}`,
    'Give inputs with the ranges of the numbers, or divide samples and centroids by their largest norm.',
  )
}

function clippedCounts({ classifications, centroids }: NearestCentroidFile): ClippedParameter[] {
  return centroids.flatMap(({ dataCount: value }, label) => {
    const name = `centroids["${classifications[label]}"].dataCount`
    return value > maxInitialCount ? [{ name, value, countsAs: maxInitialCount }] : []
  })
}

/** Means that are a hair beyond the samples, whose norm is 1 or less. */
function clippedMeans(
  { classifications, centroids }: NearestCentroidFile,
  means: readonly number[][],
  { scales, offsets }: DenseEncoder,
): ClippedParameter[] {
  return means.flatMap((mean, label) =>
    mean.flatMap((x, i) => {
      if (centroids[label]!.dataCount === 0 || Math.abs(x) <= 1) return []
      const name = `centroids["${classifications[label]}"].centroid[${i}]`
      const countsAs = Math.sign(x) / scales[i]! + offsets[i]!
      return [{ name, value: centroids[label]!.centroid[i]!, countsAs }]
    }),
  )
}

/** ‖x - c‖² - ‖x‖² in units of 2^-30: whole numbers that doubles hold. */
function nearest(means: Int32Array[], counts: number[], sample: ArrayLike<number>): number {
  let best = 0
  let least = Number.POSITIVE_INFINITY
  for (const [label, mean] of means.entries()) {
    if (counts[label] === 0) continue
    const distance = mean.reduce((sum, c, i) => sum + c * (c - 2 * sample[i]!), 0)
    if (distance < least) [best, least] = [label, distance]
  }
  return best
}
