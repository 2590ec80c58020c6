import { existsSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import sirv from 'sirv'
import { CliError } from '../errors.ts'
import { dashboardFolder } from '../places.ts'

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
}

export type Server = { url: string; close: () => Promise<void> }

/** @throws CliError when there is no built dashboard to serve. */
export function checkDashboard(): void {
  if (existsSync(join(dashboardFolder, 'index.html'))) return
  throw new CliError('The dashboard is not built.', [
    'Build it: npm run build',
    'Or start without it: cotrain up --no-dashboard',
  ])
}

/**
 * Serves the built dashboard on 127.0.0.1.
 *
 * @param describe Gives what `/local.json` says now.
 * @param texts What is served beside it, and at which paths.
 */
export async function serveDashboard(
  port: number,
  describe: () => Promise<LocalDescription>,
  texts: readonly { path: string; text: string }[],
): Promise<Server> {
  const files = sirv(dashboardFolder, { single: true, dev: false })
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    if (path === '/local.json') return void sendDescription(response, describe)
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
