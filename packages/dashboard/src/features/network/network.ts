import { nodeTransport, shownUrl } from '@cotrain/sdk'
import { type Chain, createClient, defineChain } from 'viem'
import { getChainId } from 'viem/actions'
import { arbitrum, base, baseSepolia, gnosis, mainnet, optimism, polygon, sepolia } from 'viem/chains'

/** A model that the local server deployed, with the mails that it was never trained on. */
export interface LocalModel {
  id: string
  name: string
  /** Where the held-out samples are: lines of `LABEL i1 i2 …`. */
  heldOut?: string
  /** Where the hidden test set of its market is, for which its sponsor needs no file. */
  secret?: string
}

/** The chain that the page reads, and what is known about it. */
export interface Network {
  chain: Chain
  /** The address of its node, or of several with commas between them, the best first. */
  rpcUrl: string
  /** Served by `cotrain up`: its development accounts can be used and its time can be skipped. */
  local: boolean
  models: readonly LocalModel[]
}

export interface NetworkSettings {
  rpcUrl: string
  chainId: number
}

export const knownChains: readonly Chain[] = [
  mainnet,
  sepolia,
  base,
  baseSepolia,
  optimism,
  arbitrum,
  polygon,
  gnosis,
]

const storageKey = 'cotrain.network'

/**
 * The chain of the settings, else the one of the server of this page, else nothing: it has to be asked for.
 *
 * @throws Error when the server or its chain does not answer
 */
export async function loadNetwork(): Promise<Network | null> {
  const stored = readSettings()
  if (stored) return { ...toNetwork(stored), local: false, models: [] }
  const local = await fetchLocal()
  if (!local) return null
  return { ...toNetwork(local), local: local.devAccounts === true, models: local.models ?? [] }
}

function toNetwork({ rpcUrl, chainId }: NetworkSettings) {
  return { rpcUrl, chain: toChain(chainId, rpcUrl) }
}

function toChain(chainId: number, rpcUrl: string): Chain {
  const rpcUrls = { default: { http: nodesOf(rpcUrl) } }
  const known = knownChains.find(chain => chain.id === chainId)
  if (known) return { ...known, rpcUrls }
  const name = chainId === 31337 ? 'Local chain' : `Chain ${chainId}`
  return defineChain({
    id: chainId,
    name,
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls,
  })
}

interface LocalFile extends NetworkSettings {
  devAccounts?: boolean
  models?: LocalModel[]
}

/**
 * `local.json` beside the page, which `cotrain up` serves; a server without it answers 404 or with the page.
 *
 * @throws Error when the server has it, but cannot say what is in it
 */
async function fetchLocal(): Promise<LocalFile | null> {
  const response = await fetch('./local.json', { cache: 'no-store' })
  if (response.status >= 500) throw new Error('The local chain does not answer.')
  if (!response.ok) return null
  const file = (await response.json().catch(() => null)) as Partial<LocalFile> | null
  return typeof file?.rpcUrl === 'string' && typeof file.chainId === 'number' ? (file as LocalFile) : null
}

/** The addresses in what was typed or stored. */
export function nodesOf(rpcUrl: string): string[] {
  return rpcUrl
    .split(/[,\s]+/)
    .map(url => url.trim())
    .filter(url => url !== '')
}

/** The same as they may be shown: without what may be a key. */
export function shownNodes(rpcUrl: string): string {
  return nodesOf(rpcUrl).map(shownUrl).join(', ')
}

export function readSettings(): NetworkSettings | null {
  try {
    const value = JSON.parse(localStorage.getItem(storageKey) ?? 'null')
    return typeof value?.rpcUrl === 'string' && Number.isSafeInteger(value.chainId) ? value : null
  } catch {
    return null
  }
}

export function forgetSettings() {
  localStorage.removeItem(storageKey)
}

/**
 * Asks the node for its chain and keeps both for the next visits.
 * @throws What viem throws when the node does not answer.
 */
export async function saveSettings(rpcUrl: string): Promise<void> {
  const transport = nodeTransport(nodesOf(rpcUrl), { timeout: 8_000, patience: 8_000 })
  const client = createClient({ transport })
  const chainId = await getChainId(client).finally(() => client.transport.close())
  localStorage.setItem(storageKey, JSON.stringify({ rpcUrl, chainId }))
}
