import { existsSync } from 'node:fs'
import type { SampleOf } from '@cotrain/sdk'
import {
  createLoadedEncoder,
  type DenseEncoder,
  EncoderUnknownError,
  isDenseEncoder,
  isLoadableEncoder,
  packDenseSample,
  packSample,
  resolveDenseEncoder,
  resolveEncoder,
  type SampleEncoder,
} from '@cotrain/sdk/encoders'
import { denseEncoderOf, encoderOf, isSparse } from '@cotrain/sdk/models'
import { connect } from '../context.ts'
import { loadInstalled } from '../encoders.ts'
import { CliError } from '../errors.ts'
import { plural } from '../format.ts'
import { chooseModel } from '../modelChoice.ts'
import { readModelFile } from '../modelFiles.ts'
import type { OptionsOf } from '../program/given.ts'
import type { encodeOptions } from '../program/make.ts'
import type { Invocation } from '../run.ts'
import { encodeImage, encoderFor, readText } from '../samples.ts'

type Options = OptionsOf<typeof encodeOptions>

/** `cotrain encode`: the sample that an encoder makes of a text. */
export default async function encodeCommand({
  out,
  options,
  args,
}: Invocation<Options, [string | undefined]>): Promise<void> {
  const encoder = await findEncoder(options)
  const sample = await encode(encoder, args[0], options)
  if (sample instanceof Int16Array) {
    const meanings = [...sample.keys()].map(index => encoder.describe(index) ?? null)
    const hex = packDenseSample(sample)
    out.result({ encoder: encoder.name, integers: [...sample], hex, meanings }, () =>
      [
        `${plural(sample.length, 'number')}: ${[...sample].join(' ')}  (in units of 2^-15)`,
        hex,
        ...('loaded' in encoder ? [] : [meanings.join(', ')]),
      ].join('\n'),
    )
    return
  }
  const meanings = [...sample].map(index => encoder.describe(index) ?? null)
  const hex = packSample(sample)
  out.result({ encoder: encoder.name, features: [...sample], hex, meanings }, () => {
    if (sample.length === 0) return 'No features: the encoder knows none of these words.'
    const lines = [`${plural(sample.length, 'feature')}: ${[...sample].join(' ')}`, hex]
    const known = meanings.some(meaning => meaning !== null)
    return [...lines, ...(known ? [meanings.map(meaning => meaning ?? '?').join(', ')] : [])].join('\n')
  })
}

async function encode(
  encoder: SampleEncoder<string> | DenseEncoder,
  argument: string | undefined,
  options: Options,
): Promise<SampleOf> {
  if (options.image === undefined) return encoder.encode(await readText(argument, options))
  if (argument !== undefined || options.stdin) throw new CliError('Give a text or --image, not both.')
  return encodeImage(encoder, options.image)
}

async function findEncoder(options: Options): Promise<SampleEncoder<string> | DenseEncoder> {
  const { encoder, model } = options
  if (encoder !== undefined) {
    if (model !== undefined) throw new CliError('Give --encoder or --model, not both.')
    if (isLoadableEncoder(encoder)) return load(encoder)
    return isDenseEncoder(encoder) ? resolveDenseEncoder(encoder) : resolveEncoder(encoder)
  }
  if (model !== undefined && (/\.(json|onnx)$/.test(model) || existsSync(model))) {
    const file = await readModelFile(model, options)
    const { encoder: ofFile } = isSparse(file) ? encoderOf(file) : denseEncoderOf(file)
    return isLoadableEncoder(ofFile.name) ? load(ofFile.name) : ofFile
  }
  const client = await connect(options)
  return encoderFor(client, await chooseModel(client, model))
}

async function load(name: string): Promise<DenseEncoder> {
  const loaded = await loadInstalled(name)
  if (loaded === undefined) throw new EncoderUnknownError(name)
  return createLoadedEncoder(loaded)
}
