import { readFile } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import { type ClassifierName, CotrainError, classifiers, type SampleOf } from '@cotrain/sdk'
import {
  createLoadedEncoder,
  type DenseEncoder,
  denseUnit,
  isLoadableEncoder,
  type LoadedDenseEncoder,
  type SampleEncoder,
} from '@cotrain/sdk/encoders'
import { denseEncoderOf, encoderOf, type FloatLabelled, isSparse, type ModelFile } from '@cotrain/sdk/models'
import { readNumbers, readTexts, type TableOptions } from '@cotrain/simulator/data/table'
import { loadInstalled } from './encoders.ts'
import { CliError } from './errors.ts'
import type { OptionsOf } from './program/given.ts'
import type { table } from './program/options.ts'

/** How commands take a table of samples. */
type TableFlags = OptionsOf<typeof table>

/** Whether the user says of which columns a file of samples is. */
export function isTable({ text, label }: TableFlags): boolean {
  return text !== undefined || label !== undefined
}

/** The first option that only says how a table is written, if the user gives one. */
export function tableFlag(options: TableFlags): string | undefined {
  if (options.quotes === false) return '--no-quotes'
  if (options.header === false) return '--no-header'
  const name = (['text', 'delimiter', 'encoding', 'header'] as const).find(
    each => options[each] !== undefined,
  )
  return name && `--${name}`
}

/** The content of a file, unpacked. */
export async function readBytes(path: string): Promise<Uint8Array> {
  const bytes = await readFile(path)
  return path.endsWith('.gz') ? gunzipSync(bytes) : bytes
}

/**
 * What the user says of a table.
 *
 * @throws CliError when the column of the labels is not named.
 */
export function tableOptions(
  path: string,
  { text, label, features, delimiter, encoding, header, quotes }: TableFlags,
): TableOptions & { text: string | undefined } {
  if (label === undefined) throw new CliError('Say which column the labels are in: --label COLUMN.')
  if (text !== undefined && features !== undefined) {
    throw new CliError('Samples are texts or numbers: give --text or --features, not both.')
  }
  const dialect = { delimiter, encoding, header, quotes }
  return { ...dialect, name: path, text, label, features: features?.split(',').map(name => name.trim()) }
}

type Log = (text: string) => void

/**
 * The samples of a table for a model file, as `measure` takes them.
 *
 * @throws TableError with all lines that are wrong; file errors.
 */
export async function readTable(
  path: string,
  file: ModelFile,
  flags: TableFlags,
  log: Log,
): Promise<FloatLabelled[]> {
  const options = { ...tableOptions(path, flags), classes: file.classifications }
  const bytes = await readBytes(path)
  if (!isSparse(file)) {
    const { encoder } = denseEncoderOf(file)
    const loaded =
      options.text !== undefined && isLoadableEncoder(encoder.name) && (await loadInstalled(encoder.name))
    if (loaded) {
      return encodeTexts(bytes, textOptions(options, file.name), createLoadedEncoder(loaded), log).map(
        ({ label, sample }) => ({ label, sample: Array.from(sample, integer => integer / denseUnit) }),
      )
    }
    const { samples, notes } = readNumbers(bytes, numbersOptions(options, encoder, file.name))
    notes.forEach(log)
    return samples.map(({ class: label, input }) => ({ label, sample: input }))
  }
  const { encoder } = encoderOf(file)
  const { samples, notes } = readTexts(bytes, { ...textOptions(options, file.name), check: encodes(encoder) })
  notes.forEach(log)
  // of a model that uses some outputs of its encoder, `measure` takes these
  const outputs = 'featureIndices' in file ? file.featureIndices : undefined
  return samples.map(({ class: label, input }) => {
    const sample = encoder.encode(input)
    return { label, sample: outputs === undefined ? sample : Array.from(sample, i => outputs[i]!) }
  })
}

type Taker = {
  classifier: ClassifierName
  metadata: { name: string; classes: readonly string[] }
  encoder: SampleEncoder<string> | DenseEncoder | LoadedDenseEncoder
}

/**
 * The samples of a table for a model on the chain, encoded.
 *
 * @throws TableError with all lines that are wrong, also those of which the model knows nothing; file errors.
 */
export async function readTableFor(
  path: string,
  { classifier, metadata, encoder }: Taker,
  flags: TableFlags,
  log: Log,
) {
  const { name, classes } = metadata
  const options = { ...tableOptions(path, flags), classes }
  const bytes = await readBytes(path)
  const check = encodes(encoder)
  const isText = 'loaded' in encoder && encoder.loaded.input === 'text' && options.text !== undefined
  if (classifiers[classifier].samples === 'dense' && !isText) {
    const { samples, notes } = readNumbers(bytes, { ...numbersOptions(options, encoder, name), check })
    notes.forEach(log)
    return samples.map(({ class: label, input }) => ({ label, sample: encoder.encode(input.join(',')) }))
  }
  return encodeTexts(bytes, textOptions(options, name), encoder, log)
}

/** The texts of a table through an encoder, each once. */
function encodeTexts(
  bytes: Uint8Array,
  options: ReturnType<typeof textOptions>,
  encoder: SampleEncoder<string> | DenseEncoder,
  log: Log,
): { label: number; sample: SampleOf }[] {
  const made = new Map<string, SampleOf>()
  const check = encodes(encoder, made)
  const known = (text: string | number[]) =>
    check(text) ?? (made.get(String(text))?.length === 0 ? 'has no word that the model knows' : undefined)
  const { samples, notes } = readTexts(bytes, { ...options, check: known })
  notes.forEach(log)
  return samples.map(({ class: label, input }) => ({
    label,
    sample: made.get(input) ?? encoder.encode(input),
  }))
}

function textOptions(options: ReturnType<typeof tableOptions>, model = 'The model') {
  const { text } = options
  if (text !== undefined) return { ...options, text }
  throw new CliError(`${model} takes texts: say which column they are in with --text COLUMN.`)
}

function numbersOptions(
  options: ReturnType<typeof tableOptions>,
  encoder: SampleEncoder<string> | DenseEncoder,
  model = 'The model',
) {
  if (options.text !== undefined) {
    throw new CliError(`${model} takes numbers, not texts: leave --text out.`, [
      'The columns of the numbers are all but the label, or those of --features a,b,c.',
    ])
  }
  const inputs = 'inputs' in encoder ? (encoder.inputs as readonly { name: string }[]) : undefined
  return { ...options, featureCount: encoder.featureCount, inputs: inputs?.map(({ name }) => name) }
}

/**
 * What an encoder says of an input that it cannot encode.
 *
 * @param made Where samples are kept, by their texts.
 */
function encodes(encoder: SampleEncoder<string> | DenseEncoder, made?: Map<string, SampleOf>) {
  return (input: string | number[]): string | undefined => {
    try {
      const text = typeof input === 'string' ? input : input.join(',')
      const sample = encoder.encode(text)
      made?.set(text, sample)
      return undefined
    } catch (error) {
      if (!(error instanceof CotrainError)) throw error
      return `cannot be encoded: ${error.shortMessage.replace(/\.$/, '')}`
    }
  }
}
