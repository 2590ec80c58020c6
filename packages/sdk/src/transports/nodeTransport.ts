import {
  createTransport,
  type EIP1193RequestFn,
  type Hex,
  hexToBigInt,
  keccak256,
  TimeoutError,
  type Transport,
} from 'viem'
import { RateLimitedError, WrongChainError } from '../errors/network.ts'
import { ChainNode } from './ChainNode.ts'
import { type Failure, failureOf } from './failure.ts'
import { httpWire } from './httpWire.ts'
import type { Call } from './Wire.ts'
import { webSocketWire } from './webSocketWire.ts'

export type NodeTransportOptions = {
  /** Milliseconds that one answer may take. @default 10,000 */
  timeout?: number | undefined
  /** Milliseconds that one request may wait in all for nodes that throttle or are in trouble. @default 60,000 */
  patience?: number | undefined
  /** Requests under way at the same time, to each node. @default 8 */
  concurrency?: number | undefined
  /** Calls that go to an `http` node in one request; 1 where it does not take batches. @default 20 */
  batchSize?: number | undefined
}

/** A transport of viem, whose sockets can be closed: `client.transport.close()`. */
export type NodeTransport = Transport<'node', { urls: readonly string[]; close(): void }>

/** How many blocks a node may be behind what another one has shown, to stand in for it. */
const lag = 6n

/** Further tries of a request, for each kind of failure that is not for too many requests. */
const tries = { trouble: 6, unreachable: 2, slow: 2 }

/** Seconds for which a node rests, where there are others, that does not answer, is behind, or on another chain. */
const useless = 5

/**
 * A way to one or several nodes of a chain, for clients of viem. It is patient: it waits as a node asks (`Retry-After`),
 * asks again after a 502 or an answer that is cut, puts what can go together into one request, and keeps few requests
 * under way. Of several nodes the first is used as long as it answers; the next one stands in for it, unless it is on
 * another chain or more than 6 blocks behind what was seen.
 *
 * @param urls - Addresses, `http:`, `https:`, `ws:` or `wss:`, the best first
 *
 * @throws Its requests: RateLimitedError when nodes throttle for longer than a minute, or say that they will; else what
 * viem throws, which actions of this SDK turn into NodeUnreachableError, NodeTroubleError, WrongChainError
 *
 * @example
 * const transport = nodeTransport(['https://node.example', 'wss://other.example'])
 * const client = createClient({ chain, transport }).extend(cotrainActions())
 */
export function nodeTransport(
  urls: string | readonly string[],
  options: NodeTransportOptions = {},
): NodeTransport {
  const addresses = [urls].flat()
  const { concurrency = 8, batchSize = 20, patience = 60_000 } = options
  return ({ chain, timeout: ofClient }) => {
    const timeout = ofClient ?? options.timeout ?? 10_000
    const nodes = addresses.map(url => {
      const isSocket = /^wss?:/i.test(url)
      return new ChainNode(url, isSocket ? webSocketWire(url) : httpWire(url, batchSize), {
        timeout,
        concurrency: isSocket ? 4 * concurrency : concurrency,
      })
    })
    const pool = new Pool(nodes, chain?.id, patience)
    const request = ((call: Call) => pool.request(call)) as EIP1193RequestFn
    const close = () => {
      for (const node of nodes) node.close()
    }
    return createTransport(
      // it tries again by itself
      { key: 'node', name: 'Node', request, retryCount: 0, timeout, type: 'node' },
      { urls: addresses, close },
    )
  }
}

/** The nodes, and what is known of them together. */
class Pool {
  readonly #nodes: readonly ChainNode[]
  readonly #patience: number
  #chainId: number | undefined
  /** The newest block that any of them has shown. */
  #seen = 0n

  constructor(nodes: readonly ChainNode[], chainId: number | undefined, patience: number) {
    this.#nodes = nodes
    this.#chainId = chainId
    this.#patience = patience
  }

