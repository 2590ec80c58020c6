import { ModelFileError } from '../../errors.ts'
import { encoderFeatures } from '../../features.ts'
import { classNames, type Fields, finite, indexKey, list, object, present, whole } from '../../fields.ts'
import type { ModelFileCommon, NearestCentroidFile, SparseNearestCentroidFile } from '../../ModelFile.ts'

/** Classes may be added later, so that there may be one or none at first. */
export function parseDenseCentroids(fields: Fields, common: ModelFileCommon): NearestCentroidFile {
  const { classifications, centroids } = parseCentroids(fields, parseDense)
  for (const [i, { centroid }] of centroids.entries()) {
    const wanted = centroids[0]!.centroid.length
    if (centroid.length !== wanted) {
      throw new ModelFileError(
        `centroids["${classifications[i]}"].centroid`,
        `has ${centroid.length} numbers, but that of "${classifications[0]}" has ${wanted}`,
        'Give centroids of the same length.',
      )
    }
  }
  const file = { ...common, type: 'dense nearest centroid classifier' as const, classifications, centroids }
  return withFeatures(
    file,
    'inputs',
    'Describe each number in "inputs", or name the encoder: "vector-v1:512".',
  )
}

/** As {@link parseDenseCentroids}, of sets of features. */
export function parseSparseCentroids(fields: Fields, common: ModelFileCommon): SparseNearestCentroidFile {
  const parsed = parseCentroids(fields, parseSparse)
  const file = { ...common, type: 'sparse nearest centroid classifier' as const, ...parsed }
  return withFeatures(file, 'vocabulary', 'Give the words, or name the encoder: "murmur3-v1:12".')
}

/** @throws ModelFileError if there is neither a centroid nor anything else that tells how many features there are. */
function withFeatures<file extends NearestCentroidFile | SparseNearestCentroidFile>(
  file: file,
  path: string,
  fix: string,
): file {
  if (file.centroids.length > 0 || encoderFeatures(file) !== undefined) return file
  throw new ModelFileError(
    path,
    'is missing, and there are no centroids that tell how many features there are',
    fix,
  )
}

function parseCentroids<centroid>(fields: Fields, parse: (value: unknown, path: string) => centroid) {
  const field = fields.centroids === undefined && fields.intents !== undefined ? 'intents' : 'centroids'
  const all = object(fields[field], field)
  const classifications = classNames(Object.keys(all), field, undefined, 0)
  if (present(fields.classifications)) reorder(classifications, fields.classifications)
  const entries = classifications.map((name): [string, unknown] => [name, all[name]])
  const centroids = entries.map(([name, value]) => {
    const path = `${field}["${name}"]`
    const { centroid, dataCount } = object(value, path)
    return { centroid: parse(centroid, `${path}.centroid`), dataCount: whole(dataCount, `${path}.dataCount`) }
  })
  return { classifications, centroids }
}

/** JSON keeps the order of names, but for those that are numbers: `classifications` tells it then. */
function reorder(names: string[], value: unknown) {
  const order = classNames(value, 'classifications', names.length)
  const unknown = order.findIndex(name => !names.includes(name))
  if (unknown >= 0) {
    throw new ModelFileError(
      `classifications[${unknown}]`,
      `is "${order[unknown]}", which has no centroid`,
      'Name the classes that centroids has.',
    )
  }
  names.splice(0, names.length, ...order)
}

function parseDense(value: unknown, path: string): number[] {
  const numbers = list(value, path).map((number, i) => finite(number, `${path}[${i}]`))
  if (numbers.length > 0) return numbers
  throw new ModelFileError(path, 'is empty', 'Give a number for each feature.')
}

function parseSparse(value: unknown, path: string): Map<number, number> {
  if (Array.isArray(value)) return new Map(value.map((number, i) => [i, finite(number, `${path}[${i}]`)]))
  const entries = Object.entries(object(value, path))
  return new Map(
    entries.map(([key, number]) => [
      indexKey(key, path, Number.MAX_SAFE_INTEGER),
      finite(number, `${path}["${key}"]`),
    ]),
  )
}
