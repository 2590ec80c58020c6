import { type Chain, custom, defineChain } from 'viem'
import type { RecordingIndex } from '../demo/chain/recording.ts'
import { findDemo, startDemo } from '../demo/startDemo.ts'
import { type LocalModel, type Network, nodesOf, patientTransport } from './network.ts'
import { askChainId, type ChainSettings, isChainSettings, readSettings } from './settings.ts'

/** Chains that everybody has on the own machine. */
const localChainId = 31_337

/**
 * The chain of the settings, else that of the server of this page, else the one that its host has chosen, else, or where
 * that one does not answer, the demo. Null where there is none of them: a chain has to be asked for.
 *
 * @param onProgress How much of the demo is loaded, 0 to 1.
 * @throws Error when the server or its chain does not answer, or the demo cannot be loaded
 */
export async function loadNetwork(onProgress: (share: number) => void): Promise<Network | null> {
  const chosen = readSettings()
  if (chosen !== null && chosen !== 'demo') return remote(chosen)
  if (chosen === null) {
    const local = await fetchLocal()
    if (local) return localNetwork(local)
  }
  const usual = readDefault()
  const isAway = usual !== null && chosen === null && !(await answers(usual))
  if (usual && chosen === null && !isAway) return remote(usual)
  const index = await findDemo()
  if (index) {
    const demo = await playDemo(index, onProgress)
    return isAway && usual ? { ...demo, insteadOf: (await chainOf(usual)).name } : demo
  }
  return usual && remote(usual)
}

async function remote(settings: ChainSettings): Promise<Network> {
  const { rpcUrl } = settings
  const chain = await chainOf(settings)
  return { kind: 'remote', chain, rpcUrl, transport: patientTransport(rpcUrl), local: false, models: [] }
}

async function localNetwork(file: LocalFile): Promise<Network> {
  const network = { ...(await remote(file)), ...modelsOf(file), originals: file.originals === true }
  return file.devAccounts === true ? { ...network, kind: 'local', local: true } : network
}

async function playDemo(index: RecordingIndex, onProgress: (share: number) => void): Promise<Network> {
  const { chainId, request } = await startDemo(index, onProgress)
  return {
    kind: 'demo',
    chain: chainCalled('Demo', chainId, []),
    rpcUrl: 'demo',
    transport: custom({ request }, { retryCount: 0 }),
    local: true,
    models: index.models,
  }
}

async function chainOf({ chainId, rpcUrl }: ChainSettings): Promise<Chain> {
  const nodes = nodesOf(rpcUrl)
  if (chainId === localChainId) return chainCalled('Local chain', chainId, nodes)
  const { knownChains } = await import('./knownChains.ts')
  const known = knownChains.find(chain => chain.id === chainId)
  return known
    ? { ...known, rpcUrls: { default: { http: nodes } } }
    : chainCalled(`Chain ${chainId}`, chainId, nodes)
}

const chainCalled = (name: string, id: number, nodes: string[]) =>
  defineChain({
    id,
    name,
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: nodes } },
  })

/** The chain that the host of this page has chosen when it was built, in the page's head (vite.config.ts). */
function readDefault(): ChainSettings | null {
  const content = document.querySelector<HTMLMetaElement>('meta[name="cotrain-chain"]')?.content
  try {
    const value: unknown = JSON.parse(content ?? 'null')
    return isChainSettings(value) ? value : null
  } catch {
    return null
  }
}

const answers = ({ rpcUrl, chainId }: ChainSettings) =>
  askChainId(rpcUrl).then(
    found => found === chainId,
    () => false,
  )

interface LocalFile extends ChainSettings {
  devAccounts?: boolean
  models?: LocalModel[]
  isComplete?: boolean
  originals?: boolean
}

const modelsOf = ({ models = [], isComplete = true }: LocalFile) => ({ models, isGrowing: !isComplete })

/** The models that the server of this page knows by now; null when it cannot say. */
export async function loadLocalModels(): Promise<Pick<Network, 'models' | 'isGrowing'> | null> {
  const file = await fetchLocal()
  return file && modelsOf(file)
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
  const file: unknown = await response.json().catch(() => null)
  return isChainSettings(file) ? (file as LocalFile) : null
}
