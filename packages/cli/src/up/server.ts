import { existsSync, readFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import sirv from 'sirv'
import { CliError } from '../errors.ts'
import { dashboardFolder } from '../places.ts'
import { serveEncoderFile } from './encoderFiles.ts'
import type { OriginalsHandler } from './originals/host.ts'

/** What the dashboard asks for when it is served beside a local chain (`/local.json`). */
export type LocalDescription = {
  rpcUrl: string
  chainId: number
  /** Whether the well-known development accounts have money here, so that they can be offered. */
  devAccounts: true
  /**
   * `heldOut`: where the samples are that the model never saw in training. `secret`: where the file of a market's sponsor
   * is, which holds the test set and its salts; of demos only.
   */
  models: { id: string; name: string; heldOut?: string; secret?: string }[]
  /** Whether all models are there that come with Cotrain: some are deployed when the page is there already. */
  isComplete: boolean
  /** Whether originals of contributions are kept at `/originals/`. */
  originals: true
}

export type Server = { url: string; close: () => Promise<void> }

/** What the built dashboard says that its server should send with it. */
type PageHeaders = { headers: Record<string, string>; caching: { assets: string; others: string } }

const headersFile = join(dashboardFolder, 'headers.json')

/** @throws CliError when there is no built dashboard to serve. */
export function checkDashboard(): void {
  if (existsSync(join(dashboardFolder, 'index.html')) && existsSync(headersFile)) return
  throw new CliError('The dashboard is not built.', [
    'Build it: npm run build',
    'Or start without it: cotrain up --no-dashboard',
  ])
}

/**
 * Serves the built dashboard on 127.0.0.1, compressed where the browser takes that.
 *
 * @param describe Gives what `/local.json` says now.
 * @param texts What is served beside it, and at which paths; more may come.
 * @param originals Answers what is asked for below `/originals/`.
 */
export async function serveDashboard(
  port: number,
  describe: () => Promise<LocalDescription>,
  texts: readonly { path: string; text: string }[],
  originals: OriginalsHandler,
): Promise<Server> {
  const { headers, caching } = JSON.parse(readFileSync(headersFile, 'utf8')) as PageHeaders
  const files = sirv(dashboardFolder, {
    single: true,
    etag: true,
    brotli: true,
    gzip: true,
    setHeaders: (response, path) =>
      response.setHeader('Cache-Control', path.startsWith('/assets/') ? caching.assets : caching.others),
  })
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    if (originals(request, response)) return
    if (path === '/local.json') return void sendDescription(response, describe)
    if (serveEncoderFile(path, request, response)) return
    const found = texts.find(each => each.path === path)
    if (found !== undefined) return send(response, 200, 'text/plain; charset=utf-8', found.text)
    files(request, response, () => send(response, 404, 'text/plain; charset=utf-8', 'There is no such page.'))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function sendDescription(
  response: ServerResponse,
  describe: () => Promise<LocalDescription>,
): Promise<void> {
  try {
    send(response, 200, 'application/json', JSON.stringify(await describe()))
  } catch (error) {
    send(response, 503, 'text/plain; charset=utf-8', `The local chain does not answer: ${String(error)}`)
  }
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body)
}
