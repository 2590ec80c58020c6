import { withoutMark } from '../data/decodeText.ts'
import { parseCommon } from './common.ts'
import { ModelFileError } from './errors.ts'
import { type Fields, object, text } from './fields.ts'
import { refuseForeignJson } from './formats/foreign.ts'
import { parseMulticlassPerceptron } from './formats/json/parseMulticlassPerceptron.ts'
import { parseNaiveBayes } from './formats/json/parseNaiveBayes.ts'
import { parseDenseCentroids, parseSparseCentroids } from './formats/json/parseNearestCentroid.ts'
import { parseOneScore } from './formats/json/parseOneScore.ts'
import { parseSklearn, sklearnFormat } from './formats/sklearn/parseSklearn.ts'
import { checkInputs } from './inputs.ts'
import { knownEncoder } from './knownEncoder.ts'
import type { ModelFile, ModelFileCommon } from './ModelFile.ts'

const parsers: Record<string, (fields: Fields, common: ModelFileCommon) => ModelFile> = {
  perceptron: parseDensePerceptron,
  'dense perceptron': parseDensePerceptron,
  'sparse perceptron': (fields, common) => parseOneScore('sparse perceptron', fields, common),
  'dense logistic regression': (fields, common) => parseOneScore('dense logistic regression', fields, common),
  'sparse logistic regression': (fields, common) =>
    parseOneScore('sparse logistic regression', fields, common),
  'dense multiclass perceptron': (fields, common) =>
    parseMulticlassPerceptron('dense multiclass perceptron', fields, common),
  'sparse multiclass perceptron': (fields, common) =>
    parseMulticlassPerceptron('sparse multiclass perceptron', fields, common),
  'naive bayes': parseNaiveBayes,
  'nearest centroid classifier': parseDenseCentroids,
  'dense nearest centroid classifier': parseDenseCentroids,
  'sparse nearest centroid classifier': parseSparseCentroids,
}

/** Older files call a perceptron dense whose weights are a list, though its samples are sets of words. */
function parseDensePerceptron(fields: Fields, common: ModelFileCommon): ModelFile {
  const { vocabulary, encoder = '' } = common
  const sets = vocabulary || setEncoders.has(encoder.trim().toLowerCase()) || knownEncoder(encoder)
  return parseOneScore(sets ? 'sparse perceptron' : 'dense perceptron', fields, common)
}

/** What older files call encoders of sets of features. */
const setEncoders = new Set(['murmurhash3', 'imdb vocab'])

/**
 * Reads a model file: JSON text, or what JSON.parse made of it. Its types are spelt in any case; older spellings of
 * fields (`bias`, `intents`) are read as well. So are exports of scikit-learn, as docs/import.md describes them.
 *
 * @throws ModelFileError that names the field and says how to mend it.
 */
export function parseModelFile(json: unknown): ModelFile {
  const parsed = typeof json === 'string' ? parseJson(json) : json
  refuseForeignJson(parsed)
  const fields = object(parsed, '')
  if (fields.format !== undefined) return parseFormat(fields)
  const type = text(fields.type, 'type').trim().toLowerCase()
  const parse = Object.hasOwn(parsers, type) ? parsers[type] : undefined
  if (!parse) {
    throw new ModelFileError('type', `is "${type}"`, `Write one of: ${Object.keys(parsers).join(', ')}.`)
  }
  const file = parse(fields, parseCommon(fields))
  checkInputs(file)
  return file
}

function parseFormat(fields: Fields): ModelFile {
  const file = fields.format === sklearnFormat ? parseSklearn(fields, parseCommon(fields)) : undefined
  if (!file) {
    const fix = `Write "${sklearnFormat}", or leave the field out and name the model's type.`
    throw new ModelFileError('format', `is ${JSON.stringify(fields.format)}`, fix)
  }
  checkInputs(file)
  return file
}

/** @throws ModelFileError if the text is not JSON. */
export function parseJson(json: string): unknown {
  try {
    return JSON.parse(withoutMark(json))
  } catch (cause) {
    const detail = cause instanceof Error ? ` (${cause.message})` : ''
    throw new ModelFileError('', `is not JSON${detail}`, 'Note that JSON has no NaN and no Infinity.', cause)
  }
}
