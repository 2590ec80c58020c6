import { ModelFileError } from '../../errors.ts'
import { classNames, type Fields, list, positive, present, whole } from '../../fields.ts'
import type { ModelFileCommon, NaiveBayesFile } from '../../ModelFile.ts'
import { maxSampleWeight } from '../../sampleWeight.ts'

/** Classes may be added later, so that there may be one or none at first. */
export function parseNaiveBayes(fields: Fields, common: ModelFileCommon): NaiveBayesFile {
  const classifications = classNames(fields.classifications, 'classifications', undefined, 0)
  const totalNumFeatures = whole(fields.totalNumFeatures, 'totalNumFeatures')
  const classCounts = list(fields.classCounts, 'classCounts').map((count, i) =>
    whole(count, `classCounts[${i}]`),
  )
  const featureCounts = list(fields.featureCounts, 'featureCounts').map((counts, i) =>
    parseCounts(counts, `featureCounts[${i}]`, totalNumFeatures),
  )
  for (const [path, { length }] of Object.entries({ classCounts, featureCounts })) {
    if (length !== classifications.length) {
      throw new ModelFileError(
        path,
        `has ${length} entries, but there are ${classifications.length} classes`,
        'Give one entry for each class.',
      )
    }
  }
  const smoothingFactor = positive(fields.smoothingFactor ?? 1, 'smoothingFactor')
  return {
    ...common,
    type: 'naive bayes',
    classifications,
    classCounts,
    featureCounts,
    totalNumFeatures,
    smoothingFactor,
    ...parseSampleWeight(fields),
  }
}

/** What a contribution adds in all, if the file says it. */
export function parseSampleWeight({ sampleWeight }: Fields): Pick<NaiveBayesFile, 'sampleWeight'> {
  if (!present(sampleWeight)) return {}
  return { sampleWeight: whole(sampleWeight, 'sampleWeight', maxSampleWeight + 1) }
}

function parseCounts(value: unknown, path: string, features: number): Map<number, number> {
  const counts = new Map<number, number>()
  for (const [i, pair] of list(value, path).entries()) {
    const entry = list(pair, `${path}[${i}]`)
    if (entry.length !== 2) {
      throw new ModelFileError(`${path}[${i}]`, `has ${entry.length} entries`, 'Write [featureIndex, count].')
    }
    const index = whole(entry[0], `${path}[${i}][0]`, features)
    if (counts.has(index)) {
      throw new ModelFileError(
        `${path}[${i}][0]`,
        `repeats the feature ${index}`,
        'Count each feature once a class.',
      )
    }
    counts.set(index, whole(entry[1], `${path}[${i}][1]`))
  }
  return counts
}
