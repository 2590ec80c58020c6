import { existsSync } from 'node:fs'
import { packSample, resolveEncoder, type SampleEncoder } from '@cotrain/sdk/encoders'
import { encoderOf } from '@cotrain/sdk/models'
import { connect, type RpcOptions } from '../context.ts'
import { CliError } from '../errors.ts'
import { plural } from '../format.ts'
import { chooseModel } from '../modelChoice.ts'
import { readModelFile } from '../modelFiles.ts'
import type { Invocation } from '../run.ts'
import { readText } from '../samples.ts'

type Options = RpcOptions & { stdin?: boolean; model?: string; encoder?: string }

/** `cotrain encode`: the sample that an encoder makes of a text. */
export default async function encodeCommand({
  out,
  options,
  args,
}: Invocation<Options, [string?]>): Promise<void> {
  const encoder = await findEncoder(options)
  const sample = encoder.encode(await readText(args[0], options))
  const features = [...sample].map(index => ({ index, meaning: encoder.describe(index) ?? null }))
  out.result(
    {
      encoder: encoder.name,
      features: [...sample],
      hex: packSample(sample),
      meanings: features.map(f => f.meaning),
    },
    () => {
      if (sample.length === 0) return 'No features: the encoder knows none of these words.'
      const lines = [`${plural(sample.length, 'feature')}: ${[...sample].join(' ')}`, packSample(sample)]
      const meanings = features.map(({ meaning }) => meaning ?? '?')
      return [...lines, ...(meanings.some(meaning => meaning !== '?') ? [meanings.join(', ')] : [])].join(
        '\n',
      )
    },
  )
}

async function findEncoder(options: Options): Promise<SampleEncoder<string>> {
  if (options.encoder !== undefined) {
    if (options.model !== undefined) throw new CliError('Give --encoder or --model, not both.')
    return resolveEncoder(options.encoder)
  }
  if (options.model?.endsWith('.json') || (options.model !== undefined && existsSync(options.model))) {
    return encoderOf(await readModelFile(options.model)).encoder
  }
  const client = await connect(options)
  return client.getEncoder({ model: await chooseModel(client, options.model) })
}
