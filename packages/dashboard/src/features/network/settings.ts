import { nodeTransport } from '@cotrain/sdk'
import { createClient } from 'viem'
import { getChainId } from 'viem/actions'
import { nodesOf } from './network.ts'

export interface ChainSettings {
  rpcUrl: string
  chainId: number
}

/** What the visitor chose, if anything: a chain, or the demo. */
export type Settings = ChainSettings | 'demo'

const storageKey = 'cotrain.network'

export function isChainSettings(value: unknown): value is ChainSettings {
  const { rpcUrl, chainId } = (value ?? {}) as Partial<ChainSettings>
  return typeof rpcUrl === 'string' && rpcUrl !== '' && Number.isSafeInteger(chainId)
}

export function readSettings(): Settings | null {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(storageKey) ?? 'null')
    return value === 'demo' || isChainSettings(value) ? value : null
  } catch {
    return null
  }
}

export function forgetSettings() {
  localStorage.removeItem(storageKey)
}

export function chooseDemo() {
  localStorage.setItem(storageKey, JSON.stringify('demo'))
}

/**
 * Asks the node for its chain and keeps both for the next visits.
 * @throws What viem throws when the node does not answer.
 */
export async function saveSettings(rpcUrl: string): Promise<void> {
  const chainId = await askChainId(rpcUrl)
  localStorage.setItem(storageKey, JSON.stringify({ rpcUrl, chainId }))
}

/** @throws What viem throws when no node answers within eight seconds */
export async function askChainId(rpcUrl: string): Promise<number> {
  const transport = nodeTransport(nodesOf(rpcUrl), { timeout: 8_000, patience: 8_000 })
  const client = createClient({ transport })
  return getChainId(client).finally(() => client.transport.close())
}
