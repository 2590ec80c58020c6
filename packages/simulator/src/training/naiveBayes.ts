import { type NaiveBayesFile, usualSampleWeight } from '@cotrain/sdk/models'
import type { TrainingData } from './TrainingData.ts'

/**
 * Multinomial naive Bayes over sets of features: counts samples and features by class. Contributions weigh as much as
 * these samples do on average, however many features they have.
 */
export function trainNaiveBayes(
  { classifications, featureCount, samples }: TrainingData,
  smoothingFactor = 1,
): NaiveBayesFile {
  const classCounts = classifications.map(() => 0)
  const featureCounts = classifications.map(() => new Map<number, number>())
  for (const { label, sample } of samples) {
    classCounts[label]!++
    const counts = featureCounts[label]!
    for (const index of Array.from(sample)) counts.set(index, (counts.get(index) ?? 0) + 1)
  }
  const totalNumFeatures = featureCount
  return {
    type: 'naive bayes',
    classifications,
    classCounts,
    featureCounts,
    totalNumFeatures,
    smoothingFactor,
    sampleWeight: usualSampleWeight({ classCounts, featureCounts }),
  }
}
