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

/** Names of what is read or does not matter, spaces between. */
export type KnownParts = {
  /** Attributes. */
  learned: string
  /** Parameters: those that are checked, and those that only training knows. */
  params: string
}

export function parseEstimator(value: unknown, path: string): Estimator {
  const learned = object(value, path)
  const className = text(learned.class, `${path}.class`)
  return { path, className, params: object(learned.params ?? {}, `${path}.params`), learned }
}

/**
 * Checks that nothing stands in an estimator that is not read: it might change what the model says.
 *
 * @throws ModelFileError that names the first such part.
 */
export function checkParts({ path, params, learned, className }: Estimator, known: KnownParts) {
  checkNames(learned, `${path}.`, `class params ${known.learned}`, className)
  checkNames(params, `${path}.params.`, known.params, className)
}

function checkNames(fields: Fields, prefix: string, known: string, className: string) {
  const names = new Set(known.split(' '))
  const unknown = Object.keys(fields).find(name => !names.has(name))
  if (unknown === undefined) return
  throw new ModelFileError(
    `${prefix}${unknown}`,
    `is not read of a ${className}`,
    'Leave it out if the predictions do not depend on it; else train without it.',
  )
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

/**
 * A parameter that is true or false.
 *
 * @param byDefault What scikit-learn takes if there is none.
 * @throws ModelFileError if it is neither.
 */
export function flag({ path, params }: Estimator, name: string, byDefault = true): boolean {
  const value = params[name] ?? byDefault
  if (typeof value === 'boolean') return value
  throw new ModelFileError(`${path}.params.${name}`, `is ${JSON.stringify(value)}`, 'Write true or false.')
}
