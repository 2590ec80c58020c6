import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { formatModelId } from '@cotrain/sdk'
import type { AccountOptions } from '../accounts.ts'
import { connectWithAccount, type RpcOptions } from '../context.ts'
import { deployFile } from '../deployFile.ts'
import { CliError } from '../errors.ts'
import { formatPercent, plural } from '../format.ts'
import { readModelFile, readSamples } from '../modelFiles.ts'
import type { Invocation } from '../run.ts'

type Options = RpcOptions &
  AccountOptions & {
    model: string
    vocabulary?: string
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
export default async function deployCommand({ out, options }: Invocation<Options>): Promise<void> {
  const file = await readModelFile(options.model)
  if (options.vocabulary !== undefined)
    file.vocabulary = await readWords(options.vocabulary, file.weights.length)
  const data = options.data === undefined ? undefined : await readSamples(options.data)
  const name = options.name ?? file.name ?? basename(options.model).replace(/\.json$/, '')

  const { client, account } = await connectWithAccount(options)
  const { model, created, transactions, quantised } = await deployFile(client, out, {
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
  const { accuracyLoss, roundingError } = quantised
  const { weightBits } = quantised.options
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
        `Weights of ${weightBits} bits; rounding changed them by ${formatPercent(roundingError)}.`,
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

/** @throws CliError when there are not as many words as features. */
async function readWords(path: string, features: number): Promise<string[]> {
  const words = (await readFile(path, 'utf8')).split(/\r?\n/)
  if (words.at(-1) === '') words.pop()
  if (words.length === features) return words
  throw new CliError(`The vocabulary has ${words.length} words, the model has ${features} features.`, [
    'One word a line is needed, in the order of the features.',
  ])
}
