import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Hex, hexToNumber, numberToHex, type RpcLog } from 'viem'

/** How a node behaves badly. All can be changed while it runs. */
export type Badness = {
  /** How many blocks the member that answers a request is behind; asked anew for each request. */
  lag?: () => number
  /** The most blocks, and the most logs, of a query of logs. */
  maxBlocks?: number
  maxLogs?: number
  /** Logs that it does not give. */
  hides?: (log: RpcLog) => boolean
  /** Requests that it does not serve. */
  refuses?: (request: RpcRequest) => boolean
  /** Milliseconds before each answer. */
  latency?: number
  /** A page that it answers a request with instead: a status, and what is on it. */
  page?: (request: RpcRequest) => { status: number; body: string } | undefined
}

export type RpcRequest = { id: number; method: string; params?: unknown[] }
type RpcResponse = { jsonrpc: '2.0'; id: number; result?: unknown; error?: { code: number; message: string } }
type LogQuery = { fromBlock?: Hex; toBlock?: Hex; blockHash?: Hex }

export type BadNode = {
  url: string
  /** How it behaves from now on. */
  badness: Badness
  /** What it did so far: HTTP requests, and queries of logs that it refused or answered short without saying so. */
  count: { requests: number; refused: number; cut: number }
  stop(): Promise<unknown>
}

/** A public node's bad manners before a good node at `target`. Batches are answered by one member. */
export async function startBadNode(target: string, badness: Badness = {}): Promise<BadNode> {
  const node = { url: '', badness, count: { requests: 0, refused: 0, cut: 0 } }
  const server = createServer((request, response) => void answer(node, target, request, response))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const stop = () => {
    server.closeAllConnections()
    return new Promise(resolve => server.close(resolve))
  }
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return Object.assign(node, { url, stop })
}

type Node = Omit<BadNode, 'stop'>

async function answer(node: Node, target: string, request: IncomingMessage, response: ServerResponse) {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const body = JSON.parse(Buffer.concat(chunks).toString()) as RpcRequest | RpcRequest[]
  node.count.requests++
  const { latency = 0, page } = node.badness
  if (latency > 0) await new Promise(resolve => setTimeout(resolve, latency))
  const calls = [body].flat()
  const shown = page?.(calls[0]!)
  if (shown) return void response.writeHead(shown.status, { 'content-type': 'text/html' }).end(shown.body)
  try {
    const member = await memberOf(node, target)
    const answers = await Promise.all(calls.map(call => member.answer(call)))
    const text = JSON.stringify(Array.isArray(body) ? answers : answers[0])
    response.writeHead(200, { 'content-type': 'application/json' }).end(text)
  } catch {
    request.socket.destroy()
  }
}

/** One of the nodes behind the address, which has the chain up to `head`. */
async function memberOf(node: Node, target: string) {
  const { badness, count } = node
  const forward = async (method: string, params: unknown[] = [], id = 1) => {
    const body = JSON.stringify({ jsonrpc: '2.0', id, method, params })
    const headers = { 'content-type': 'application/json' }
    return (await (await fetch(target, { method: 'POST', headers, body })).json()) as RpcResponse
  }
  const head = hexToNumber((await forward('eth_blockNumber')).result as Hex) - (badness.lag?.() ?? 0)
  const numberOf = async (hash: unknown) => {
    const { result } = await forward('eth_getBlockByHash', [hash, false])
    return result ? hexToNumber((result as { number: Hex }).number) : Number.POSITIVE_INFINITY
  }

  /** A block as a parameter, as this member takes it; undefined when it does not have it. */
  async function blockOf(block: unknown): Promise<unknown> {
    if (block === undefined || block === 'latest' || block === 'pending') return numberToHex(head)
    if (typeof block === 'object') {
      const { blockHash } = block as { blockHash: Hex }
      return (await numberOf(blockHash)) > head ? undefined : block
    }
    return typeof block === 'string' && block.startsWith('0x') && hexToNumber(block as Hex) > head
      ? undefined
      : block
  }

  async function logs(id: number, query: LogQuery): Promise<RpcResponse> {
    const refuse = (code: number, message: string): RpcResponse => ({
      jsonrpc: '2.0',
      id,
      error: { code, message },
    })
    if (query.blockHash !== undefined) {
      if ((await numberOf(query.blockHash)) > head) return refuse(-32_000, 'unknown block')
      return forward('eth_getLogs', [query], id)
    }
    const [from, to] = [hexToNumber(query.fromBlock!), hexToNumber(query.toBlock!)]
    const { maxBlocks, maxLogs } = badness
    if (maxBlocks !== undefined && to - from >= maxBlocks) {
      count.refused++
      return refuse(-32_005, 'block range is too wide')
    }
    const last = Math.min(to, head)
    const there = { ...query, toBlock: numberToHex(last) }
    const found: RpcResponse =
      from > last ? { jsonrpc: '2.0', id, result: [] } : await forward('eth_getLogs', [there], id)
    if (maxLogs !== undefined && ((found.result as unknown[]) ?? []).length > maxLogs) {
      count.refused++
      return refuse(-32_005, `query returned more than ${maxLogs} results`)
    }
    if (last < to) count.cut++
    return found
  }

  /** Where the block stands among the parameters of a method. */
  const blockAt: Record<string, number> = {
    eth_call: 1,
    eth_getBalance: 1,
    eth_getCode: 1,
    eth_getTransactionCount: 1,
    eth_getStorageAt: 2,
  }

  return {
    async answer(request: RpcRequest): Promise<RpcResponse> {
      const { id, method, params = [] } = request
      if (badness.refuses?.(request)) {
        return { jsonrpc: '2.0', id, error: { code: -32_602, message: 'invalid params' } }
      }
      const none: RpcResponse = { jsonrpc: '2.0', id, result: null }
      if (method === 'eth_blockNumber') return { ...none, result: numberToHex(head) }
      if (method === 'eth_getLogs') {
        const response = await logs(id, params[0] as LogQuery)
        const { hides } = badness
        if (!hides || !response.result) return response
        return { ...response, result: (response.result as RpcLog[]).filter(log => !hides(log)) }
      }
      if (method === 'eth_getBlockByNumber') {
        const block = await blockOf(params[0])
        return block === undefined ? none : forward(method, [block, params[1]], id)
      }
      if (method === 'eth_getBlockByHash') {
        return (await numberOf(params[0])) > head ? none : forward(method, params, id)
      }
      const at = blockAt[method]
      if (at !== undefined) {
        const block = await blockOf(params[at])
        const error = { code: -32_000, message: 'header not found' }
        if (block === undefined) return { jsonrpc: '2.0', id, error }
        return forward(method, [...params.slice(0, at), block], id)
      }
      const response = await forward(method, params, id)
      const { blockNumber } = (response.result ?? {}) as { blockNumber?: Hex | null }
      if (method !== 'eth_getTransactionReceipt' || !blockNumber) return response
      return hexToNumber(blockNumber) > head ? none : response
    },
  }
}
