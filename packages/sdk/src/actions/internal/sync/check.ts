import {
  type Abi,
  type BaseError,
  decodeFunctionResult,
  encodeFunctionData,
  type Hex,
  numberToHex,
  RpcError,
  RpcRequestError,
} from 'viem'
import { trainerAbi } from '../../../abi/index.ts'
import { abiOf } from '../../../kinds/abiOf.ts'
import type { ModelReference } from '../../../kinds/modelId.ts'
import { entriesOfPage } from '../../../record/hashes.ts'
import type { LogView, Twin } from '../../../twin/index.ts'
import { phases } from '../../../twin/types/Market.ts'
import type { CotrainClient } from '../client.ts'
import { type Header, isMissing, patiently } from './blocks.ts'

/** Pages that are compared at each sync; of more, others the next time. */
const maxPages = 64
/** The same for reports. */
const maxReports = 400
/** Entries of a page. */
const pageSize = BigInt(entriesOfPage)

/** A contribution that may be open, and the position of its entry. */
export type OpenEntry = { index: bigint; position: bigint }

/** A view of the contract that the twin has as well. */
export type View = { functionName: string; args: readonly unknown[] }

/** Views with what the contract answered at a block. */
export type Reading = { views: View[]; answers: readonly Hex[]; time: bigint }

/**
 * Reads from the chain, at a block, what the twin of a model must agree with: its register, all that its mechanism keeps,
 * its classes, its log and the pages of entries that are not touched yet (and reports of contributions). In one call,
 * bound to the block by its hash.
 *
 * @param open Contributions that may be open.
 * @returns undefined when the node keeps no state of that block
 */
export async function readContract(
  client: CotrainClient,
  model: ModelReference,
  block: Point,
  open: readonly OpenEntry[],
): Promise<Reading | undefined> {
  const { modelId } = model
  const { number } = block
  const has = (name: string) => hasView(model, name)
  const ofModel = ['log', 'model', 'incentive', 'classCount', 'pinned']
  const pages = [...new Set(open.map(({ position }) => position / pageSize))]
  const reported = has('report') ? open.map(({ index }) => index) : []
  const views = [
    ...ofModel.map(functionName => ({ functionName, args: [modelId] })),
    ...turn(pages, maxPages, number).map(page => ({ functionName: 'page', args: [modelId, page] })),
    ...turn(reported, maxReports, number).map(index => ({ functionName: 'report', args: [modelId, index] })),
  ]
  return readViews(client, model, block, views)
}

/** A block, and when it was made (seconds since 1970). */
export type Point = Pick<Header, 'hash' | 'number' | 'timestamp'>

/** Whether the contract has a function for models of this kind. */
export function hasView(model: ModelReference, name: string): boolean {
  return (abiOf(model) as Abi).some(item => item.type === 'function' && item.name === name)
}

/** What the contract answers to views, in one call at a block; undefined when the node keeps no state of it. */
export async function readViews(
  client: CotrainClient,
  model: ModelReference,
  { hash, number, timestamp: time }: Point,
  views: View[],
): Promise<Reading | undefined> {
  const abi: Abi = abiOf(model)
  const { trainer } = model
  const calls = views.map(view => encodeFunctionData({ abi, ...view }))
  const data = encodeFunctionData({ abi: trainerAbi, functionName: 'multicall', args: [calls] })
  const call = { to: trainer, data }
  const at = (block: { blockHash: Hex } | Hex) =>
    client.request({ method: 'eth_call', params: [call, block] } as never) as Promise<Hex>
  try {
    const result = await patiently(() => at({ blockHash: hash }), isMissing).catch(error => {
      if (isAnswer(error)) return at(numberToHex(number))
      throw error
    })
    const answers = decodeFunctionResult({ abi: trainerAbi, functionName: 'multicall', data: result })
    return { views, answers, time }
  } catch (error) {
    if (isAnswer(error)) return undefined
    throw error
  }
}

/** Which of many are compared at a block: at the next ones others. */
function turn(items: readonly bigint[], most: number, blockNumber: bigint): readonly bigint[] {
  if (items.length <= most) return items
  const start = Number((blockNumber * BigInt(most)) % BigInt(items.length))
  return [...items, ...items].slice(start, start + most)
}

/** Whether the node has answered, though with an error. */
export function isAnswer(error: unknown): boolean {
  const walk = (error as BaseError).walk?.bind(error)
  return walk !== undefined && walk(e => e instanceof RpcError || e instanceof RpcRequestError) !== null
}

/** The first view in which the twin differs from the contract; undefined when there is none. */
export function difference(
  twin: Twin,
  model: ModelReference,
  { views, answers, time }: Reading,
): string | undefined {
  const abi: Abi = abiOf(model)
  const own = twin as unknown as Record<string, (...args: unknown[]) => unknown>
  for (const [i, { functionName, args }] of views.entries()) {
    const there = decodeFunctionResult({ abi, functionName, data: answers[i]! })
    const here = own[functionName]!(...args, ...(functionName === 'incentive' ? [time] : []))
    if (spell(there) !== spell(here)) return describe(functionName, args, here, there)
  }
  return undefined
}

/** The phases of an open market, between which time passes. */
const timed: readonly number[] = [phases.Committing, phases.Revealing, phases.Testing, phases.Overdue]

/** In which way the twin's answer differs from the contract's. */
function describe(functionName: string, args: readonly unknown[], here: unknown, there: unknown): string {
  if (functionName === 'log') {
    const [own, chain] = [here as LogView, there as LogView]
    if (own.entries !== chain.entries) {
      return `the log has ${chain.entries} entries on the chain, and ${own.entries} by the events`
    }
    if (own.running !== chain.running) {
      return `the running hash of ${chain.entries} entries is ${chain.running} on the chain, and ${own.running} by the events`
    }
  }
  if (functionName === 'page') {
    const [[, own], [, chain]] = [here as [unknown, bigint], there as [unknown, bigint]]
    const first = Number(args[1]) * entriesOfPage
    const positions = Array.from({ length: entriesOfPage }, (_, i) => i).filter(
      i => ((own ^ chain) >> BigInt(i)) & 1n,
    )
    const shown = positions.map(i => first + i).join(', ')
    return `whether entries are touched differs at positions ${shown} of the log`
  }
  return `${functionName}(${args.join(', ')}) is not what the chain says`
}

/**
 * What a view returned, spelt so that equal values are spelt equally. Phases of a market that only the time of the call
 * tells apart are spelt alike.
 */
function spell(value: unknown): string {
  return JSON.stringify(value, (key, item: unknown) => {
    if (key === 'phase' && timed.includes(Number(item))) return 'open'
    if (typeof item === 'bigint' || typeof item === 'number') return String(item)
    if (typeof item !== 'object' || item === null || Array.isArray(item)) return item
    return Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
  })
}
