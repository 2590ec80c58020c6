import { maxFeatureCount } from '../../encoders/index.ts'
import { UnsupportedModelError } from '../errors.ts'
import type { ModelFile } from '../ModelFile.ts'
import { maxClasses as mostClasses } from './classes.ts'
import type { QuantiseModelOptions } from './QuantisedModel.ts'
import { packBigEndian } from './words.ts'

/** The contracts' CountOptions. */
export type CountOptions = {
  featureCount: number
  uploadedClasses: number
  maxClasses: number
  openClasses: boolean
  countBits: number
  classesPerWord: number
  sampleWeight: number
}

/** Samples of each class, and in how many of them each feature is present. */
export type Counts = { samples: number[]; features: Map<number, number>[] }

export const maxCount = 2 ** 16 - 1
export const maxSamples = 2 ** 22 - 1
const maxSize = 2 ** 19
const lanesPerPage = 512 * 16
const maxGroups = 4
/** A count takes one word of storage until it has been raised 15 times, and one more from then on. */
const countBits = 4
/** Predictions read the counts of two classes where they would read those of one. */
const fewestClassesPerWord = 2

/**
 * Options with two classes to a word of trained counts, or with the fewest that keep all classes in four words:
 * contributions write the word of their class, predictions read those of all.
 *
 * @throws UnsupportedModelError if there are more than 64 classes, or classes times features are more than 2^19.
 */
export function countOptions(
  { type, classifications }: ModelFile,
  featureCount: number,
  { maxClasses = Math.max(2, classifications.length), openClasses = false }: QuantiseModelOptions,
  sampleWeight = 0,
): CountOptions {
  const uploadedClasses = classifications.length
  if (
    maxClasses > mostClasses ||
    featureCount > maxFeatureCount ||
    featureCount * uploadedClasses > maxSize
  ) {
    throw new UnsupportedModelError(type, `it has ${maxClasses} classes of ${featureCount} features`)
  }
  const inFourWords = 2 ** Math.ceil(Math.log2(Math.ceil(maxClasses / maxGroups)))
  const classesPerWord = Math.max(fewestClassesPerWord, inFourWords)
  return {
    featureCount,
    uploadedClasses,
    maxClasses,
    openClasses,
    countBits,
    classesPerWord,
    sampleWeight,
  }
}

/** Smoothing and samples; then, feature by feature, the counts of all classes, in pages that hold whole features. */
export function packCounts(
  { featureCount, uploadedClasses: classes }: CountOptions,
  smoothing: number,
  { samples, features }: Counts,
): bigint[] {
  const words = packBigEndian([smoothing, ...samples], 32)
  const perPage = Math.floor(lanesPerPage / classes)
  for (let first = 0; first < featureCount; first += perPage) {
    const count = Math.min(perPage, featureCount - first)
    const whole = count === perPage
    const lanes = new Uint16Array(whole ? lanesPerPage : count * classes)
    for (const [label, counts] of features.entries()) {
      for (let i = 0; i < count; i++) lanes[i * classes + label] = counts.get(first + i) ?? 0
    }
    words.push(...packBigEndian(lanes, 16))
  }
  return words
}

export function largestCount({ features }: Counts): number {
  let largest = 0
  for (const counts of features) for (const count of counts.values()) largest = Math.max(largest, count)
  return largest
}

/** Counts times a factor, rounded; a class that had samples keeps at least one. */
export function scaleCounts({ samples, features }: Counts, factor: number): Counts {
  if (factor === 1) return { samples, features }
  return {
    samples: samples.map(count => (count === 0 ? 0 : Math.max(1, Math.round(count * factor)))),
    features: features.map(
      counts => new Map([...counts].map(([i, count]) => [i, Math.round(count * factor)])),
    ),
  }
}
