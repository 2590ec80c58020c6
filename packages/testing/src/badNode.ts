import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { answerAs, memberAt } from './badNode/answerAs.ts'
import type { Badness, Count, Oddity, RpcRequest, RpcResponse } from './badNode/Badness.ts'

export type { Badness, NodeLog, Oddity, RpcRequest } from './badNode/Badness.ts'

export type BadNode = {
  url: string
  /** How it behaves from now on. */
  badness: Badness
  count: Count
  stop(): Promise<unknown>
}

/** What is kept of a node while it runs. */
type Node = Omit<BadNode, 'stop'> & { target: string; second: { from: number; calls: number } }

/**
 * A public node's bad manners before a good node at `target`. A batch is answered by one member.
 *
 * @param port @default a free one
 */
export async function startBadNode(target: string, badness: Badness = {}, port = 0): Promise<BadNode> {
  const count = { requests: 0, calls: 0, queries: 0, refused: 0, cut: 0, throttled: 0 }
  const node: Node = { url: '', badness, count, target, second: { from: 0, calls: 0 } }
  const server = createServer((request, response) => void answer(node, request, response))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const stop = () => {
    server.closeAllConnections()
    return new Promise(resolve => server.close(resolve))
  }
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return Object.assign(node, { url, stop })
}

/** So that pages elsewhere can ask it. */
const open = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': '*',
  'access-control-expose-headers': 'retry-after',
}

async function answer(node: Node, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method === 'OPTIONS') return void response.writeHead(204, open).end()
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const { badness, count } = node
  const body = JSON.parse(Buffer.concat(chunks).toString()) as RpcRequest | RpcRequest[]
  const calls = [body].flat()
  count.requests++
  count.calls += calls.length
  const latency = typeof badness.latency === 'function' ? badness.latency() : (badness.latency ?? 0)
  if (latency > 0) await new Promise(resolve => setTimeout(resolve, latency))
  const send = (status: number, text: string, headers: Record<string, string> = {}) =>
    void response.writeHead(status, { 'content-type': 'application/json', ...open, ...headers }).end(text)
  if (Array.isArray(body) && badness.noBatches) {
    return send(
      200,
      JSON.stringify({ jsonrpc: '2.0', id: null, error: { code: -32_600, message: 'no batches' } }),
    )
  }
  if (isTooMuch(node, calls.length)) return refuse(node, calls, send)
  const oddity = badness.odd?.(calls[0]!)
  if (oddity === 'silence') return
  if (typeof oddity === 'object') {
    return send(oddity.status, oddity.page, { 'content-type': 'text/html', ...oddity.headers })
  }
  try {
    const member = await memberAt(node.target, badness, count)
    const answers = await Promise.all(calls.map(call => answerAs(member, call)))
    const text = spelt(Array.isArray(body) ? answers : answers[0]!, badness, oddity)
    if (oddity !== 'broken') return send(200, text)
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': text.length, ...open })
    response.write(text.slice(0, text.length / 2), () => request.socket.destroy())
  } catch {
    request.socket.destroy()
  }
}

function spelt(answers: RpcResponse | RpcResponse[], { padding = 0 }: Badness, oddity?: Oddity): string {
  const odd = (answer: RpcResponse) =>
    oddity === 'other-id' ? { ...answer, id: answer.id + 1_000_000 } : answer
  const text = JSON.stringify(Array.isArray(answers) ? answers.map(odd) : odd(answers))
  const logs = [answers]
    .flat()
    .reduce((sum, { result }) => sum + (Array.isArray(result) ? result.length : 0), 0)
  return oddity === 'cut' ? text.slice(0, text.length / 2) : text + ' '.repeat(logs * padding)
}

/** Counts calls by the second. */
function isTooMuch({ badness: { perSecond }, second }: Node, calls: number): boolean {
  if (perSecond === undefined) return false
  const now = Date.now()
  if (now - second.from >= 1000) Object.assign(second, { from: now, calls: 0 })
  second.calls += calls
  if (second.calls <= perSecond) return false
  second.calls -= calls
  return true
}

type Send = (status: number, text: string, headers?: Record<string, string>) => void

function refuse({ badness, count, second }: Node, calls: readonly RpcRequest[], send: Send): void {
  count.throttled += calls.length
  const error = { code: -32_005, message: 'project ID request rate exceeded' }
  const answers = calls.map(({ id }) => ({ jsonrpc: '2.0', id, error }))
  const text = JSON.stringify(answers.length === 1 ? answers[0] : answers)
  if (badness.asError && count.throttled % 2 === 0) {
    send(200, text)
    return
  }
  const seconds = () => String(Math.ceil((second.from + 1000 - Date.now()) / 1000))
  const told = (badness.retryAfter ?? seconds)()
  const header: Record<string, string> = told === undefined ? {} : { 'retry-after': told }
  send(429, 'Too Many Requests', { 'content-type': 'text/plain', ...header })
}
