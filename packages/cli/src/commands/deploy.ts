import { basename } from 'node:path'
import { formatModelId } from '@cotrain/sdk'
import type { AccountOptions } from '../accounts.ts'
import { connectWithAccount, type RpcOptions } from '../context.ts'
import { deployFile } from '../deployFile.ts'
import { formatPercent, plural } from '../format.ts'
import { type ModelFileOptions, modelPath, readModelFile, readSamples } from '../modelFiles.ts'
import type { Invocation } from '../run.ts'

type Options = RpcOptions &
  AccountOptions &
  ModelFileOptions & {
    data?: string
    name?: string
    description?: string
    weightBits: number | 'auto'
    depositWeight: number
    refundTime: number
    ownerTime: number
    anyTime: number
  }

/** `cotrain deploy`: puts a model file on the chain, or finishes an upload that was broken off. */
export default async function deployCommand({
  out,
  options,
  args,
}: Invocation<Options, [string?]>): Promise<void> {
  const path = modelPath(args[0], options)
  const file = await readModelFile(path, options)
  const data = options.data === undefined ? undefined : await readSamples(options.data, file)
  const name = options.name ?? file.name ?? basename(path).replace(/\.(json|onnx)$/, '')

  const { client, account } = await connectWithAccount(options)
  const { model, created, hashes, quantised } = await deployFile(client, out, {
    file,
    name,
    description: options.description,
    weightBits: options.weightBits,
    data,
    incentiveOptions: {
      refundTime: options.refundTime,
      ownerClaimTime: options.ownerTime,
      anyClaimTime: options.anyTime,
      depositWeight: options.depositWeight,
    },
  })
  const id = formatModelId(model)
  const transactions = hashes.length
  const { accuracyLoss, roundingError } = quantised
  const weightBits = 'weightBits' in quantised.options ? quantised.options.weightBits : null
  out.result(
    {
      id,
      name,
      trainer: model.trainer,
      owner: account.address,
      created,
      transactions,
      weightBits,
      roundingError,
      accuracyLoss: accuracyLoss ?? null,
    },
    () =>
      [
        `${out.colors.bold(name)} is on the chain as ${out.colors.bold(id)}${say(created, transactions)}.`,
        weightBits === null
          ? `Rounding changed its parameters by ${formatPercent(roundingError)}.`
          : `Weights of ${weightBits} bits; rounding changed them by ${formatPercent(roundingError)}.`,
        ...(accuracyLoss === undefined
          ? []
          : [`Rounding costs ${(accuracyLoss * 100).toFixed(3)} points of accuracy.`]),
        `Try it: cotrain predict --model ${id} …`,
      ].join('\n'),
  )
}

function say(created: boolean, transactions: number): string {
  if (created) return ` (${plural(transactions, 'transaction')})`
  return transactions === 0
    ? ' already; nothing was sent'
    : `: the broken-off upload is finished (${plural(transactions, 'transaction')})`
}
