import { cotrainActions, devAccount, toCotrainError } from '@cotrain/sdk'
import { createClient, defineChain, http, type LocalAccount } from 'viem'
import { getChainId } from 'viem/actions'
import { loadAccount } from './accounts.ts'
import type { OptionsOf } from './program/given.ts'
import type { node, sender } from './program/options.ts'
import { noticeMined, noticeSent } from './sending/notices.ts'

export type RpcOptions = OptionsOf<typeof node>
/** `timeout`: seconds to wait for each transaction. */
type SenderOptions = OptionsOf<typeof sender>

/**
 * A client of the node's chain, whatever chain that is.
 *
 * @throws NodeUnreachableError when the node does not answer.
 */
export async function connect({ rpc }: RpcOptions) {
  return connectAs(rpc, undefined)
}

/**
 * A client of the node's chain that signs for the user's account, and says what it sends.
 *
 * @throws NodeUnreachableError when the node does not answer, CliError when the account cannot be had.
 */
export async function connectWithAccount(options: SenderOptions) {
  const chainId = await chainIdOf(options.rpc)
  const account = await loadAccount(options, chainId)
  const told = { onHash: noticeSent, onReceipt: noticeMined }
  const waiting = options.timeout === undefined ? told : { ...told, timeout: options.timeout * 1000 }
  return { client: await connectAs(options.rpc, account, { chainId, waiting }), account }
}

/** A client of a local chain that signs for a development account, the first unless another is named. */
export async function connectToLocal(rpc: string, account = 0) {
  return connectAs(rpc, devAccount(account))
}

export type Connection = Awaited<ReturnType<typeof connect>>

async function connectAs(
  rpc: string,
  account: LocalAccount | undefined,
  { chainId, waiting }: { chainId?: number; waiting?: Parameters<typeof cotrainActions>[0] } = {},
) {
  const id = chainId ?? (await chainIdOf(rpc))
  const chain = defineChain({
    id,
    name: `chain ${id}`,
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [rpc] } },
  })
  return createClient({
    ...(account === undefined ? {} : { account }),
    chain,
    transport: http(rpc, { retryCount: 2 }),
    pollingInterval: isLocal(rpc) ? 50 : 2_000,
  }).extend(cotrainActions(waiting))
}

async function chainIdOf(rpc: string): Promise<number> {
  try {
    return await getChainId(createClient({ transport: http(rpc, { retryCount: 1 }) }))
  } catch (error) {
    throw toCotrainError(error)
  }
}

function isLocal(rpc: string): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(rpc).hostname)
}
