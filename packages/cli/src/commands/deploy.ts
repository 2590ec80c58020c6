import { basename } from 'node:path'
import {
  classifiers,
  type DeployModelParameters,
  type EstimateDeploymentReturnType,
  formatModelId,
} from '@cotrain/sdk'
import { formatGwei } from 'viem'
import { connectWithAccount } from '../context.ts'
import { chargesForData } from '../costs/chains.ts'
import { usageOf } from '../costs/measureCosts.ts'
import { deployPrepared, type PreparedFile, prepareFile, type Quantised } from '../deployFile.ts'
import { formatAmount, formatCount, formatPercent, plural } from '../format.ts'
import { modelPath, readModelFile, readSamples } from '../modelFiles.ts'
import { noteOnSamples, notesOf } from '../notes.ts'
import type { OptionsOf } from '../program/given.ts'
import type { deployOptions } from '../program/make.ts'
import type { Invocation } from '../run.ts'

type Options = OptionsOf<typeof deployOptions>

/** `cotrain deploy`: puts a model file on the chain, or finishes an upload that was broken off; says first what it costs. */
export default async function deployCommand({
  out,
  options,
  args,
}: Invocation<Options, [string | undefined]>): Promise<void> {
  const path = modelPath(args[0], options.model)
  const file = await readModelFile(path, options)
  const data = options.data === undefined ? undefined : await readSamples(options.data, file)
  const name = options.name ?? file.name ?? basename(path).replace(/\.(json|onnx|txt)$/, '')

  const prepared = prepareFile({
    file,
    name,
    description: options.description,
    license: options.license,
    weightBits: options.weightBits,
    maxFeatures: options.maxFeatures,
    sampleWeight: options.sampleWeight,
    data,
    maxClasses: options.maxClasses,
    openClasses: options.openClasses,
    mechanism: options.mechanism,
    flags: options,
  })
  const { client, account, sender } = await connectWithAccount(options)
  const estimate = await client.estimateDeployment(prepared.parameters)
  const notes = [...notesOf(file, prepared.quantised), ...noteOnSamples(prepared)]
  const about = {
    name,
    owner: account.address,
    license: options.license ?? null,
    estimate,
    notes,
    ...describeSamples(prepared),
    ...describeRounding(prepared.quantised),
  }
  const costs = `${sayEstimate(estimate)}${chargesForData(client.chain.id) ? onTop : ''}`
  // an upload that would break off half-way is not begun; what is not simulated is rounded up
  await sender.checkStart(account.address, estimate.simulated ? estimate.cost : 0n)
  if (options.dryRun) return out.result(about, () => [...notes, costs].join('\n'))

  for (const note of notes) out.log(`Note: ${note}`)
  out.log(costs)
  if (estimate.transactions > 0) {
    const what = `${plural(estimate.transactions, 'transaction')} that deploy ${name}`
    await sender.ask({ account: account.address, what, most: margin(estimate.cost) })
  }
  const { model, created, hashes, trainerHashes } = await deployPrepared(client, out, prepared)
  const id = formatModelId(model)
  const sent = [...trainerHashes, ...hashes]
  const { gas } = await usageOf(client, ...sent)
  const transactions = hashes.length
  out.result({ id, trainer: model.trainer, created, transactions, gasUsed: gas, ...about }, () =>
    [
      `${out.colors.bold(name)} is on the chain as ${out.colors.bold(id)}${say(created, transactions)}.`,
      ...(sent.length === 0 ? [] : [`It took ${formatCount(gas)} gas.`]),
      ...sayRounding(about),
      `Try it: cotrain predict --model ${id} ${exampleOf(prepared.parameters)}`,
      ...(options.mechanism === 'market'
        ? [
            `What a market of it should offer, by samples of your own: cotrain market propose ${id} --data FILE`,
          ]
        : []),
    ].join('\n'),
  )
}

const onTop = ' What this chain charges for publishing the data on Ethereum comes on top.'

function sayEstimate(estimate: EstimateDeploymentReturnType): string {
  const { transactions, gas, simulated, gasPrice, proxyFunding, cost } = estimate
  if (transactions === 0) return 'The model is there already: there is nothing to send.'
  const bound = simulated ? '' : 'at most about '
  const proxy =
    proxyFunding === 0n
      ? ''
      : `, ${formatAmount(proxyFunding)} of it for the deployment proxy, which this chain lacks`
  const price = `${Number(formatGwei(gasPrice)).toPrecision(4)} gwei`
  return `To send: ${plural(transactions, 'transaction')}, ${bound}${formatCount(gas)} gas; at the node’s ${price}, ${formatAmount(cost)}${proxy}.`
}

/** Prices move, and each transaction may use a little more gas than it will: what is asked for covers that. */
const margin = (cost: bigint) => (cost * 3n) / 2n

/** How a sample of the model is given. */
function exampleOf({ quantised, metadata }: DeployModelParameters): string {
  if (classifiers[quantised.classifier].samples === 'dense') return '--numbers "1, 2.5, …"'
  return metadata.encoder.includes('indices-') ? '--features "0 3 …"' : '"a text"'
}

function describeSamples({ parameters, quantised: { options } }: PreparedFile) {
  const sampleWeight = 'sampleWeight' in options ? options.sampleWeight : null
  return { maxFeatures: parameters.maxFeatures ?? 0, sampleWeight }
}

function describeRounding({ options, roundingError, accuracyLoss }: Quantised) {
  const weightBits = 'weightBits' in options ? options.weightBits : null
  return { weightBits, roundingError, accuracyLoss: accuracyLoss ?? null }
}

function sayRounding({ weightBits, roundingError, accuracyLoss }: ReturnType<typeof describeRounding>) {
  return [
    weightBits === null
      ? `Rounding changed its parameters by ${formatPercent(roundingError)}.`
      : `Weights of ${weightBits} bits; rounding changed them by ${formatPercent(roundingError)}.`,
    ...(accuracyLoss === null
      ? []
      : [`Rounding costs ${(accuracyLoss * 100).toFixed(3)} points of accuracy.`]),
  ]
}

function say(created: boolean, transactions: number): string {
  if (created) return ` (${plural(transactions, 'transaction')})`
  return transactions === 0
    ? ' already; nothing was sent'
    : `: the broken-off upload is finished (${plural(transactions, 'transaction')})`
}
