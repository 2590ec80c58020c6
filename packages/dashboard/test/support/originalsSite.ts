import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { encoderRows } from '@cotrain/encoders'
import { packageSource } from '@cotrain/encoders/node'

/**
 * A site with originals and the files of encoders beside the page, as `cotrain up` has them.
 *
 * @param page The address of the page without them.
 * @param folder Where the originals are kept.
 */
export async function startOriginalsSite(page: string, rpcUrl: string, folder: string) {
  const source = packageSource()
  const host = await startHost(rpcUrl, folder)
  const asked: string[] = []
  const server = createServer(async (request, response) => {
    const { url = '' } = request
    const [, name, path] = /^\/encoders\/([^/]+)\/(.+)$/.exec(url) ?? []
    const file = encoderRows.find(row => row.name === name)?.files.find(each => each.path === path)
    if (!name || !file) return pass(url.startsWith('/originals/') ? host.url : page, request, response)
    asked.push(file.path)
    response.writeHead(200, { 'content-type': 'application/octet-stream' })
    response.end(await source.read(name, file))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** The files of encoders that were asked for. */
    asked,
    stop: async () => {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
      await host.stop()
    },
  }
}

/** The host of originals in a process of its own, as somebody runs it who hosts a page. */
async function startHost(rpcUrl: string, folder: string) {
  const script = fileURLToPath(new URL('../../../cli/scripts/serve-originals.ts', import.meta.url))
  const args = ['--import', 'tsx', script, '--rpc', rpcUrl, '--folder', folder, '--port', '0']
  const root = fileURLToPath(new URL('../../../..', import.meta.url))
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
  const gone = once(child, 'close')
  const [line] = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line'),
    gone.then(() => Promise.reject(new Error('The host of originals ended.'))),
  ])
  return {
    url: new URL(/http\S+/.exec(line)![0]).origin,
    stop: async () => {
      child.kill()
      await gone
    },
  }
}

/** Passes a request on, with its headers as they are. */
function pass(to: string, request: IncomingMessage, response: ServerResponse) {
  const { method, headers, url = '' } = request
  const passed = forward(new URL(url, to), { method, headers }, answer => {
    response.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(response)
  })
  request.pipe(passed.on('error', () => response.destroy()))
}
