import { type CotrainStorage, cotrainActions, devAccount, nodeTransport, toCotrainError } from '@cotrain/sdk'
import { createClient, defineChain, type LocalAccount } from 'viem'
import { getChainId } from 'viem/actions'
import { loadAccount } from './accounts.ts'
import { closeAtEnd } from './connections.ts'
import { type KnownChain, knowChain, onKnownChain } from './knownChain.ts'
import { createOutput } from './output.ts'
import type { OptionsOf } from './program/given.ts'
import type { node, signer, spending } from './program/options.ts'
import { createSender, type Sender } from './sending/sender.ts'
import { bringSnapshot } from './snapshot/bringSnapshot.ts'
import { storageFor } from './storage.ts'

export type RpcOptions = Pick<OptionsOf<typeof node>, 'rpc'> & Partial<OptionsOf<typeof node>>
type SenderOptions = RpcOptions & OptionsOf<typeof signer> & Partial<OptionsOf<typeof spending>>

/**
 * A client of the node's chain, whatever chain that is.
 *
 * @throws NodeUnreachableError when the node does not answer.
 */
export async function connect(options: RpcOptions) {
  const chain = await knowChain(storageFor(options), options.rpc, () => chainIdOf(options.rpc))
  return connectOn(options, undefined, { chain })
}

/**
 * A client of the node's chain that signs for the user's account, asks before it spends, and says what it sends.
 *
 * @throws NodeUnreachableError when the node does not answer, CliError when the account cannot be had.
 */
export async function connectWithAccount(options: SenderOptions) {
  const chainId = await chainIdOf(options.rpc)
  const account = await loadAccount(options, chainId)
  const chain = { id: chainId, confirmed: Promise.resolve() }
  let sender: Sender | undefined
  const sending = (client: PlainClient) => {
    sender ??= createSender(client, options, chainId, createOutput(true).log)
    return sender.parameters
  }
  const client = await connectOn(options, account, { chain, sending })
  return { client, account, sender: sender! }
}

/** A client of a local chain that signs for a development account, the first unless another is named. */
export async function connectToLocal(rpc: string, account = 0) {
  const chain = { id: await chainIdOf([rpc]), confirmed: Promise.resolve() }
  return { ...connectAs([rpc], devAccount(account), { chain }), brought: undefined }
}

export type Connection = Awaited<ReturnType<typeof connect>>

/** `sending` tells how a client sends. */
type How = {
  chain: KnownChain
  sending?: (client: PlainClient) => Parameters<typeof cotrainActions>[0]
  storage?: CotrainStorage
}

/** A client that goes on from what was kept, and from the snapshot that the user named. */
async function connectOn(options: RpcOptions, account: LocalAccount | undefined, how: How) {
  const storage = storageFor(options)
  const client = connectAs(options.rpc, account, { ...how, storage })
  if (options.from === undefined) return { ...client, brought: undefined }
  const brought = await bringSnapshot(client, options.from, storage)
  return { ...connectAs(options.rpc, account, { ...how, storage: brought.storage }), brought }
}

function connectAs(
  nodes: readonly string[],
  account: LocalAccount | undefined,
  { chain, sending, storage }: How,
) {
  const client = plainClient(nodes, account, chain)
  // not a copy: what a sender says of the nonce is another thing each time
  return client.extend(cotrainActions(Object.assign(sending?.(client) ?? {}, { storage })))
}

type PlainClient = ReturnType<typeof plainClient>

function plainClient(nodes: readonly string[], account: LocalAccount | undefined, known: KnownChain) {
  const { id } = known
  const chain = defineChain({
    id,
    name: `chain ${id}`,
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: nodes } },
  })
  const client = createClient({
    ...(account === undefined ? {} : { account }),
    chain,
    transport: onKnownChain(nodeTransport(nodes), known),
    pollingInterval: nodes.every(isLocal) ? 50 : 2_000,
  })
  closeAtEnd(client.transport.close)
  return client
}

async function chainIdOf(nodes: readonly string[]): Promise<number> {
  const client = createClient({ transport: nodeTransport(nodes) })
  closeAtEnd(client.transport.close)
  try {
    return await getChainId(client)
  } catch (error) {
    throw toCotrainError(error)
  }
}

function isLocal(rpc: string): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(rpc).hostname)
}
