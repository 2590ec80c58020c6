import { decodeVocabulary, encodeVocabulary } from '../encoders/index.ts'
import { ModelFileError } from './errors.ts'
import { type Fields, finite, line, list, object, present, text, whole } from './fields.ts'
import { parseInputs } from './inputs.ts'
import type { ModelFileCommon } from './ModelFile.ts'

/** Reads what files of every type and format may say about the model. */
export function parseCommon(fields: Fields): ModelFileCommon {
  const common: ModelFileCommon = {}
  if (present(fields.name)) common.name = line(fields.name, 'name')
  if (present(fields.description)) common.description = text(fields.description, 'description')
  if (present(fields.encoder)) common.encoder = line(fields.encoder, 'encoder')
  if (present(fields.vocabulary)) common.vocabulary = parseVocabulary(fields.vocabulary)
  if (present(fields.inputs)) common.inputs = parseInputs(fields.inputs)
  if (present(fields.heldOut)) common.heldOut = parseHeldOut(fields.heldOut)
  if (present(fields.maxFeatures)) common.maxFeatures = whole(fields.maxFeatures, 'maxFeatures', 65_536)
  if (present(fields.links)) {
    const entries = Object.entries(object(fields.links, 'links'))
    common.links = Object.fromEntries(
      entries.map(([title, link]) => [line(title, 'links'), text(link, `links["${title}"]`)]),
    )
  }
  return common
}

function parseHeldOut(value: unknown): { samples: number; accuracy: number } {
  const { samples, accuracy } = object(value, 'heldOut')
  const share = finite(accuracy, 'heldOut.accuracy')
  if (share >= 0 && share <= 1) return { samples: whole(samples, 'heldOut.samples'), accuracy: share }
  throw new ModelFileError('heldOut.accuracy', `is ${share}`, 'Write a share from 0 to 1.')
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
