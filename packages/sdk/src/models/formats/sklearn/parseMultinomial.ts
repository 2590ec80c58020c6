import { ModelFileError } from '../../errors.ts'
import { positive, whole } from '../../fields.ts'
import type { NaiveBayesFile } from '../../ModelFile.ts'
import { parseNumbers, parseRows } from '../json/parseMulticlassPerceptron.ts'
import { checkParam } from './estimator.ts'
import { checkFeatures } from './parseLinear.ts'
import type { Export } from './parseSklearn.ts'

/** Multinomial naive Bayes, by its counts: the probabilities follow from them. */
export function parseMultinomial(exported: Export): NaiveBayesFile {
  const { model, common, classifications } = exported
  const fix = 'Train with fit_prior=True and class_prior=None: the contract counts how often a class occurs.'
  checkParam(model, 'fit_prior', true, fix)
  checkParam(model, 'class_prior', null, fix)
  const rows = parseRows(model.learned.feature_count_, 'model.feature_count_', classifications.length)
  const totalNumFeatures = rows[0]!.length
  checkFeatures(exported, totalNumFeatures)
  const classCounts = parseNumbers(model.learned.class_count_, 'model.class_count_', rows.length)
  return {
    ...common,
    type: 'naive bayes',
    classifications,
    classCounts: Array.from(classCounts, (count, i) => wholeCount(count, `model.class_count_[${i}]`)),
    featureCounts: rows.map((row, i) => toCounts(row, `model.feature_count_[${i}]`)),
    totalNumFeatures,
    smoothingFactor: positive(model.params.alpha ?? 1, 'model.params.alpha'),
  }
}

function toCounts(row: Float64Array, path: string): Map<number, number> {
  const counts = new Map<number, number>()
  for (const [i, count] of row.entries()) {
    if (count !== 0) counts.set(i, wholeCount(count, `${path}[${i}]`))
  }
  return counts
}

function wholeCount(count: number, path: string): number {
  if (Number.isInteger(count)) return whole(count, path)
  throw new ModelFileError(
    path,
    `is ${count}, not a whole number`,
    'Train on sets of words, CountVectorizer(binary=True), and without sample_weight.',
  )
}
