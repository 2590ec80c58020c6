import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { claimPort } from '../src/chain/ports.ts'
import type { Server } from '../src/up/server.ts'

const script = `${'console.log(1);\n'.repeat(200)}`
const headers = { 'X-Content-Type-Options': 'nosniff', 'Content-Security-Policy': "default-src 'self'" }
const caching = { assets: 'public, max-age=31536000, immutable', others: 'no-cache' }

let server: Server
let page: string

beforeAll(async () => {
  page = await mkdtemp(join(tmpdir(), 'cotrain-page-'))
  await mkdir(join(page, 'assets'))
  await writeFile(join(page, 'index.html'), '<!doctype html>')
  await writeFile(join(page, 'headers.json'), JSON.stringify({ headers, caching }))
  await writeFile(join(page, 'assets/main-1.js'), script)
  await writeFile(join(page, 'assets/main-1.js.br'), brotliCompressSync(script))
  await writeFile(join(page, 'assets/main-1.js.gz'), gzipSync(script))
  process.env.COTRAIN_PAGE = page
  const { checkDashboard, serveDashboard } = await import('../src/up/server.ts')
  checkDashboard()
  const texts = [{ path: '/held-out/a.txt', text: 'a' }]
  const describe = async () => ({
    rpcUrl: 'x',
    chainId: 1,
    devAccounts: true as const,
    models: [],
    isComplete: true,
    originals: true as const,
  })
  server = await serveDashboard(await claimPort(0, '--dashboard-port'), describe, texts, () => false)
})
afterAll(async () => {
  await server?.close()
  await rm(page, { recursive: true, force: true })
})

/** An answer as it comes over the wire, not unpacked. */
const get = (path: string, accepted = 'identity') =>
  new Promise<{ headers: Record<string, string | string[] | undefined>; length: number; status: number }>(
    (resolve, reject) => {
      request(server.url + path, { headers: { 'accept-encoding': accepted } }, response => {
        let length = 0
        response.on('data', chunk => {
          length += chunk.length
        })
        response.on('end', () => resolve({ headers: response.headers, length, status: response.statusCode! }))
      })
        .on('error', reject)
        .end()
    },
  )

test.each([
  ['gzip, deflate, br', 'br', brotliCompressSync(script).length],
  ['gzip', 'gzip', gzipSync(script).length],
  ['identity', undefined, script.length],
])('sends a file to a browser that takes %s', async (accepted, encoding, length) => {
  const answer = await get('/assets/main-1.js', accepted)
  expect(answer.headers['content-encoding']).toBe(encoding)
  expect(answer.length).toBe(length)
  expect(answer.headers['content-type']).toMatch('javascript')
  expect(answer.headers['cache-control']).toBe(caching.assets)
})

test.each(['/', '/assets/main-1.js', '/local.json', '/held-out/a.txt', '/nothing.txt'])(
  'sends the headers of the page with %s',
  async path => {
    const answer = await get(path)
    expect(answer.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'self'",
    })
    expect(answer.status).toBe(path === '/nothing.txt' ? 404 : 200)
  },
)

test('asks for the page itself each time, and spares an unchanged one', async () => {
  const { headers: first } = await get('/')
  expect(first['cache-control']).toBe('no-cache')
  const again = await fetch(server.url, { headers: { 'if-none-match': first.etag as string } })
  expect(again.status).toBe(304)
})
