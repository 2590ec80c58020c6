import type { NumberInput } from '../../../encoders/index.ts'
import { ModelFileError } from '../../errors.ts'
import { present, whole } from '../../fields.ts'
import type { ModelFile } from '../../ModelFile.ts'
import { centred } from '../../quantise/classes.ts'
import { parseNumbers, parseRows } from '../json/parseMulticlassPerceptron.ts'
import { checkParam, checkParts, type Estimator } from './estimator.ts'
import { checkFeatures, linearFile } from './parseLinear.ts'
import type { Export } from './parseSklearn.ts'
import { parseScaler, type Scaling } from './scaler.ts'

const known = {
  learned: 'classes_ centroids_ class_count_ class_prior_ feature_names_in_ n_features_in_',
  params: 'metric priors shrink_threshold',
}

/** Nearest centroid by Euclidean distance. */
export function parseCentroid(exported: Export): ModelFile {
  const { model, common, classifications, sparse } = exported
  checkParts(model, known)
  checkParam(model, 'metric', 'euclidean', 'Train with metric="euclidean".')
  checkParam(
    model,
    'priors',
    'uniform',
    'Train with priors="uniform": the contract compares distances alone.',
  )
  const rows = parseRows(model.learned.centroids_, 'model.centroids_', classifications.length)
  const featureCount = rows[0]!.length
  checkFeatures(exported, featureCount)
  const scaling = parseScaler(exported, featureCount)
  if (sparse && scaling?.factors.some(factor => factor !== 1)) {
    return linearDistances(exported, rows)
  }
  const counts = parseClassCounts(model, rows.length)
  const unscaled = rows.map(row =>
    Array.from(row, (x, f) => (scaling ? (x - scaling.shifts[f]!) / scaling.factors[f]! : x)),
  )
  if (sparse) {
    const means = scaling ? unscaled.map(row => row.map(exactMean)) : unscaled
    const centroids = means.map((row, i) => ({ centroid: toMap(row), dataCount: counts[i]! }))
    return { ...common, type: 'sparse nearest centroid classifier', classifications, centroids }
  }
  const inputs = scaling && scaleInputs(common.inputs, scaling)
  return {
    ...common,
    ...(inputs ? { inputs } : {}),
    type: 'dense nearest centroid classifier',
    classifications,
    centroids: unscaled.map((centroid, i) => ({ centroid, dataCount: counts[i]! })),
  }
}

/**
 * Sets behind a scaler that stretches some features more than others: -‖s - c‖² of the scaled sample s, without the
 * ‖s‖² that all classes share, is 2 s·c - ‖c‖², which is linear in s.
 */
function linearDistances(exported: Export, rows: readonly Float64Array[]): ModelFile {
  const { weights, intercepts } = centred({
    weights: rows.map(row => row.map(x => 2 * x)),
    intercepts: Float64Array.from(rows, row => -row.reduce((sum, x) => sum + x ** 2, 0)),
  })
  if (rows.length > 2) return linearFile(exported, { weights, intercepts }, false)
  const one = { weights: [weights[1]!.map(x => 2 * x)], intercepts: intercepts.slice(1).map(x => 2 * x) }
  return linearFile(exported, one, false)
}

/** The centroids go back to the units of people; distances are still those between scaled numbers. */
function scaleInputs(inputs: NumberInput[] | undefined, { factors }: Scaling): NumberInput[] {
  const zero = factors.findIndex(factor => !(factor > 0))
  if (zero >= 0)
    throw new ModelFileError(`scaler.scale_[${zero}]`, `is ${factors[zero]}`, 'Scales are above 0.')
  if (inputs?.length === factors.length) return inputs.map((input, i) => ({ ...input, factor: factors[i]! }))
  throw new ModelFileError(
    'inputs',
    inputs ? `has ${inputs.length} entries, not ${factors.length}` : 'is missing',
    'Give X to the export: the ranges of the numbers, which the scaler works on.',
  )
}

/** scikit-learn does not keep how many samples a centroid is the mean of; the export counts them. */
function parseClassCounts({ learned }: Estimator, count: number): number[] {
  if (!present(learned.class_count_)) {
    throw new ModelFileError(
      'model.class_count_',
      'is missing',
      'Give y, the labels of the training data, to the export: how many samples stand behind each centroid.',
    )
  }
  const counts = parseNumbers(learned.class_count_, 'model.class_count_', count)
  return Array.from(counts, (each, i) => whole(each, `model.class_count_[${i}]`))
}

/** A scaler's arithmetic leaves a hair's breadth at the ends of what means of sets can be. */
function exactMean(x: number): number {
  const end = Math.round(x)
  return Math.abs(x - end) < 1e-12 ? end + 0 : x
}

/** What is not 0, and the last feature, which tells how many there are. */
function toMap(row: readonly number[]): Map<number, number> {
  return new Map([...row.entries()].filter(([i, value]) => value !== 0 || i === row.length - 1))
}
