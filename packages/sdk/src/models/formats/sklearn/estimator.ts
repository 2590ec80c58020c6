import { ModelFileError } from '../../errors.ts'
import { type Fields, object, text } from '../../fields.ts'

/** What an export of scikit-learn says about one fitted object: its class, its parameters, what it has learned. */
export type Estimator = {
  /** Where it stands in the file. */
  path: string
  className: string
  params: Fields
  /** Its attributes, such as `coef_`. */
  learned: Fields
}

export function parseEstimator(value: unknown, path: string): Estimator {
  const learned = object(value, path)
  const className = text(learned.class, `${path}.class`)
  return { path, className, params: object(learned.params ?? {}, `${path}.params`), learned }
}

/**
 * Checks a parameter that changes what the model says.
 *
 * @param only The value that contracts can follow.
 * @param byDefault What scikit-learn takes if there is none.
 */
export function checkParam(
  { path, params }: Estimator,
  name: string,
  only: unknown,
  fix: string,
  byDefault: unknown = only,
) {
  const value = JSON.stringify(params[name] === undefined ? byDefault : params[name])
  if (value !== JSON.stringify(only)) {
    throw new ModelFileError(`${path}.params.${name}`, `is ${value}`, fix)
  }
}
