import { nodeTransport, shownUrl } from '@cotrain/sdk'
import { type Chain, http, type Transport } from 'viem'

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
  /** A chain that others see, the local one of `cotrain up`, or one that runs in this browser from a recording. */
  kind: 'remote' | 'local' | 'demo'
  chain: Chain
  /** The address of its node, or of several with commas between them, the best first; of a demo just a word. */
  rpcUrl: string
  /** How it is asked. */
  transport: Transport
  /** Whether it is played with: there are accounts with play money, and its time can be skipped. */
  local: boolean
  models: readonly LocalModel[]
  /** Whether the server of the page keeps originals of contributions. */
  originals?: boolean
  /** Of a local chain: whether more models are being deployed, so that it is worth asking again. */
  isGrowing?: boolean
  /** The name of the chain that this demo stands in for, because it does not answer. */
  insteadOf?: string
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

/** Waits and tries again as nodes of others need it. */
export const patientTransport = (rpcUrl: string): Transport => nodeTransport(nodesOf(rpcUrl))

/** To what answers on this machine, once. */
export const directTransport = ({ kind, transport, rpcUrl }: Network): Transport =>
  kind === 'demo' ? transport : http(rpcUrl)
