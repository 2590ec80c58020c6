import type { NaiveBayesFile } from '../ModelFile.ts'
import type { FloatSample } from './predictFloat.ts'

/**
 * Multinomial naive Bayes (Manning, Raghavan & Schütze, "Introduction to Information Retrieval", 2008, section 13.2):
 * log P(class) + Σ log P(feature | class), where P(class) is its share of the samples and P(feature | class) is
 * (count + smoothing) / (counts of the class + smoothing · features). A class without samples has no prior: -∞.
 */
export function multinomialScores(file: NaiveBayesFile, sample: FloatSample): Float64Array {
  const { classCounts, featureCounts, smoothingFactor, totalNumFeatures } = file
  const samples = classCounts.reduce((sum, count) => sum + count, 0)
  return Float64Array.from(classCounts, (classCount, label) => {
    const counts = featureCounts[label]!
    let total = smoothingFactor * totalNumFeatures
    for (const count of counts.values()) total += count
    let score = Math.log(classCount) - Math.log(samples)
    for (let i = 0; i < sample.length; i++) {
      score += Math.log((counts.get(sample[i]!) ?? 0) + smoothingFactor) - Math.log(total)
    }
    return score
  })
}
