import {
  type Address,
  BaseError,
  type Hash,
  InvalidParamsRpcError,
  type LogTopic,
  numberToHex,
  type RpcLog,
} from 'viem'
import { HistoryIncompleteError, LogsTooLargeError } from '../../../errors/network.ts'
import type { CotrainClient } from '../client.ts'
import { forgetRanges, type LogRanges, rangesOf } from './LogRanges.ts'
import { isPruned, type Refusal, refusalOf } from './refusal.ts'

export type LogFilter = { address: Address; topics: LogTopic[] }

/** Blocks, both ends included. */
type Range = { from: bigint; to: bigint }

/** Queries that run at the same time, once the node has answered one of their length. */
const width = 4

/**
 * The logs in a range of blocks, oldest first. What a node refuses is asked again in parts, as long as it says, else
 * ever shorter; what it answers is remembered for the next time.
 *
 * @param distrust Whether answers that are as full as any may be cut without a word: then they are read again in parts
 *
 * @throws LogsTooLargeError when the node refuses a single block, HistoryIncompleteError when it says that it does not
 * keep them; else what the client throws
 */
export async function getLogs(
  client: CotrainClient,
  filter: LogFilter,
  range: Range,
  distrust = false,
): Promise<RpcLog[]> {
  if (range.to < range.from) return []
  const sweep = new Sweep(client, filter, range, distrust)
  try {
    await sweep.run()
  } catch (error) {
    if (refusalOf(error)) forgetRanges(client)
    if (isPruned(error))
      throw new HistoryIncompleteError({ reason: 'it has dropped old events', cause: error })
    throw error
  }
  return sweep.logs()
}

/**
 * The logs of one block, named by its hash: who does not have that block must say so. Nodes that do not know this form of
 * the query are asked for its number.
 *
 * @throws LogsTooLargeError, and what the client throws
 */
export async function getLogsOfBlock(
  client: CotrainClient,
  filter: LogFilter,
  { number, hash }: { number: bigint; hash: Hash },
): Promise<readonly RpcLog[]> {
  const request = {
    method: 'eth_getLogs' as const,
    params: [{ ...filter, blockHash: hash }] satisfies [unknown],
  }
  try {
    return await client.request(request)
  } catch (error) {
    const refusal = refusalOf(error)
    if (refusal?.kind === 'size') throw new LogsTooLargeError({ block: number, cause: error })
    const knows = !(error instanceof BaseError) || !error.walk(e => e instanceof InvalidParamsRpcError)
    if (knows || !refusal) throw error
    return getLogs(client, filter, { from: number, to: number })
  }
}

/** Reads a range in parts, several at a time. */
class Sweep {
  readonly #client: CotrainClient
  readonly #filter: LogFilter
  readonly #ranges: LogRanges
  /** What nobody has asked for yet, or has been refused. */
  readonly #left: Range[]
  readonly #answers: { from: bigint; logs: readonly RpcLog[] }[] = []
  /** Answers that were not believed. */
  readonly #doubted: (Range & { logs: number })[] = []
  /** How many logs an answer must have to be doubted. */
  readonly #full: number
  #failed = false

  constructor(client: CotrainClient, filter: LogFilter, range: Range, distrust: boolean) {
    this.#client = client
    this.#filter = filter
    this.#ranges = rangesOf(client)
    this.#left = [range]
    this.#full = distrust ? Math.max(2, this.#ranges.fullest / 2) : Number.POSITIVE_INFINITY
  }

  async run(): Promise<void> {
    while (this.#left.length > 0) {
      const abreast = this.#ranges.proven ? width : 1
      await Promise.all(Array.from({ length: abreast }, () => this.#read()))
    }
  }

  logs(): RpcLog[] {
    this.#answers.sort((a, b) => (a.from < b.from ? -1 : 1))
    for (const { from, to, logs } of this.#doubted) {
      const parts = this.#answers.filter(answer => answer.from >= from && answer.from <= to)
      const all = parts.reduce((sum, answer) => sum + answer.logs.length, 0)
      if (all > logs) this.#ranges.cuts(logs)
    }
    return this.#answers.flatMap(({ logs }) => logs)
  }

  /** Reads part after part, as long as the length of the queries is known to be answered. */
  async #read(): Promise<void> {
    do {
      const part = this.#next()
      if (!part) return
      try {
        await this.#ask(part)
      } catch (error) {
        this.#failed = true
        throw error
      }
    } while (this.#ranges.proven && !this.#failed)
  }

  /** The first of what is left, as much as the node is thought to answer. */
  #next(): Range | undefined {
    const first = this.#left.shift()
    if (!first) return undefined
    const { span } = this.#ranges
    if (Number(first.to - first.from) < span) return first
    const to = first.from + BigInt(span) - 1n
    this.#left.unshift({ from: to + 1n, to: first.to })
    return { from: first.from, to }
  }

  async #ask(part: Range): Promise<void> {
    const blocks = Number(part.to - part.from) + 1
    const answer = await ask(this.#client, this.#filter, part)
    if ('logs' in answer) {
      const { length } = answer.logs
      if (blocks > 1 && (length >= this.#full || length >= this.#ranges.cutAt)) {
        this.#doubt(part, length)
        return
      }
      this.#ranges.answered(blocks, answer.logs)
      this.#answers.push({ from: part.from, logs: answer.logs })
      return
    }
    if (blocks === 1) throw tooLarge(part, answer.refusal)
    this.#ranges.refused(blocks, answer.refusal)
    const cut = proposedEnd(part, answer.refusal)
    if (cut === undefined) this.#left.unshift(part)
    else this.#left.unshift({ from: part.from, to: cut }, { from: cut + 1n, to: part.to })
  }

  /** Has both halves of an answer read again. */
  #doubt({ from, to }: Range, logs: number): void {
    this.#doubted.push({ from, to, logs })
    const middle = (from + to) / 2n
    this.#left.unshift({ from, to: middle }, { from: middle + 1n, to })
  }
}

/** Where the range ends that the node proposes instead of `part`, if it is one that begins with it. */
function proposedEnd({ from, to }: Range, { range }: Refusal): bigint | undefined {
  return range && range[0] <= from && range[1] >= from && range[1] < to ? range[1] : undefined
}

type Answer = { logs: readonly RpcLog[] } | { refusal: Refusal }

/** Without the client's retries first, for what is refused once is refused again. */
async function ask(client: CotrainClient, filter: LogFilter, { from, to }: Range): Promise<Answer> {
  const range = { fromBlock: numberToHex(from), toBlock: numberToHex(to) }
  const request = { method: 'eth_getLogs' as const, params: [{ ...filter, ...range }] satisfies [unknown] }
  try {
    return { logs: await client.request(request, { retryCount: 0 }) }
  } catch (error) {
    const refusal = refusalOf(error)
    if (refusal && to > from) return { refusal }
  }
  try {
    return { logs: await client.request(request) }
  } catch (error) {
    const refusal = refusalOf(error)
    if (refusal) return { refusal }
    throw error
  }
}

/** A single block that is too much has nothing to be cut into; what is not certain to be its size is left as it is. */
function tooLarge({ from: block }: Range, { kind, cause }: Refusal): unknown {
  return kind === 'size' ? new LogsTooLargeError({ block, cause }) : cause
}
