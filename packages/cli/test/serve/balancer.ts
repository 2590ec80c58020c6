import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, request as send } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { claimPort } from '../../src/chain/ports.ts'
import { ask } from './support.ts'

export type Balancer = { url: string; stop(): Promise<void> }

const nginx = ['/usr/sbin/nginx', 'nginx'].find(each => spawnSync(each, ['-v']).status === 0)

/** Two servers behind one address: by nginx as docs/serve.md has it, or where that is not there by a few lines. */
export async function startBalancer(ports: readonly [number, number]): Promise<Balancer> {
  return nginx === undefined ? startOwn(ports) : startNginx(nginx, ports)
}

async function startNginx(binary: string, ports: readonly [number, number]): Promise<Balancer> {
  const page = await readFile(new URL('../../../../docs/serve.md', import.meta.url), 'utf8')
  const [, shown = ''] = /```nginx\n([\s\S]*?)```/.exec(page) ?? []
  const folder = await mkdtemp(join(tmpdir(), 'cotrain-nginx-'))
  const port = await claimPort(0, '--port')
  const site = shown
    .replace('127.0.0.1:8081', `127.0.0.1:${ports[0]}`)
    .replace('127.0.0.1:8082', `127.0.0.1:${ports[1]}`)
    .replace('listen 80;', `listen 127.0.0.1:${port};`)
  expect(site).toContain(`127.0.0.1:${ports[1]}`)
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    name => `${name}_temp_path ${folder}/${name};`,
  )
  await writeFile(
    join(folder, 'nginx.conf'),
    `daemon off; pid ${folder}/pid; error_log ${folder}/error.log; worker_processes 1;
events {}
http { access_log off; ${temporary.join(' ')}
${site}
}`,
  )
  const child: ChildProcess = spawn(binary, [
    '-p',
    folder,
    '-e',
    `${folder}/error.log`,
    '-c',
    join(folder, 'nginx.conf'),
  ])
  const url = `http://127.0.0.1:${port}`
  await expect
    .poll(() =>
      ask(`${url}/healthz`).then(
        ({ status }) => status,
        () => 0,
      ),
    )
    .toBe(200)
  return {
    url,
    async stop() {
      child.kill('SIGTERM')
      await once(child, 'close')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Takes turns, and asks the other one when one does not answer: to ask twice does no harm. */
async function startOwn(ports: readonly [number, number]): Promise<Balancer> {
  let turn = 0
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const first = turn++
    const ask = (left: number) => {
      const { method, url: path, headers } = request
      const onward = send({
        port: ports[(first + left) % 2],
        method,
        path,
        headers: { ...headers, connection: 'close' },
      })
      onward.once('response', answer => {
        const status = answer.statusCode!
        // one that is about to stop says so
        if (status >= 502 && left > 0) {
          answer.resume()
          ask(left - 1)
        } else answer.pipe(response.writeHead(status, answer.headers))
      })
      onward.once('error', () => (left > 0 ? ask(left - 1) : response.writeHead(502).end()))
      onward.end(Buffer.concat(chunks))
    }
    ask(3)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
