import { createTwin, formatModelId, kinds, type Model } from '@cotrain/sdk'
import {
  type About,
  type IntegerModel,
  toModelFile,
  writeModelFile,
  writeOnnx,
  writeSklearn,
} from '@cotrain/sdk/models'
import { replaceFile } from '@cotrain/simulator/files'
import { parseEventLogs } from 'viem'
import { type Connection, connect, type RpcOptions } from '../context.ts'
import { CliError } from '../errors.ts'
import { chooseModel } from '../modelChoice.ts'
import type { Invocation } from '../run.ts'
import { encoderFor } from '../samples.ts'

type Options = RpcOptions & {
  format: 'json' | 'sklearn' | 'scikit-learn' | 'onnx'
  block?: number
  out?: string
}

/** `cotrain export`: a live model as a model file, as it is now or was after a block. */
export default async function exportCommand({
  out,
  options,
  args,
}: Invocation<Options, [string?]>): Promise<void> {
  const client = await connect(options)
  const model = await chooseModel(client, args[0])
  const encoder = await encoderFor(client, model)
  const about = aboutOf(model, encoder)
  const integers = await integersOf(client, model, options.block)
  const file = toModelFile(integers, about, 'scales' in encoder ? encoder : undefined)
  const { format, block = null } = options
  const content =
    format === 'onnx' ? writeOnnx(file) : format === 'json' ? writeModelFile(file) : writeSklearn(file)
  if (options.out === undefined) {
    if (typeof content !== 'string') throw new CliError('An ONNX file is not text: name a file with --out.')
    if (!out.json) return void process.stdout.write(content)
  } else {
    replaceFile(options.out, content)
  }
  const document = { model: formatModelId(model), type: file.type, format, block, out: options.out ?? null }
  const text = options.out === undefined ? { file: JSON.parse(String(content)) } : {}
  out.result({ ...document, ...text }, () => `${model.metadata.name} is in ${options.out}.`)
}

function aboutOf({ metadata }: Model, encoder: object): About {
  const { name, description, links, classes, encoder: encoderName } = metadata
  return {
    name,
    classifications: [...classes],
    encoder: encoderName,
    ...(description === undefined ? {} : { description }),
    ...(links === undefined ? {} : { links }),
    ...('words' in encoder ? { vocabulary: [...(encoder.words as string[])] } : {}),
    ...('inputs' in encoder ? { inputs: encoder.inputs as NonNullable<About['inputs']> } : {}),
  }
}

async function integersOf(
  client: Connection,
  model: Model,
  block: number | undefined,
): Promise<IntegerModel> {
  if (block === undefined) {
    const { twin } = await client.syncModel({ model })
    return twin.integers(model.modelId)
  }
  const { kind, trainer, modelId, createdBlock } = model
  if (BigInt(block) < createdBlock) {
    throw new CliError(`${model.metadata.name} was created in block ${createdBlock}, after block ${block}.`)
  }
  const logs = await client.getLogs({ address: trainer, fromBlock: createdBlock, toBlock: BigInt(block) })
  const twin = createTwin({ kind, only: modelId })
  const { timestamp } = await client.getBlock({ blockNumber: createdBlock })
  for (const event of parseEventLogs({ abi: kinds[kind].abi, logs })) {
    if (event.args.modelId !== modelId) continue
    twin.applyEvent({ ...event, blockTimestamp: timestamp } as Parameters<typeof twin.applyEvent>[0])
  }
  return twin.integers(modelId)
}
