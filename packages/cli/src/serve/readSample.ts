import {
  type ClippedNumber,
  classifiers,
  createIndexEncoder,
  type DenseEncoder,
  type Model,
  type SampleEncoder,
  type SampleOf,
  toCotrainError,
} from '@cotrain/sdk'
import { HttpProblem } from './HttpProblem.ts'
import type { SampleBody } from './readBody.ts'

/** The encoder that a model names, or why there is none here. */
export type EncoderOrProblem = { encoder: SampleEncoder<string> | DenseEncoder } | { problem: string }

/** Makes samples of what requests have. */
export type Reader = {
  /** The forms that the model takes. */
  inputs: readonly Form[]
  encoder: EncoderOrProblem
  /** @throws HttpProblem that names the field, which begins with `path` */
  read(body: SampleBody, path: string): ReadSample
}

/** A sample, the numbers beyond their ranges, what its features are called, and the field that it was in. */
export type ReadSample = {
  sample: SampleOf
  clipped: readonly ClippedNumber[]
  nameOf: (index: number) => string | undefined
  field: string
}

const forms = ['text', 'features', 'numbers'] as const
type Form = (typeof forms)[number]

/** @param most Features that a sample may have. */
export function createReader(model: Model, encoder: EncoderOrProblem, most: number): Reader {
  const inputs = formsOf(model)
  const indices = createIndexEncoder(model.classifierOptions.featureCount)
  const read = { text: readText, features: readFeatures, numbers: readNumbers }

  function readText(text: string, field: string): ReadSample {
    const known = sparseEncoder(encoder, field)
    const { wordsIn } = known
    let words: ReadonlyMap<number, string> | undefined
    const nameOf = wordsIn
      ? (index: number) => {
          words ??= wordsIn(text)
          return words.get(index)
        }
      : known.describe
    return { sample: known.encode(text), clipped: [], nameOf, field }
  }

  function readFeatures(features: readonly number[], field: string): ReadSample {
    const wrong = features.findIndex(index => index >= indices.featureCount)
    if (wrong >= 0) {
      const last = indices.featureCount - 1
      throw new HttpProblem('sample_invalid', `The model’s features are 0 to ${last}.`, `${field}[${wrong}]`)
    }
    const nameOf = 'encoder' in encoder ? encoder.encoder.describe : () => undefined
    return { sample: indices.encode(features), clipped: [], nameOf, field }
  }

  function readNumbers(numbers: readonly number[], field: string): ReadSample {
    const known = denseEncoder(encoder, field)
    if (numbers.length !== known.featureCount) {
      const said = `The model takes ${known.featureCount} numbers; these are ${numbers.length}.`
      throw new HttpProblem('sample_invalid', said, field)
    }
    return { sample: known.encode(numbers), clipped: known.clipped(numbers), nameOf: known.describe, field }
  }

  return {
    inputs,
    encoder,
    read(body, path) {
      const form = formOf(body, inputs, path)
      const field = `${path}${form}`
      const value = body[form]!
      if (value.length > most && form !== 'text') throw tooLong(value.length, most, field)
      const made = inPlainWords(
        () => (read[form] as (value: unknown, field: string) => ReadSample)(value, field),
        field,
      )
      if (made.sample.length > most) throw tooLong(made.sample.length, most, field)
      return made
    },
  }
}

function tooLong(length: number, most: number, field: string): HttpProblem {
  return new HttpProblem(
    'sample_invalid',
    `The sample has ${length} features; at most ${most} are taken.`,
    field,
  )
}

/** Models over indices have no texts: what a text is, is decided elsewhere. */
function formsOf({ classifier, metadata }: Model): readonly Form[] {
  if (classifiers[classifier].samples === 'dense') return ['numbers']
  return /(^|:)indices-/.test(metadata.encoder) ? ['features'] : ['text', 'features']
}

function formOf(body: SampleBody, taken: readonly Form[], path: string): Form {
  const given = forms.filter(form => body[form] !== undefined)
  const [form] = given
  if (form === undefined || given.length > 1) {
    const said = `Give ${form === undefined ? 'a sample' : 'the sample once'}: ${taken.join(' or ')}.`
    throw new HttpProblem('body_invalid', said, path === '' ? (given[1] ?? taken[0]) : path.slice(0, -1))
  }
  if (taken.includes(form)) return form
  throw new HttpProblem('form_not_taken', `The model takes ${taken.join(' or ')}.`, `${path}${form}`)
}

function sparseEncoder(encoder: EncoderOrProblem, field: string): SampleEncoder<string> {
  const known = knownEncoder(encoder, field)
  if ('scales' in known)
    throw new HttpProblem('encoder_unavailable', 'The model’s encoder is for numbers.', field)
  return known
}

function denseEncoder(encoder: EncoderOrProblem, field: string): DenseEncoder {
  const known = knownEncoder(encoder, field)
  if ('scales' in known) return known
  throw new HttpProblem('encoder_unavailable', 'The model’s encoder is not for numbers.', field)
}

function knownEncoder(encoder: EncoderOrProblem, field: string): SampleEncoder<string> | DenseEncoder {
  if ('encoder' in encoder) return encoder.encoder
  throw new HttpProblem('encoder_unavailable', encoder.problem, field)
}

/** Runs `make`; what encoders and twins say of a sample becomes a problem of the request. */
export function inPlainWords<T>(make: () => T, field: string): T {
  try {
    return make()
  } catch (error) {
    if (error instanceof HttpProblem) throw error
    const { name, shortMessage } = toCotrainError(error)
    if (sampleErrors.has(name)) throw new HttpProblem('sample_invalid', shortMessage, field)
    throw error
  }
}

/** What the sample is to blame for; all else is ours. */
const sampleErrors = new Set([
  'EncoderInputError',
  'SampleError',
  'SampleTooLongError',
  'IndexOutOfRangeError',
  'SampleLengthMismatchError',
  'NormAboveOneError',
])
