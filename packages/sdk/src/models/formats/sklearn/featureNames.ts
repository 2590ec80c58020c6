import type { NumberInput } from '../../../encoders/index.ts'
import { ModelFileError } from '../../errors.ts'
import { list, present, text } from '../../fields.ts'
import type { Estimator } from './estimator.ts'

/** The columns that an estimator was trained on, if these had names. */
export function namesOfFeatures({ learned, path }: Estimator): string[] | undefined {
  if (!present(learned.feature_names_in_)) return undefined
  const names = list(learned.feature_names_in_, `${path}.feature_names_in_`)
  return names.map((name, i) => text(name, `${path}.feature_names_in_[${i}]`))
}

/**
 * Checks that an estimator was trained on the columns of another, in the same order.
 *
 * @throws ModelFileError that names the first column that differs.
 */
export function checkFeatureNames(
  estimator: Estimator,
  count: number,
  others: readonly string[] | undefined,
) {
  const path = `${estimator.path}.feature_names_in_`
  const names = namesOfFeatures(estimator)
  if (names && names.length !== count) {
    throw new ModelFileError(path, `has ${names.length} entries, not ${count}`, `Name all ${count} columns.`)
  }
  const { n_features_in_: features } = estimator.learned
  if (present(features) && features !== count) {
    const problem = `is ${JSON.stringify(features)}, but the model has ${count} features`
    throw new ModelFileError(`${estimator.path}.n_features_in_`, problem, 'Export what was trained together.')
  }
  const other = names?.findIndex((name, i) => others && others[i] !== name) ?? -1
  if (other < 0) return
  throw new ModelFileError(
    `${path}[${other}]`,
    `is "${names![other]}", where the model has "${others![other]}"`,
    'Train the scaler and the model on the same columns, in the same order.',
  )
}

/**
 * Checks that the inputs stand in the order of the columns. An input may have another name than its column, but not
 * that of another column.
 *
 * @throws ModelFileError that names the first input that stands in another's place.
 */
export function checkInputOrder(
  inputs: readonly NumberInput[] | undefined,
  names: readonly string[] | undefined,
) {
  if (!inputs || !names) return
  for (const [i, { name }] of inputs.entries()) {
    const column = names.indexOf(name)
    if (column < 0 || names[i] === name) continue
    throw new ModelFileError(
      `inputs[${i}].name`,
      `is "${name}", which the model has as number ${column}`,
      'Give the inputs in the order of the columns that the model was trained on.',
    )
  }
}
