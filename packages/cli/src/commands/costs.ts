import { existsSync } from 'node:fs'
import { type DepositKind, formatModelId, kinds, type Model } from '@cotrain/sdk'
import { parseEventLogs } from 'viem'
import { startAnvil } from '../chain/anvil.ts'
import { claimPort } from '../chain/ports.ts'
import { type Connection, connect, connectToLocal, type RpcOptions } from '../context.ts'
import { assumed, type Chain, costOn, type EthereumPrices, largeChains } from '../costs/chains.ts'
import { type Measured, measureCosts, usageOf } from '../costs/measureCosts.ts'
import { deployFile } from '../deployFile.ts'
import { formatCount } from '../format.ts'
import { chooseMechanism } from '../mechanisms.ts'
import { type ModelFileOptions, readModelFile } from '../modelFiles.ts'
import { chooseModelUnder } from '../modelUnder.ts'
import { columns, type Output } from '../output.ts'
import type { Invocation } from '../run.ts'
import { shippedModel } from '../up/demos/shipped.ts'

type Options = RpcOptions &
  Omit<ModelFileOptions, 'model'> & {
    words: number
    gasPrice?: number
    blobPrice?: number
    ethPrice?: number
  }

type Subject = { name: string; kind: Model['kind']; deploy: Measured; actions: Measured[] }

/** `cotrain costs`: gas of every action on a model, measured on a throwaway chain, and what that is in money. */
export default async function costsCommand({
  out,
  options,
  args,
}: Invocation<Options, [string?]>): Promise<void> {
  const [what] = args
  const isFile = what === undefined || existsSync(what) || /\.(json|onnx)$/.test(what)
  const node = isFile ? undefined : await connect(options)
  const subject =
    node === undefined
      ? await measureFile(out, what ?? shippedModel, options)
      : await measureLive(node, options, what)
  const prices = await pricesOf(options, node)
  const { ethPrice: etherPrice = assumed.etherPrice } = options
  const chains = [...largeChains(prices), ...(await connectedChain(node))]
  const rows = [subject.deploy, ...subject.actions].map(({ action, usage }) => ({
    action,
    gas: Math.round(usage.gas),
    bytes: Math.round(usage.bytes),
    costs: chains.map(chain => {
      const ether = costOn(chain, prices, usage)
      return { chain: chain.name, ether, dollars: ether * etherPrice }
    }),
  }))
  const assumptions = { ...prices, etherPrice, words: options.words, chains }
  const { name, kind } = subject
  out.result({ name, kind, rows, assumptions }, () =>
    [
      out.colors.bold(`${name}  (${kinds[kind].classifier})`),
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
      ...explain(prices, etherPrice, options.words, chains),
    ].join('\n'),
  )
}

/** Puts the file on a chain of its own. */
async function measureFile(out: Output, path: string, options: Options): Promise<Subject> {
  const file = await readModelFile(path, options)
  const chain = await startAnvil({ port: await claimPort(0, '--port') })
  try {
    const client = await connectToLocal(chain.rpcUrl)
    const { model, hashes } = await deployFile(
      client,
      { ...out, log: () => {} },
      {
        file,
        name: file.name ?? 'Model',
        chosen: chooseMechanism('deposits', { refundTime: 3_600, depositWeight: 1 }),
      },
    )
    const deploy = { action: 'deploy', usage: await usageOf(client, ...hashes) }
    const described = (await client.getModel({ model })) as Model<DepositKind>
    const actions = await measureCosts(chain.rpcUrl, described, options.words)
    return { name: described.metadata.name, kind: described.kind, deploy, actions }
  } finally {
    await chain.stop()
  }
}

/** Measures on a fork of the node's chain, which nobody else sees. */
async function measureLive(node: Connection, options: Options, what: string | undefined): Promise<Subject> {
  const model = await chooseModelUnder(node, what, 'deposit-refund-take')
  const deploy = { action: 'deploy', usage: await usageOf(node, ...(await deployHashes(node, model))) }
  const chain = await startAnvil({ port: await claimPort(0, '--port'), extra: ['--fork-url', options.rpc] })
  try {
    const actions = await measureCosts(chain.rpcUrl, model, options.words)
    return { name: `${model.metadata.name} ${formatModelId(model)}`, kind: model.kind, deploy, actions }
  } finally {
    await chain.stop()
  }
}

/** The transactions that created, uploaded and published the model. */
async function deployHashes(node: Connection, { kind, trainer, modelId, createdBlock }: Model) {
  const logs = await node.getLogs({ address: trainer, fromBlock: createdBlock })
  const events = parseEventLogs({
    abi: kinds[kind].abi,
    logs,
    eventName: ['ModelCreated', 'ParametersUploaded', 'EncoderPublished'],
  })
  const own = events.filter(({ args }) => args.modelId === modelId)
  return [...new Set(own.map(({ transactionHash }) => transactionHash))]
}

/** Flags first; then the node's, if it is one of Ethereum; then what is assumed. */
async function pricesOf(options: Options, node: Connection | undefined): Promise<EthereumPrices> {
  const onEthereum = node?.chain.id === 1
  const read = onEthereum ? Number(await node.getGasPrice()) / 1e9 : undefined
  const readBlob = onEthereum ? Number(await node.getBlobBaseFee()) / 1e9 : undefined
  return {
    gasPrice: options.gasPrice ?? read ?? assumed.gasPrice,
    blobPrice: options.blobPrice ?? readBlob ?? assumed.blobPrice,
  }
}

async function connectedChain(node: Connection | undefined): Promise<Chain[]> {
  if (node === undefined || node.chain.id === 1) return []
  return [{ name: `chain ${node.chain.id}`, gasPrice: Number(await node.getGasPrice()) / 1e9 }]
}

function explain(prices: EthereumPrices, ether: number, words: number, chains: readonly Chain[]): string[] {
  const gas = chains.map(({ name, gasPrice }) => `${name} ${gasPrice} gwei`).join(', ')
  return [
    `Gas prices: ${gas}; blobs ${prices.blobPrice} gwei; 1 ETH = $${formatCount(ether)}.`,
    `Samples of ${words} words (of a dense model: all its numbers). Deposits come back and are no cost.`,
    'Rollups: what they charge for publishing the bytes on Ethereum is in, as if nothing could be compressed.',
    'Give other prices with --gas-price, --blob-price (gwei) and --eth-price (dollars).',
  ]
}

function formatDollars(dollars: number): string {
  return `$${dollars >= 1 ? dollars.toFixed(2) : dollars.toPrecision(2)}`
}
