import { encodeSnapshot, formatModelId } from '@cotrain/sdk'
import { replaceFile } from '@cotrain/simulator/files'
import { connect } from '../context.ts'
import { CliError } from '../errors.ts'
import { plural } from '../format.ts'
import { chooseModel } from '../modelChoice.ts'
import type { OptionsOf } from '../program/given.ts'
import type { snapshotOptions } from '../program/use.ts'
import type { Invocation } from '../run.ts'

type Options = OptionsOf<typeof snapshotOptions>

/** `cotrain snapshot`: a model's whole history as a file, or whether somebody's file is true. */
export default async function snapshotCommand({
  out,
  options,
  args,
}: Invocation<Options, [string | undefined]>): Promise<void> {
  const { out: file, from } = options
  if (file === undefined && from === undefined) {
    throw new CliError('Name the file to write with --out, or a snapshot to check with --from.')
  }
  const client = await connect(options)
  const model = await chooseModel(client, args[0])
  const synced = await client.syncModel({ model })
  const bytes = encodeSnapshot(synced, { chainId: client.chain.id })
  if (file !== undefined) replaceFile(file, bytes)
  const { blockNumber, blockHash, events, contributions } = synced
  const words = client.brought ? client.brought.words === true : true
  const document = {
    ...{ model: formatModelId(model), name: model.metadata.name, chainId: client.chain.id },
    block: Number(blockNumber),
    blockHash,
    ...{ events: events.length, contributions: contributions.length, bytes: bytes.length },
    ...{ from: from ?? null, words, out: file ?? null },
  }
  out.result(document, () => {
    const what = `${model.metadata.name} (${formatModelId(model)}) at block ${blockNumber}, ${plural(contributions.length, 'contribution')}`
    const proved = words ? '' : ', but for the names'
    return [
      ...(from === undefined ? [] : [`${from} is the model on this chain${proved}.`]),
      file === undefined ? what : `${what}, is in ${file} (${plural(bytes.length, 'byte')}).`,
    ].join('\n')
  })
}
