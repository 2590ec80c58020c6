import type { Badness, Count, NodeLog, RpcRequest, RpcResponse } from './Badness.ts'

type LogQuery = { fromBlock?: string; toBlock?: string; blockHash?: string }

/** One of the nodes behind the address. */
type Member = {
  badness: Badness
  count: Count
  /** The newest block that it has. */
  head: number
  forward(method: string, params?: readonly unknown[], id?: number): Promise<RpcResponse>
}

/** The node at `target`, or one that the badness names, with the chain up to where it is now. */
export async function memberAt(target: string, badness: Badness, count: Count): Promise<Member> {
  const place = badness.member?.() ?? target
  const forward = async (method: string, params: readonly unknown[] = [], id = 1) => {
    const body = JSON.stringify({ jsonrpc: '2.0', id, method, params })
    const headers = { 'content-type': 'application/json' }
    return (await (await fetch(place, { method: 'POST', headers, body })).json()) as RpcResponse
  }
  const newest = Number((await forward('eth_blockNumber')).result)
  return { badness, count, head: Math.max(0, newest - (badness.lag?.() ?? 0)), forward }
}

/** What a member answers to a call. */
export async function answerAs(member: Member, request: RpcRequest): Promise<RpcResponse> {
  const { badness, head, forward } = member
  const { id, method, params = [] } = request
  if (badness.refuses?.(request)) return refusal(id, -32_602, 'invalid params')
  const none: RpcResponse = { jsonrpc: '2.0', id, result: null }
  if (method === 'eth_blockNumber') return { ...none, result: hex(head) }
  if (method === 'eth_chainId' && badness.chainId !== undefined)
    return { ...none, result: hex(badness.chainId) }
  if (method === 'eth_getLogs') return logs(member, id, params[0] as LogQuery)
  if (method === 'eth_getBlockByNumber') {
    const block = await blockOf(member, params[0])
    return block === undefined ? none : forward(method, [block, params[1]], id)
  }
  if (method === 'eth_getBlockByHash') {
    return (await numberOf(member, params[0])) > head ? none : forward(method, params, id)
  }
  const at = blockAt[method]
  if (at !== undefined) {
    const block = await blockOf(member, params[at])
    if (block === undefined) return refusal(id, -32_000, 'header not found')
    if (isPruned(member, block)) return refusal(id, -32_000, 'missing trie node')
    return forward(method, [...params.slice(0, at), block, ...params.slice(at + 1)], id)
  }
  const response = await forward(method, params, id)
  const { blockNumber } = (response.result ?? {}) as { blockNumber?: string | null }
  if (method !== 'eth_getTransactionReceipt' || !blockNumber) return response
  return Number(blockNumber) > head ? none : response
}

/** Where the block stands among the parameters of a method. */
const blockAt: Record<string, number> = {
  eth_call: 1,
  eth_getBalance: 1,
  eth_getCode: 1,
  eth_getTransactionCount: 1,
  eth_getStorageAt: 2,
}

async function logs(member: Member, id: number, query: LogQuery): Promise<RpcResponse> {
  const { badness, count, head, forward } = member
  count.queries++
  if (query.blockHash !== undefined) {
    if ((await numberOf(member, query.blockHash)) > head) return refusal(id, -32_000, 'unknown block')
    return given(badness, await forward('eth_getLogs', [query], id))
  }
  const [from, to] = [query.fromBlock, query.toBlock].map(block =>
    block === undefined || block === 'latest' ? head : Number(block),
  ) as [number, number]
  const { maxBlocks, maxLogs, tells, prunedBefore = 0 } = badness
  if (from < prunedBefore) return refusal(id, 4444, 'pruned history unavailable')
  if (maxBlocks !== undefined && to - from >= maxBlocks) {
    count.refused++
    return refusal(id, -32_005, tells ? `limited to a ${maxBlocks} range` : 'block range is too wide')
  }
  const last = Math.min(to, head)
  const there = { ...query, toBlock: hex(last) }
  const found: RpcResponse =
    from > last ? { jsonrpc: '2.0', id, result: [] } : await forward('eth_getLogs', [there], id)
  if (maxLogs !== undefined && ((found.result as unknown[]) ?? []).length > maxLogs) {
    count.refused++
    return refusal(
      id,
      -32_005,
      tells === false ? 'response is too big' : `query returned more than ${maxLogs} results`,
    )
  }
  if (last < to) count.cut++
  return given(badness, found)
}

/** What of the logs it gives. */
function given({ hides, truncates }: Badness, response: RpcResponse): RpcResponse {
  if (!Array.isArray(response.result)) return response
  const found = response.result as NodeLog[]
  const shown = hides ? found.filter(log => !hides(log)) : found
  return { ...response, result: shown.slice(0, truncates) }
}

/** A block as a parameter, as this member takes it; undefined when it does not have it. */
async function blockOf(member: Member, block: unknown): Promise<unknown> {
  const { head } = member
  if (block === undefined || block === 'latest' || block === 'pending') return hex(head)
  if (typeof block === 'object' && block !== null && 'blockHash' in block) {
    return (await numberOf(member, block.blockHash)) > head ? undefined : block
  }
  return typeof block === 'string' && block.startsWith('0x') && Number(block) > head ? undefined : block
}

function isPruned({ badness: { prunedBefore = 0 } }: Member, block: unknown): boolean {
  return typeof block === 'string' && block.startsWith('0x') && Number(block) < prunedBefore
}

async function numberOf({ forward }: Member, hash: unknown): Promise<number> {
  const { result } = await forward('eth_getBlockByHash', [hash, false])
  return result ? Number((result as { number: string }).number) : Number.POSITIVE_INFINITY
}

function refusal(id: number, code: number, message: string): RpcResponse {
  return { jsonrpc: '2.0', id, error: { code, message } }
}

function hex(number: number): string {
  return `0x${number.toString(16)}`
}
