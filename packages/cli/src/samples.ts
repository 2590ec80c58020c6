import { buffer } from 'node:stream/consumers'
import {
  type ClippedNumber,
  classifiers,
  createIndexEncoder,
  type DenseEncoder,
  type Model,
  type SampleEncoder,
  type SampleOf,
} from '@cotrain/sdk'
import { decodeText, markOf } from '@cotrain/sdk/data'
import type { Connection } from './context.ts'
import { CliError } from './errors.ts'
import type { OptionsOf } from './program/given.ts'
import type { sampled, standardInput } from './program/options.ts'

/** How a command takes one sample: a text argument, standard input, indices, or numbers. */
type SampleOptions = OptionsOf<typeof sampled>

/**
 * The text that the user gave.
 *
 * @throws CliError when there is none, or several.
 */
export async function readText(
  argument: string | undefined,
  { stdin }: OptionsOf<typeof standardInput>,
): Promise<string> {
  if (argument !== undefined && stdin) throw new CliError('Give a text or --stdin, not both.')
  if (stdin) return readStdin()
  if (argument === undefined) throw new CliError('Give a text, or --stdin to read one.')
  return argument
}

/**
 * The sample that the user gave for `model`: indices as they are, texts and numbers through the model's encoder.
 *
 * @throws CliError when there is none, or several, or one of the other form; errors of the encoder.
 */
export async function readSample(
  client: Connection,
  model: Model,
  argument: string | undefined,
  options: SampleOptions,
): Promise<SampleOf> {
  return (await readSampleWithRanges(client, model, argument, options)).sample
}

/** The same, and the numbers that are beyond their ranges. */
export async function readSampleWithRanges(
  client: Connection,
  model: Model,
  argument: string | undefined,
  options: SampleOptions,
): Promise<{ sample: SampleOf; clipped: ClippedNumber[] }> {
  const { stdin, features, numbers } = options
  const ways = [argument, stdin, features, numbers].filter(way => way !== undefined).length
  if (ways !== 1) {
    throw new CliError(
      `Give ${ways === 0 ? 'a sample' : 'one sample'}: a text, --stdin, --features "1 5 9" or --numbers "39.1, 18.7".`,
    )
  }
  checkForm(model, options)
  if (features !== undefined) {
    return {
      sample: createIndexEncoder(model.classifierOptions.featureCount).encode(features),
      clipped: [],
    }
  }
  return encodeWith(await encoderFor(client, model), argument, options)
}

/** The sample that the user gave, but for indices, through an encoder; and the numbers that are beyond their ranges. */
export async function encodeWith(
  encoder: SampleEncoder<string> | DenseEncoder,
  argument: string | undefined,
  options: SampleOptions,
): Promise<{ sample: SampleOf; clipped: ClippedNumber[] }> {
  const text = options.numbers ?? (await readText(argument, options))
  return { sample: encoder.encode(text), clipped: 'clipped' in encoder ? encoder.clipped(text) : [] }
}

/** Throws when the user gave a sample of the other form. */
function checkForm(model: Model, { features, numbers }: SampleOptions): void {
  const form = classifiers[model.classifier].samples
  if (form === 'dense' && features !== undefined) throw wrongForm(model, 'numbers: --numbers "39.1, 18.7, …"')
  if (form === 'sparse' && numbers !== undefined) {
    throw wrongForm(model, 'sets of features: a text, --stdin, or --features "1 5 9"')
  }
}

/** The encoder that a model on the chain names, for its form of samples. */
export async function encoderFor(
  client: Connection,
  model: Model,
): Promise<SampleEncoder<string> | DenseEncoder> {
  return client.getEncoder({ model })
}

function wrongForm({ metadata }: Model, form: string): CliError {
  return new CliError(`${metadata.name} takes ${form}.`)
}

let input: Promise<string> | undefined

/** Standard input, which ends once: for all who ask for it. */
function readStdin(): Promise<string> {
  input ??= readInput()
  return input
}

/** Standard input as text: without its byte-order mark; what is not UTF-8, as in old mails, is passed over. */
async function readInput(): Promise<string> {
  const bytes = await buffer(process.stdin)
  return markOf(bytes) === undefined ? new TextDecoder().decode(bytes) : decodeText(bytes)
}
