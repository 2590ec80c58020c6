import type { NumberInput } from '../../../encoders/index.ts'
import { ModelFileError } from '../../errors.ts'
import { present, whole } from '../../fields.ts'
import type { ModelFile } from '../../ModelFile.ts'
import { parseNumbers, parseRows } from '../json/parseMulticlassPerceptron.ts'
import { checkParam, type Estimator } from './estimator.ts'
import { checkFeatures } from './parseLinear.ts'
import type { Export } from './parseSklearn.ts'
import { parseScaler, type Scaling } from './scaler.ts'

/** Nearest centroid by Euclidean distance. */
export function parseCentroid(exported: Export): ModelFile {
  const { model, common, classifications, sparse, fields } = exported
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
  const counts = parseClassCounts(model, rows.length)
  if (sparse) {
    const centroids = rows.map((row, i) => ({ centroid: toMap(row), dataCount: counts[i]! }))
    return { ...common, type: 'sparse nearest centroid classifier', classifications, centroids }
  }
  const scaling = parseScaler(fields.scaler, featureCount)
  const inputs = scaling && scaleInputs(common.inputs, scaling)
  return {
    ...common,
    ...(inputs ? { inputs } : {}),
    type: 'dense nearest centroid classifier',
    classifications,
    centroids: rows.map((row, i) => ({
      centroid: Array.from(row, (x, f) => (scaling ? (x - scaling.shifts[f]!) / scaling.factors[f]! : x)),
      dataCount: counts[i]!,
    })),
  }
}

/** The centroids go back to the units of people; distances are still those between scaled numbers. */
function scaleInputs(inputs: NumberInput[] | undefined, { factors }: Scaling): NumberInput[] {
  if (inputs?.length === factors.length) return inputs.map((input, i) => ({ ...input, factor: factors[i]! }))
  throw new ModelFileError(
    'inputs',
    inputs ? `has ${inputs.length} entries, not ${factors.length}` : 'is missing',
    'Give X to the export: the ranges of the numbers, which the scaler works on.',
  )
}

/** scikit-learn does not keep how many samples a centroid is the mean of; the snippet counts them. */
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

/** What is not 0, and the last feature, which tells how many there are. */
function toMap(row: Float64Array): Map<number, number> {
  return new Map([...row.entries()].filter(([i, value]) => value !== 0 || i === row.length - 1))
}