  async request(call: Call): Promise<unknown> {
    const started = Date.now()
    const left = () => started + this.#patience - Date.now()
    const failed = { trouble: 0, unreachable: 0, slow: 0 }
    let last: { error: unknown; failure: Failure; node: ChainNode } | undefined
    for (let attempt = 0; ; attempt++) {
      const node = await this.#awake(left)
      if (!node) throw this.#givenUp(started, last)
      const sent = Date.now()
      try {
        const obstacle = await this.#obstacleOf(node)
        if (obstacle) {
          node.rest({ kind: 'trouble', retryAfter: useless }, sent, 2 * this.#patience)
          last ??= { error: obstacle, failure: { kind: 'trouble' }, node }
          if (++failed.trouble > tries.trouble) throw last.error
          continue
        }
        const result = await node.ask(call)
        this.#learn(node, call, result)
        return result
      } catch (error) {
        const failure = failureOf(error)
        if (!failure) {
          if (attempt > 0 && isKnown(call, error)) return keccak256((call.params as [Hex])[0])
          throw error
        }
        last = { error, failure, node }
        const others = this.#nodes.length > 1
        const isAway = failure.kind === 'unreachable' || failure.kind === 'slow'
        const retryAfter = failure.retryAfter ?? (others && isAway ? useless : undefined)
        // much longer than anybody waits, it may have meant something else
        node.rest({ ...failure, retryAfter }, sent, 2 * this.#patience)
        if (failure.spent && !others) throw this.#givenUp(started, last)
        if (failure.kind === 'throttled') continue
        if (++failed[failure.kind] > triesOf(call, failure, error) * this.#nodes.length) throw error
      }
    }
  }

  /** The first node that does not rest, or else the first that wakes; undefined when that is too late. */
  async #awake(left: () => number): Promise<ChainNode | undefined> {
    for (;;) {
      const now = Date.now()
      const awake = this.#nodes.find(({ restsUntil }) => restsUntil <= now)
      if (awake) return awake
      const wake = Math.min(...this.#nodes.map(({ restsUntil }) => restsUntil))
      if (wake - now > left()) return undefined
      await new Promise(resolve => setTimeout(resolve, wake - now))
    }
  }

  /** Why a node cannot stand in for another one now; the only one is never asked. */
  async #obstacleOf(node: ChainNode): Promise<Error | undefined> {
    if (this.#nodes.length === 1) return undefined
    if (node.chainId === undefined) {
      node.chainId = Number(await node.ask({ method: 'eth_chainId', params: [] }))
      this.#chainId ??= node.chainId
    }
    if (node.chainId !== this.#chainId) {
      const wrong = { current: node.chainId, expected: this.#chainId }
      node.chainId = undefined
      return new WrongChainError(wrong)
    }
    if (node.head !== undefined && node.head + lag >= this.#seen) return undefined
    if (this.#seen === 0n) return undefined
    node.head = hexToBigInt((await node.ask({ method: 'eth_blockNumber', params: [] })) as Hex)
    return node.head + lag >= this.#seen ? undefined : new Error('The node is behind another one.')
  }

  /** Takes note of the newest block that an answer shows. */
  #learn(node: ChainNode, { method, params }: Call, result: unknown): void {
    const [block] = Array.isArray(params) ? params : []
    const isHead = method === 'eth_getBlockByNumber' && block === 'latest'
    const shown =
      method === 'eth_blockNumber' ? result : isHead ? (result as { number?: Hex } | null)?.number : null
    if (typeof shown !== 'string') return
    node.head = hexToBigInt(shown as Hex)
    if (node.head > this.#seen) this.#seen = node.head
  }

  #givenUp(
    started: number,
    last: { error: unknown; failure: Failure; node: ChainNode } | undefined,
  ): unknown {
    if (last && last.failure.kind !== 'throttled') return last.error
    const node = last?.node ?? this.#nodes[0]!
    const waited = (Date.now() - started) / 1000
    const retryAfter = Math.max(0, (Math.max(node.asksUntil, node.restsUntil) - Date.now()) / 1000)
    return new RateLimitedError({ url: node.url, waited, retryAfter, cause: last?.error })
  }
}

/** What a node signs by itself would be sent twice if the answer was lost. */
function isRepeatable({ method }: Call): boolean {
  return method !== 'eth_sendTransaction' && !method.startsWith('wallet_')
}

/** How often a request is tried again. */
function triesOf(call: Call, { kind }: Failure, error: unknown): number {
  if (!isRepeatable(call) || kind === 'throttled') return 0
  if (!(error instanceof TimeoutError)) return tries[kind]
  // asking for fewer logs is better than asking again
  return call.method === 'eth_getLogs' ? 0 : 1
}

/** Whether a transaction that was sent again has arrived before. */
function isKnown({ method }: Call, error: unknown): boolean {
  const words = (error as { details?: string }).details ?? ''
  return (
    method === 'eth_sendRawTransaction' && /already (?:known|imported|exists)|known transaction/i.test(words)
  )
}
