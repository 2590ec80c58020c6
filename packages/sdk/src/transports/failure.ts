import {
  BaseError,
  HttpRequestError,
  RpcRequestError,
  SocketClosedError,
  TimeoutError,
  WebSocketRequestError,
} from 'viem'

/** Why a request has failed that may succeed later, or at another node. */
export type Failure = {
  /**
   * `throttled`: too many requests; `trouble`: it answers, but no JSON-RPC; `unreachable`: it does not answer; `slow`: not
   * in time.
   */
  kind: 'throttled' | 'trouble' | 'unreachable' | 'slow'
  /** Seconds that the node asks to wait. */
  retryAfter?: number | undefined
  /** Whether no waiting helps: what is used up is that of a day or a month. */
  spent?: boolean
}

/** The node answered something that is no answer to what it was asked. */
export class OddAnswerError extends Error {
  override name = 'OddAnswerError'
}

/** What may pass of a failure; undefined when the node has answered, and would answer the same again. */
export function failureOf(error: unknown): Failure | undefined {
  if (!(error instanceof BaseError)) return undefined
  const throttled = throttling(error)
  if (throttled) return throttled
  if (error.walk(e => e instanceof TimeoutError)) return { kind: 'slow' }
  const http = error.walk(e => e instanceof HttpRequestError)
  if (http instanceof HttpRequestError) {
    const { status, headers } = http
    const retryAfter = secondsToWait(headers)
    if (status !== undefined && late.has(status)) return { kind: 'slow', retryAfter }
    if (status !== undefined) return passing.has(status) ? { kind: 'trouble', retryAfter } : undefined
    return { kind: isOdd(http) ? 'trouble' : 'unreachable' }
  }
  const socket = error.walk(e => e instanceof WebSocketRequestError || e instanceof SocketClosedError)
  return socket ? { kind: 'unreachable' } : undefined
}

/** Statuses of servers in front of a node that is restarted, overloaded or away for a moment. */
const passing = new Set([500, 502, 503, 520, 521, 522, 523, 525, 530])
/** Those of servers that have not waited for it. */
const late = new Set([408, 504, 524])

/** Whether the answer came, but could not be read. */
export function isOdd({ cause }: HttpRequestError): boolean {
  return cause instanceof SyntaxError || cause instanceof OddAnswerError
}

/** Too many requests, by its status or by the words of the answer. */
function throttling(error: BaseError): Failure | undefined {
  const http = error.walk(e => statusOf(e) === 429) as HttpRequestError | RpcRequestError | null
  const coded = error.walk(e => e instanceof RpcRequestError) as RpcRequestError | null
  const words = http?.details ?? coded?.details ?? ''
  const told = coded !== null && isRateLimit({ code: coded.code, message: words })
  if (!http && !told) return undefined
  const headers = http?.headers ?? (coded as { headers?: Headers } | null)?.headers
  return { kind: 'throttled', retryAfter: secondsToWait(headers), spent: spentWords.test(words) }
}

/** Whether an error of a node says that there were too many requests. */
export function isRateLimit({ code, message }: { code: number; message: string }): boolean {
  return codes.has(code) || rateWords.test(message)
}

function statusOf(error: unknown): number | undefined {
  const has = error instanceof HttpRequestError || error instanceof RpcRequestError
  return has ? (error as { status?: number }).status : undefined
}

/** "Too many requests", and QuickNode's. */
const codes = new Set([429, -32007, -32029])

/** Of `-32005`, which also stands for answers that are too long. */
const rateWords =
  /rate.?limit|too many requests|request rate|throttl|requests? (?:limit|per)|(?:per|\/) ?sec|calls per|capacity (?:limit )?exceeded/i

const spentWords = /daily|per day|monthly|quota|credits/i

/** What `Retry-After` says: seconds, or a date. */
export function secondsToWait(headers: Headers | undefined, now = Date.now()): number | undefined {
  const text = headers?.get('retry-after')?.trim()
  if (!text) return undefined
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text)
  const seconds = (Date.parse(text) - now) / 1000
  return Number.isFinite(seconds) ? Math.max(0, seconds) : undefined
}
