import { BaseError, type BlockNotFoundError, type Hash, type RpcError } from 'viem'
import { getBlock } from 'viem/actions'
import type { CotrainClient } from '../client.ts'

/** What is kept of a block. */
export type BlockReference = { readonly number: bigint; readonly hash: Hash }

export type Header = BlockReference & { readonly parentHash: Hash; readonly timestamp: bigint }

/**
 * How many blocks the members behind one address may be behind one another. The newest blocks are asked for by their
 * hashes, so that a member that does not have them yet must say so; older ones by their numbers.
 */
export const lag = 6n

/** The newest block, as one of the members behind the node's address knows it. */
export async function newestHeader(client: CotrainClient): Promise<Header> {
  return getBlock(client, { includeTransactions: false })
}

/** A block by its number, from whichever member has it. @throws BlockNotFoundError when none has after several tries */
export async function headerAt(client: CotrainClient, blockNumber: bigint): Promise<Header> {
  return patiently(() => getBlock(client, { blockNumber, includeTransactions: false }), isMissing)
}

/** Whether a member says that it does not have a block, or the state at it. */
export function isMissing(error: unknown): boolean {
  if (!(error instanceof BaseError)) return false
  if (error.walk(e => (e as BlockNotFoundError).name === 'BlockNotFoundError')) return true
  const coded = error.walk(e => typeof (e as RpcError).code === 'number') as RpcError | null
  return coded !== null && missingCodes.has(coded.code) && missingWords.test(coded.details ?? coded.message)
}

/** Server error, no such resource, invalid input, and what wallets make of them. */
const missingCodes = new Set([-32000, -32001, -32602, -32603, -39001])
const missingWords = /block|header|state|trie|not found|unknown|future|available/i

export function earlier(one: bigint, other: bigint): bigint {
  return one < other ? one : other
}

/** Milliseconds before each further try; meanwhile members catch up, and another one may answer. */
const pauses = [0, 40, 80, 160, 320]

/** Runs `action` again, a few times, while it fails with what passes. */
export async function patiently<T>(
  action: () => Promise<T>,
  passes: (error: unknown) => boolean,
): Promise<T> {
  for (const pause of pauses) {
    try {
      return await action()
    } catch (error) {
      if (!passes(error)) throw error
    }
    await new Promise(resolve => setTimeout(resolve, pause))
  }
  return action()
}

/** `items` through `action`, so many at a time, in their order. */
export async function mapAbreast<item, result>(
  items: readonly item[],
  action: (item: item, index: number) => Promise<result>,
  width = 8,
): Promise<result[]> {
  const results: result[] = []
  for (let start = 0; start < items.length; start += width) {
    const some = items.slice(start, start + width)
    results.push(...(await Promise.all(some.map((item, i) => action(item, start + i)))))
  }
  return results
}
