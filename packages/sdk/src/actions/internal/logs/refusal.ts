import { BaseError, HttpRequestError, ResponseBodyTooLargeError, type RpcError, TimeoutError } from 'viem'
import { CotrainError } from '../../../errors/base.ts'

/** Why a node does not answer a query of logs that it may answer for fewer blocks, and what it says would do. */
export type Refusal = {
  /** `blocks`: the range is too long, whatever is in it; `size`: too much is in it; `unknown`: one of the two. */
  kind: 'blocks' | 'size' | 'unknown'
  /** The longest range that it names, in blocks. */
  blocks?: number | undefined
  /** The most logs of an answer that it names. */
  logs?: number | undefined
  /** The most bytes of an answer. */
  bytes?: number | undefined
  /** The range that it proposes, both ends included. */
  range?: readonly [from: bigint, to: bigint] | undefined
  cause: unknown
}

/**
 * What a failed query of logs says about its size; undefined when it failed for something else, such as a rate limit, a
 * node that is gone, or old events that it has dropped. Nodes agree on neither codes nor words, so that whatever is not
 * known to mean something else counts: fewer blocks are asked for a few times, down to one.
 */
export function refusalOf(error: unknown): Refusal | undefined {
  if (!(error instanceof BaseError) || error.walk(e => e instanceof CotrainError)) return undefined
  const tooLarge = error.walk(e => e instanceof ResponseBodyTooLargeError)
  if (tooLarge instanceof ResponseBodyTooLargeError) {
    return { kind: 'size', bytes: tooLarge.maxSize, cause: error }
  }
  if (error.walk(e => e instanceof TimeoutError)) return { kind: 'unknown', cause: error }
  const coded = error.walk(e => typeof (e as RpcError).code === 'number') as RpcError | null
  const http = error.walk(e => e instanceof HttpRequestError)
  const text = wordsOf(error)
  if (!coded) {
    const status = http instanceof HttpRequestError ? http.status : undefined
    if (status === undefined || !limitStatuses.has(status)) return undefined
  } else if (otherCodes.has(coded.code) || otherWords.test(text)) {
    return undefined
  }
  return { ...read(text), cause: error }
}

/** Whether the node says that it does not keep what is so old (EIP-4444). */
export function isPruned(error: unknown): boolean {
  if (!(error instanceof BaseError)) return false
  const coded = error.walk(e => (e as RpcError).code === 4444)
  return coded !== null || /pruned/i.test(wordsOf(error))
}

/** Bad request, timeout, too large, timeouts of gateways. */
const limitStatuses = new Set([400, 408, 413, 504, 524])

/**
 * Codes that never speak of the size of a query: parse error, no such method, too many requests (429 and QuickNode's),
 * pruned history (EIP-4444), and those of wallets (EIP-1193).
 */
const otherCodes = new Set([-32700, -32601, -32004, 429, -32007, 4444, 4001, 4100, 4200, 4900, 4901])

const otherWords =
  /rate.?limit|too many requests|requests? (limit|per)|per second|request rate|throttl|quota|credits|compute units|pruned|unauthori[sz]ed|forbidden|api key|(unknown|missing|header|block) not found|unknown block|missing trie/i

/** The innermost words, which are the node's own; those around them repeat the query. */
function wordsOf(error: BaseError): string {
  const inner = error.walk()
  if (inner instanceof BaseError) return inner.details || inner.shortMessage
  // of an answer it is an object that is no error
  const words = (inner as { message?: unknown } | undefined)?.message
  return typeof words === 'string' ? words : String(inner)
}

/** What a node's words say about the size of a query. */
function read(text: string): Omit<Refusal, 'cause'> {
  const range = proposal(text)
  const logs = firstOf(logLimits, text)
  if (logs !== undefined) return { kind: 'size', logs, range }
  const blocks = firstOf(blockLimits, text)
  if (sizeWords.test(text)) return { kind: 'size', blocks: range ? undefined : blocks, range }
  return { kind: blocks !== undefined || /range|blocks/i.test(text) ? 'blocks' : 'unknown', blocks, range }
}

const sizeWords = /results|response size|response is too (?:big|large)|logs matched|too many (?:logs|events)/i

/** `[0x1f4, 0x3e7]`, or `the range 500-999`. */
function proposal(text: string): Refusal['range'] {
  const found =
    /\[\s*(0x[0-9a-f]+)\s*,\s*(0x[0-9a-f]+)\s*\]/i.exec(text) ?? /range (\d+)\s*-\s*(\d+)\b/i.exec(text)
  if (!found) return undefined
  const [from, to] = [BigInt(found[1]!), BigInt(found[2]!)]
  return from <= to ? [from, to] : undefined
}

const number = String.raw`(\d[\d,._]*\s?k?\b)`
const pattern = (source: string) => new RegExp(source.replace('NUMBER', number), 'i')

/** How nodes name the most logs of an answer. */
const logLimits = [
  pattern(
    String.raw`(?:more than|max(?:imum)?|limit of|cap of|exceeds?)\D{0,20}?NUMBER\s*(?:logs|results|log results)`,
  ),
  pattern(
    String.raw`(?:max(?:imum)? (?:logs|results)|logs matched by query exceeds limit of)\D{0,12}?NUMBER`,
  ),
]

/** How nodes name the longest range, the clearest first: the number comes before `blocks` or `range`, or after `max`. */
const blockLimits = [
  pattern(String.raw`\(\d+ > NUMBER\)`),
  pattern(
    '(?:up to|at most|limited to|limit of|larger than|greater than|over|exceeds?)(?: an?| the| 0 ?-)? ?NUMBER[ -]*(?:blocks?|range|max)',
  ),
  pattern(String.raw`(?:max(?:imum)?|limit(?:ed)?|smaller than|allowed|distance)(?:\D(?!\d)){0,60}?\DNUMBER`),
  pattern('NUMBER[ -]*(?:blocks?|range|max)'),
]

/** The number of the first pattern that fits; commas and points part thousands, and `k` stands for 1,000. */
function firstOf(patterns: readonly RegExp[], text: string): number | undefined {
  for (const each of patterns) {
    const found = each.exec(text)?.[1]
    if (found === undefined) continue
    const digits = Number(found.replace(/\D/g, ''))
    if (digits > 0) return /k\s*$/i.test(found) ? digits * 1000 : digits
  }
  return undefined
}
