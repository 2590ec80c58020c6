import { existsSync } from 'node:fs'
import { classifiers, formatModelId, type Model, mechanisms } from '@cotrain/sdk'
import { getBlobBaseFee, getGasPrice } from 'viem/actions'
import { startAnvil } from '../chain/anvil.ts'
import { claimPort } from '../chain/ports.ts'
import { type Connection, connect, connectToLocal, type RpcOptions } from '../context.ts'
import {
  assumed,
  blobShare,
  type Chain,
  costOn,
  type EthereumPrices,
  largeChains,
  type Price,
  type PriceSource,
} from '../costs/chains.ts'
import { lives } from '../costs/lives.ts'
import { type Measured, measureCosts, usageOf } from '../costs/measureCosts.ts'
import { defaultNodes } from '../defaultRpc.ts'
import { deployFile } from '../deployFile.ts'
import { formatCount } from '../format.ts'
import { readModelFile } from '../modelFiles.ts'
import { chooseModelUnder } from '../modelUnder.ts'
import { columns, type Output } from '../output.ts'
import type { OptionsOf } from '../program/given.ts'
import type { costsOptions } from '../program/use.ts'
import type { Invocation } from '../run.ts'
import { shippedModel } from '../up/demos/shipped.ts'

type Options = OptionsOf<typeof costsOptions>

const ethereum = 1

type Subject = { name: string; classifier: Model['classifier']; deploy: Measured; actions: Measured[] }

/** `cotrain costs`: gas of every action on a model, measured on a throwaway chain, and what that is in money. */
export default async function costsCommand({
  out,
  options,
  args,
}: Invocation<Options, [string | undefined]>): Promise<void> {
  const [what] = args
  const isFile = what === undefined || existsSync(what) || /\.(json|onnx)$/.test(what)
  const node = isFile ? undefined : await connect(options)
  const subject =
    node === undefined
      ? await measureFile(out, what ?? shippedModel, options.words)
      : await measureLive(node, options, what)
  const priced = node ?? (await connectForPrices(options))
  const prices = await pricesOf(options, priced)
  const ether = priceOf(options.ethPrice, undefined, assumed.etherPrice)
  const chains = await chainsOf(prices, priced)
  const rows = [subject.deploy, ...subject.actions].map(({ action, usage }) => ({
    action,
    gas: Math.round(usage.gas),
    bytes: Math.round(usage.bytes),
    costs: chains.map(chain => {
      const cost = costOn(chain, prices, usage)
      return { chain: chain.name, ether: cost, dollars: cost * ether.value }
    }),
  }))
  const { gas, blob } = prices
  const whole = livesOn(chains, prices, ether.value, options.words)
  const assumptions = {
    gasPrice: gas.value,
    blobPrice: blob.value,
    etherPrice: ether.value,
    sources: { gasPrice: gas.source, blobPrice: blob.source, etherPrice: ether.source },
    words: options.words,
    chains,
  }
  const { name, classifier } = subject
  out.result({ name, classifier, rows, lives: whole, assumptions }, () =>
    [
      out.colors.bold(`${name}  (${classifiers[classifier].title})`),
      '',
      columns(
        [
          ['', 'GAS', ...chains.map(({ name }) => name.toUpperCase())].map(out.colors.bold),
          ...rows.map(({ action, gas, costs }) => [
            action,
            formatCount(gas),
            ...costs.map(({ dollars }) => formatDollars(dollars)),
          ]),
        ],
        chains.map((_, i) => i + 2).concat(1),
      ),
      '',
      `A contribution and its claim, by mechanism (${whole[0]!.words} words, a sparse perceptron), now and on Amsterdam:`,
      '',
      columns(
        [
          ['', 'GAS', ...chains.map(({ name }) => name.toUpperCase())].map(out.colors.bold),
          ...whole.map(({ mechanism, gas, costs }) => [
            mechanisms[mechanism].title,
            nowAndThen(gas, formatCount),
            ...costs.map(({ dollars }) => nowAndThen(dollars, formatDollars)),
          ]),
        ],
        chains.map((_, i) => i + 2).concat(1),
      ),
      '',
      ...explain(prices, ether, options.words, chains),
    ].join('\n'),
  )
}

/** Puts the file on a chain of its own. */
async function measureFile(out: Output, path: string, words: number): Promise<Subject> {
  const file = await readModelFile(path)
  const chain = await startAnvil({ port: await claimPort(0, '--port') })
  try {
    const client = await connectToLocal(chain.rpcUrl)
    const { model, hashes } = await deployFile(
      client,
      { ...out, log: () => {} },
      {
        file,
        name: file.name ?? 'Model',
        mechanism: 'deposits',
        flags: { refundTime: 3_600, depositWeight: 1 },
      },
    )
    const deploy = { action: 'deploy', usage: await usageOf(client, ...hashes) }
    const described = (await client.getModel({ model })) as Model<'deposits'>
    const actions = await measureCosts(chain.rpcUrl, described, words)
    return { name: described.metadata.name, classifier: described.classifier, deploy, actions }
  } finally {
    await chain.stop()
  }
}

