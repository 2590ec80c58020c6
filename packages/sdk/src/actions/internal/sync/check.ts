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
import type { ModelReference } from '../../../kinds/modelId.ts'
import { abiOf } from '../../../kinds/trainers.ts'
import type { Twin } from '../../../twin/index.ts'
import type { CotrainClient } from '../client.ts'
import { type Header, isMissing, patiently } from './blocks.ts'

/** Records that are compared at each sync; of more, others the next time. */
const maxRecords = 400

/** A view of the contract that the twin has as well. */
type View = { functionName: string; args: readonly unknown[] }

/** Views with what the contract answered at a block. */
export type Reading = { views: View[]; answers: readonly Hex[]; time: bigint }

/**
 * Reads from the chain, at a block, what the twin of a model must agree with: its register, all that its mechanism keeps,
 * its classes, and the records of contributions (and reports of them). In one call, bound to the block by its hash.
 *
 * @param open Contributions that may be open.
 * @returns undefined when the node keeps no state of that block
 */
export async function readContract(
  client: CotrainClient,
  model: ModelReference,
  { hash, number, timestamp: time }: Header,
  open: readonly bigint[],
): Promise<Reading | undefined> {
  const { trainer, modelId } = model
  const abi: Abi = abiOf(model)
  const has = (name: string) => abi.some(item => item.type === 'function' && item.name === name)
  const ofModel = ['model', 'incentive', 'classCount'].filter(has)
  const ofContribution = ['record', 'report'].filter(has)
  const views = [
    ...ofModel.map(functionName => ({ functionName, args: [modelId] })),
    ...turn(open, number).flatMap(index =>
      ofContribution.map(functionName => ({ functionName, args: [modelId, index] })),
    ),
  ]
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
function turn(indices: readonly bigint[], blockNumber: bigint): readonly bigint[] {
  if (indices.length <= maxRecords) return indices
  const start = Number((blockNumber * BigInt(maxRecords)) % BigInt(indices.length))
  return [...indices, ...indices].slice(start, start + maxRecords)
}

/** Whether the node has answered, though with an error. */
function isAnswer(error: unknown): boolean {
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
  const differs = views.findIndex(({ functionName, args }, i) => {
    const there = decodeFunctionResult({ abi, functionName, data: answers[i]! })
    const here = own[functionName]!(...args, ...(functionName === 'incentive' ? [time] : []))
    return spell(there) !== spell(here)
  })
  if (differs < 0) return undefined
  const { functionName, args } = views[differs]!
  return `${functionName}(${args.join(', ')}) is not what the chain says`
}

/**
 * What a view returned, spelt so that equal values are spelt equally. Without the
 * phase of a market, which depends on the time of the call.
 */
function spell(value: unknown): string {
  return JSON.stringify(value, (key, item: unknown) => {
    if (key === 'phase') return undefined
    if (typeof item === 'bigint' || typeof item === 'number') return String(item)
    if (typeof item !== 'object' || item === null || Array.isArray(item)) return item
    return Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
  })
}
