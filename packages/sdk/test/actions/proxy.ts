import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

type RpcRequest = { id: number; method: string; params: unknown[] }

/**
 * What becomes of a request: it is lost before it reaches the node, its answer is lost, the node refuses it with these
 * words or answers just this, or (undefined) nothing special.
 */
type Fate = 'before' | 'after' | { error: string } | { result: unknown } | undefined

/** A way to a node on which requests can get lost or be refused. */
export async function startProxy(target: string, decide: (request: RpcRequest) => Fate | Promise<Fate>) {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks)
    const call = JSON.parse(body.toString()) as RpcRequest
    const fate = await decide(call)
    const answer = (text: string) => response.writeHead(200, { 'content-type': 'application/json' }).end(text)
    if (typeof fate === 'object') {
      const outcome = 'error' in fate ? { error: { code: -32_005, message: fate.error } } : fate
      return void answer(JSON.stringify({ jsonrpc: '2.0', id: call.id, ...outcome }))
    }
    if (fate === 'before') return void request.socket.destroy()
    const headers = { 'content-type': 'application/json' }
    const result = await fetch(target, { method: 'POST', body, headers }).catch(() => undefined)
    if (fate === 'after' || !result) return void request.socket.destroy()
    answer(await result.text())
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const stop = () => {
    server.closeAllConnections()
    return new Promise(resolve => server.close(resolve))
  }
  return { url: `http://127.0.0.1:${port}`, stop }
}
