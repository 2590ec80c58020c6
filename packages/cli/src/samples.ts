import { readFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import {
  type ClippedNumber,
  classifiers,
  createIndexEncoder,
  type DenseEncoder,
  type LoadedDenseEncoder,
  type Model,
  type SampleEncoder,
  type SampleOf,
  unloadedEncoder,
} from '@cotrain/sdk'
import { decodeText, markOf } from '@cotrain/sdk/data'
import type { Connection } from './context.ts'
import { loadInstalled } from './encoders.ts'
import { CliError } from './errors.ts'
import type { OptionsOf } from './program/given.ts'
import type { sampled, standardInput } from './program/options.ts'

/** How a command takes one sample: a text argument, standard input, indices, numbers, or a picture. */
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
 * The sample that the user gave for `model`: indices as they are, all else through the model's encoder.
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
  const { stdin, features, numbers, image } = options
  const ways = [argument, stdin, features, numbers, image].filter(way => way !== undefined).length
  if (ways !== 1) {
    throw new CliError(
      `Give ${ways === 0 ? 'a sample' : 'one sample'}: a text, --stdin, --features "1 5 9", --numbers "39.1, 18.7" or --image FILE.`,
    )
  }
  checkForm(model, options)
  if (features !== undefined) {
    return {
      sample: createIndexEncoder(model.classifierOptions.featureCount).encode(features),
      clipped: [],
    }
  }
  const encoder = await (numbers === undefined ? encoderFor : describedEncoderFor)(client, model)
  return encodeWith(encoder, argument, options)
}

/** The sample that the user gave, but for indices, through an encoder; and the numbers that are beyond their ranges. */
export async function encodeWith(
  encoder: SampleEncoder<string> | DenseEncoder,
  argument: string | undefined,
  options: SampleOptions,
): Promise<{ sample: SampleOf; clipped: ClippedNumber[] }> {
  if (options.image !== undefined) {
    return { sample: await encodeImage(encoder, options.image), clipped: [] }
  }
  const text = options.numbers ?? (await readText(argument, options))
  return { sample: encoder.encode(text), clipped: 'clipped' in encoder ? encoder.clipped(text) : [] }
}

/**
 * The sample that an encoder makes of the picture in a file.
 *
 * @throws CliError if it takes no pictures; PictureError, file errors.
 */
export async function encodeImage(
  encoder: SampleEncoder<string> | DenseEncoder | LoadedDenseEncoder,
  path: string,
): Promise<SampleOf> {
  if (!('loaded' in encoder) || encoder.loaded.input !== 'picture') {
    throw new CliError(`The encoder ${encoder.name} takes no pictures.`, ['Leave out --image.'])
  }
  const { decodePicture } = await import('@cotrain/encoders')
  return encoder.loaded.encode(decodePicture(await readFile(path)))
}

/** Throws when the user gave a sample of the other form. */
function checkForm(model: Model, { features, numbers }: SampleOptions): void {
  const form = classifiers[model.classifier].samples
  if (form === 'dense' && features !== undefined) throw wrongForm(model, 'numbers: --numbers "39.1, 18.7, …"')
  if (form === 'sparse' && numbers !== undefined) {
    throw wrongForm(model, 'sets of features: a text, --stdin, or --features "1 5 9"')
  }
}

/** The encoder that a model on the chain names, for its form of samples; loaded, if it has to be. */
export async function encoderFor(
  client: Connection,
  model: Model,
): Promise<SampleEncoder<string> | DenseEncoder> {
  return client.getEncoder({ model, load: loadInstalled })
}

/** The same where numbers are all that it will be given, if it is given anything: nothing is loaded. */
export async function describedEncoderFor(
  client: Connection,
  model: Model,
): Promise<SampleEncoder<string> | DenseEncoder> {
  return unloadedEncoder(model.metadata.encoder) ?? client.getEncoder({ model })
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
