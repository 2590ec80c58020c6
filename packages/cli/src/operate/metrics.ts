import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Registry } from 'prom-client'
import { CliError } from '../errors.ts'

/** Whether a service works, and what speaks for it. */
export type Health = { healthy: boolean } & Record<string, unknown>

export type MetricsOptions = {
  /** @default 127.0.0.1 */
  host?: string | undefined
  /** 0 for any that is free. */
  port: number
  /** What `/healthz` says; unhealthy is status 503. @default healthy, as long as it answers */
  health?: (() => Health) | undefined
}

export type MetricsServer = { url: string; close: () => Promise<void> }

/**
 * Serves `/metrics` (Prometheus) and `/healthz`.
 *
 * @throws CliError when the port cannot be had
 */
export async function serveMetrics(
  registry: Registry,
  { host = '127.0.0.1', port, health = () => ({ healthy: true }) }: MetricsOptions,
): Promise<MetricsServer> {
  const server = createServer((request, response) => {
    void answer(request.url ?? '/', response, registry, health)
  })
  await listening(server, host, port)
  const { port: given } = server.address() as AddressInfo
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${given}`,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function answer(
  url: string,
  response: ServerResponse,
  registry: Registry,
  health: () => Health,
): Promise<void> {
  const path = url.split('?')[0]
  const send = (status: number, type: string, body: string) =>
    response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body)
  try {
    if (path === '/metrics') send(200, registry.contentType, await registry.metrics())
    else if (path === '/healthz') {
      const now = health()
      send(now.healthy ? 200 : 503, 'application/json', `${JSON.stringify(now)}\n`)
    } else send(404, 'text/plain', 'There are /metrics and /healthz.\n')
  } catch {
    send(500, 'text/plain', 'The metrics cannot be read.\n')
  }
}

function listening(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        new CliError(
          `Metrics cannot be served at ${host}:${port}: ${reasons[error.code ?? ''] ?? error.message}.`,
          ['Give another --metrics-port, or 0 for any.'],
        ),
      ),
    )
    server.listen(port, host, resolve)
  })
}

const reasons: Record<string, string> = {
  EADDRINUSE: 'somebody else listens there',
  EACCES: 'you have no permission',
  EADDRNOTAVAIL: 'this machine has no such address',
}