/** Measures on a fork of the node's chain, which nobody else sees. */
async function measureLive(node: Connection, options: Options, what: string | undefined): Promise<Subject> {
  const model = await chooseModelUnder(node, what, 'deposits')
  const deploy = { action: 'deploy', usage: await usageOf(node, ...(await deployHashes(node, model))) }
  const chain = await startAnvil({
    port: await claimPort(0, '--port'),
    extra: ['--fork-url', options.rpc[0]!],
  })
  try {
    const actions = await measureCosts(chain.rpcUrl, model, options.words)
    return {
      name: `${model.metadata.name} ${formatModelId(model)}`,
      classifier: model.classifier,
      deploy,
      actions,
    }
  } finally {
    await chain.stop()
  }
}

/** The transactions that created, uploaded and published the model. */
async function deployHashes(node: Connection, model: Model) {
  const { events } = await node.syncModel({ model })
  const made = ['ModelCreated', 'ParametersUploaded', 'EncoderPublished']
  const own = events.filter(({ eventName }) => made.includes(eventName))
  return [...new Set(own.map(({ transactionHash }) => transactionHash))]
}

/** The node that tells prices where a file is measured: one that was named must answer, the local one need not run. */
async function connectForPrices(options: RpcOptions): Promise<Connection | undefined> {
  if (options.rpc !== defaultNodes) return connect(options)
  const node = await connect(options).catch(() => undefined)
  return node?.chain.id === ethereum ? node : undefined
}

/** Flags first; then the node's, if it is one of Ethereum; then what is assumed. */
async function pricesOf(options: Options, node: Connection | undefined): Promise<EthereumPrices> {
  const onEthereum = node?.chain.id === ethereum
  const read = onEthereum ? Number(await getGasPrice(node)) / 1e9 : undefined
  const readBlob = onEthereum ? Number(await getBlobBaseFee(node)) / 1e9 : undefined
  const gas = priceOf(options.gasPrice, read, assumed.gasPrice)
  return { gas, blob: priceOf(options.blobPrice, readBlob, gas.value * blobShare) }
}

function priceOf(flag: number | undefined, read: number | undefined, otherwise: number): Price {
  if (flag !== undefined) return { value: flag, source: 'flag' }
  return read === undefined ? { value: otherwise, source: 'assumed' } : { value: read, source: 'node' }
}

/** The large chains, and the connected one, with the price that its node tells. */
async function chainsOf(prices: EthereumPrices, node: Connection | undefined): Promise<Chain[]> {
  const chains = largeChains(prices)
  if (node === undefined || node.chain.id === ethereum) return chains
  const { id, name } = node.chain
  const read = { gasPrice: Number(await getGasPrice(node)) / 1e9, source: 'node' as const }
  if (!chains.some(chain => chain.id === id)) return [...chains, { id, name, ...read }]
  return chains.map(({ note, ...chain }) => {
    if (chain.id === id) return { ...chain, ...read }
    return note === undefined ? chain : { ...chain, note }
  })
}

type Forks<value> = { osaka: value; amsterdam: value }

const nowAndThen = ({ osaka, amsterdam }: Forks<number>, format: (value: number) => string) =>
  `${format(osaka)} → ${format(amsterdam)}`

/** A contribution and its claim under each mechanism, with a sample of about so many words, at today's prices of gas. */
function livesOn(chains: readonly Chain[], prices: EthereumPrices, ether: number, words: number) {
  const distances = lives.map(life => Math.abs(life.words - words))
  const [nearest] = lives.filter((_, i) => distances[i] === Math.min(...distances))
  return lives
    .filter(life => life.words === nearest?.words)
    .map(({ mechanism, words, bytes, osaka, amsterdam }) => {
      const on = (chain: Chain, gas: number) => costOn(chain, prices, { gas, bytes }) * ether
      const costs = chains.map(chain => ({
        chain: chain.name,
        dollars: { osaka: on(chain, osaka), amsterdam: on(chain, amsterdam) },
      }))
      return { mechanism, words, bytes, gas: { osaka, amsterdam }, costs }
    })
}

const said: Record<PriceSource, string> = { flag: 'as you say', node: 'as its node says', assumed: 'assumed' }

function explain({ blob }: EthereumPrices, ether: Price, words: number, chains: readonly Chain[]): string[] {
  const gas = chains.map(({ name, gasPrice, source, note }) => [
    `  ${name}`,
    `${formatGwei(gasPrice)} gwei`,
    `${said[source]}${note === undefined ? '' : `: ${note}`}`,
  ])
  return [
    'Prices:',
    columns([
      ...gas,
      ['  blobs', `${formatGwei(blob.value)} gwei`, said[blob.source]],
      ['  one ether', `$${formatCount(ether.value)}`, said[ether.source]],
    ]),
    `Samples of ${words} words (of a dense model: all its numbers). Deposits come back and are no cost.`,
    'Rollups: what they charge for publishing the bytes on Ethereum is in, as if nothing could be compressed.',
    'Give prices of today with --gas-price, --blob-price (gwei), --eth-price (dollars), or the --rpc of a node.',
  ]
}

/** Without noise from floating point. */
const formatGwei = (gwei: number) => String(Number(gwei.toPrecision(4)))

function formatDollars(dollars: number): string {
  return `$${dollars >= 1 ? dollars.toFixed(2) : dollars.toPrecision(2)}`
}
