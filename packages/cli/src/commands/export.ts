import { formatModelId } from '@cotrain/sdk'
import { toModelFile, writeModelFile, writeOnnx, writeSklearn } from '@cotrain/sdk/models'
import { replaceFile } from '@cotrain/simulator/files'
import { connect } from '../context.ts'
import { CliError } from '../errors.ts'
import { chooseModel } from '../modelChoice.ts'
import { aboutOf } from '../modelFiles.ts'
import type { OptionsOf } from '../program/given.ts'
import type { exportOptions } from '../program/make.ts'
import type { Invocation } from '../run.ts'
import { describedEncoderFor } from '../samples.ts'

type Options = OptionsOf<typeof exportOptions>

/** `cotrain export`: a live model as a model file, as it is now or was after a block. */
export default async function exportCommand({
  out,
  options,
  args,
}: Invocation<Options, [string | undefined]>): Promise<void> {
  const client = await connect(options)
  const model = await chooseModel(client, args[0])
  const encoder = await describedEncoderFor(client, model)
  const about = aboutOf(model, encoder)
  const toBlock = options.block === undefined ? undefined : BigInt(options.block)
  const { twin } = await client.syncModel({ model, toBlock })
  const integers = twin.integers(model.modelId)
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
