import { UnsupportedModelError } from '../errors.ts'
import { floatScores } from '../float/predictFloat.ts'
import type { NaiveBayesFile } from '../ModelFile.ts'
import { usualSampleWeight } from '../sampleWeight.ts'
import { highest } from './classes.ts'
import {
  type CountOptions,
  type Counts,
  countOptions,
  largestCount,
  maxCount,
  maxSamples,
  packCounts,
  scaleCounts,
} from './counts.ts'
import { withLoss } from './measure.ts'
import type { QuantisedModel, QuantiseModelOptions } from './QuantisedModel.ts'
import { relativeError } from './scale.ts'

export type QuantisedNaiveBayes = QuantisedModel<'naive-bayes', CountOptions> & {
  /** In 256ths. */
  smoothing: number
  counts: Counts
}

const smoothingUnits = 256
const maxSmoothing = 2 ** 16 - 1

/** Whether the contract holds the counts and the smoothing as they are, so that its probabilities are the file's. */
export function holdsCounts({
  classCounts,
  featureCounts: features,
  smoothingFactor,
}: Pick<NaiveBayesFile, 'classCounts' | 'featureCounts' | 'smoothingFactor'>): boolean {
  const smoothing = smoothingFactor * smoothingUnits
  const isCount = (count: number) => Number.isInteger(count) && count >= 0
  return (
    Number.isInteger(smoothing) &&
    smoothing >= 1 &&
    smoothing <= maxSmoothing &&
    classCounts.every(count => isCount(count) && count <= maxSamples) &&
    classCounts.some(count => count > 0) &&
    features.every(counts => [...counts.values()].every(count => isCount(count) && count <= maxCount))
  )
}

/**
 * The counts of a naive Bayes as they are. Counts too large for 16 bits (samples: 22) are all divided by the same
 * number, and so are the smoothing and the sample weight: the probabilities stay. The contract's logarithms are exact to 3e-6, so `predict`
 * takes exact ones.
 *
 * @throws UnsupportedModelError if it is too large, or its smoothing is not from 1/512 to 256.
 */
export function quantiseNaiveBayes(
  file: NaiveBayesFile,
  options: QuantiseModelOptions = {},
): QuantisedNaiveBayes {
  const counts = { samples: file.classCounts, features: file.featureCounts }
  const scale = Math.min(1, maxCount / largestCount(counts), maxSamples / Math.max(1, ...file.classCounts))
  const scaled = scaleCounts(counts, scale)
  const smoothing = Math.round(file.smoothingFactor * scale * smoothingUnits)
  if (smoothing < 1 || smoothing > maxSmoothing) {
    throw new UnsupportedModelError(file.type, `its smoothing is ${file.smoothingFactor}`)
  }
  const rounded: NaiveBayesFile = {
    ...file,
    classCounts: scaled.samples,
    featureCounts: scaled.features,
    smoothingFactor: smoothing / smoothingUnits,
  }
  const floats = counts.features.flatMap(each => [...each.values()])
  const integers = scaled.features.flatMap(each => [...each.values()])
  const contract = countOptions(file, file.totalNumFeatures, options, weightOf(file, options, scale))
  const model: QuantisedNaiveBayes = {
    classifier: 'naive-bayes',
    options: contract,
    smoothing,
    counts: scaled,
    words: packCounts(contract, smoothing, scaled),
    scale,
    roundingError: relativeError(floats, integers, scale),
    clipped: [],
    predict: sample => highest(floatScores(rounded, sample)),
  }
  return withLoss(file, model, options.data)
}

/** What a contribution adds in all, in units of the scaled counts: at least 1, unless it adds 1 for each feature. */
function weightOf(
  file: NaiveBayesFile,
  { sampleWeight: wanted = 'auto' }: QuantiseModelOptions,
  scale: number,
): number {
  const weight = wanted === 'auto' ? (file.sampleWeight ?? usualSampleWeight(file)) : wanted
  return weight === 0 ? 0 : Math.max(1, Math.round(weight * scale))
}
