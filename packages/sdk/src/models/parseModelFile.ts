import { decodeVocabulary, encodeVocabulary } from '../encoders/index.ts'
import { ModelFileError } from './errors.ts'
import { type Fields, list, object, text } from './fields.ts'
import type { ModelFile, ModelFileCommon } from './ModelFile.ts'
import { parseNaiveBayes } from './parseNaiveBayes.ts'
import { parseDenseCentroids, parseSparseCentroids } from './parseNearestCentroid.ts'
import { parsePerceptron } from './parsePerceptron.ts'

const parsers: Record<string, (fields: Fields, common: ModelFileCommon) => ModelFile> = {
  perceptron: (fields, common) => parsePerceptron('dense perceptron', fields, common),
  'dense perceptron': (fields, common) => parsePerceptron('dense perceptron', fields, common),
  'sparse perceptron': (fields, common) => parsePerceptron('sparse perceptron', fields, common),
  'naive bayes': parseNaiveBayes,
  'nearest centroid classifier': parseDenseCentroids,
  'dense nearest centroid classifier': parseDenseCentroids,
  'sparse nearest centroid classifier': parseSparseCentroids,
}

/**
 * Reads a model file: JSON text, or what JSON.parse made of it. Its types are spelt in any case; older spellings of
 * fields (`bias`, `intents`) are read as well.
 *
 * @throws ModelFileError that names the field and says how to mend it.
 */
export function parseModelFile(json: unknown): ModelFile {
  const fields = object(typeof json === 'string' ? parseJson(json) : json, '')
  const type = text(fields.type, 'type').trim().toLowerCase()
  const parse = Object.hasOwn(parsers, type) ? parsers[type] : undefined
  if (!parse) {
    throw new ModelFileError('type', `is "${type}"`, `Write one of: ${Object.keys(parsers).join(', ')}.`)
  }
  return parse(fields, parseCommon(fields))
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch (cause) {
    const detail = cause instanceof Error ? ` (${cause.message})` : ''
    throw new ModelFileError('', `is not JSON${detail}`, 'Note that JSON has no NaN and no Infinity.', cause)
  }
}

function parseCommon(fields: Fields): ModelFileCommon {
  const common: ModelFileCommon = {}
  if (present(fields.name)) common.name = text(fields.name, 'name')
  if (present(fields.description)) common.description = text(fields.description, 'description')
  if (present(fields.encoder)) common.encoder = text(fields.encoder, 'encoder')
  if (present(fields.vocabulary)) common.vocabulary = parseVocabulary(fields.vocabulary)
  if (present(fields.links)) {
    const entries = Object.entries(object(fields.links, 'links'))
    common.links = Object.fromEntries(
      entries.map(([title, link]) => [title, text(link, `links["${title}"]`)]),
    )
  }
  return common
}

function parseVocabulary(value: unknown): string[] {
  const words = list(value, 'vocabulary').map((word, i) => text(word, `vocabulary[${i}]`))
  try {
    return decodeVocabulary(encodeVocabulary(words))
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message.split('\n')[0] : String(cause)
    throw new ModelFileError('vocabulary', `is no vocabulary: ${problem}`, 'List each word once.', cause)
  }
}

/** Old files write null, or `none`, for what they do not have. */
function present(value: unknown): boolean {
  return value !== undefined && value !== null
}
