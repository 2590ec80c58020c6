import { mkdir, readdir, readFile, stat, symlink, truncate, utimes, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { Anvil } from '../src/chain/anvil.ts'
import { fileStorage } from '../src/storage.ts'
import { bareChain, cotrain, type RunOptions, sharedFolder, temporaryFolder } from './cli.ts'
import { tinyModel, writeModel } from './models.ts'

const bytes = (size: number, value = 1) => new Uint8Array(size).fill(value)

describe('a storage in files', () => {
  test('gives back what was put there, replaces it, and forgets it', async () => {
    const folder = join(await temporaryFolder(), 'deep', 'er')
    const storage = fileStorage(folder)
    expect(await storage.get('1/a')).toBeUndefined()
    await storage.set('1/a', bytes(3))
    await storage.set('1/a', bytes(2, 7))
    await storage.set('../../b', bytes(1))
    expect(Uint8Array.from((await storage.get('1/a'))!)).toEqual(bytes(2, 7))
    expect((await readdir(folder)).sort()).toEqual(['..%2F..%2Fb', '1%2Fa'])
    await storage.delete('1/a')
    await storage.delete('1/a')
    expect(await storage.get('1/a')).toBeUndefined()
  })

  test('takes no more room than it may, and lets go of what was used longest ago', async () => {
    const folder = await temporaryFolder()
    const storage = fileStorage(folder, 250)
    for (const [i, key] of ['a', 'b'].entries()) {
      await storage.set(key, bytes(100))
      await utimes(join(folder, key), i + 1, i + 1)
    }
    expect(await storage.get('a')).toBeDefined()
    await expect.poll(async () => (await stat(join(folder, 'a'))).mtimeMs).toBeGreaterThan(5_000)
    await storage.set('c', bytes(100))
    expect((await readdir(folder)).sort()).toEqual(['a', 'c'])
    await storage.set('large', bytes(251))
    expect((await readdir(folder)).sort()).toEqual(['a', 'c'])
    await writeFile(join(folder, 'x.part'), 'left by a process that was killed')
    await utimes(join(folder, 'x.part'), 1, 1)
    await storage.set('c', bytes(10))
    expect((await readdir(folder)).sort()).toEqual(['a', 'c'])
  })

  test('is used by two at once: whoever reads has the whole of one of them', async () => {
    const folder = await temporaryFolder()
    const [one, two] = [fileStorage(folder), fileStorage(folder)]
    const writing = Promise.all(
      Array.from({ length: 60 }, (_, i) => (i % 2 ? one : two).set('key', bytes(50_000, i))),
    )
    for (let i = 0; i < 40; i++) {
      const read = await two.get('key')
      if (read) expect([read.length, new Set(read).size]).toEqual([50_000, 1])
    }
    await writing
    expect(await readdir(folder)).toEqual(['key'])
  })
})

describe('what commands keep, and snapshots', () => {
  let chain: Anvil
  let place: Awaited<ReturnType<typeof sharedFolder>>
  let proxy: Server
  let withoutLogs: string
  let file: string
  const run = (args: string[], { env, ...options }: RunOptions = {}) =>
    cotrain(args, { ...options, env: { COTRAIN_RPC: chain.rpcUrl, XDG_CACHE_HOME: place.folder, ...env } })

  beforeAll(async () => {
    chain = await bareChain()
    place = await sharedFolder()
    proxy = createServer(async (request, response) => {
      const parts: Buffer[] = []
      for await (const part of request) parts.push(part as Buffer)
      const body = Buffer.concat(parts).toString()
      const refused = { jsonrpc: '2.0', id: 1, error: { code: -32_601, message: 'there are no logs here' } }
      const headers = { 'content-type': 'application/json' }
      const text = body.includes('eth_getLogs')
        ? JSON.stringify({ ...refused, id: JSON.parse(body).id })
        : await (await fetch(chain.rpcUrl, { method: 'POST', headers, body })).text()
      response.writeHead(200, headers).end(text)
    })
    await new Promise<void>(resolve => proxy.listen(0, '127.0.0.1', resolve))
    withoutLogs = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`
    file = join(place.folder, 'tiny.cotrain')
    await run(['deploy', await writeModel(place.folder, tinyModel), '--refund-time', '1s'])
    await run(['contribute', 'bad fine', '--label', 'yes'])
  })
  afterAll(async () => {
    proxy?.close()
    await chain?.stop()
    await place?.remove()
  })

  test('a second command needs no logs', async () => {
    const env = { COTRAIN_RPC: withoutLogs }
    const args = ['predict', 'good and fine', '--model', 'deposits:0', '--json']
    const cold = await run(args, { env: { ...env, XDG_CACHE_HOME: join(place.folder, 'nothing') } })
    expect(cold.code).toBe(1)
    const first = await run(args)
    const second = await run(args, { env })
    expect(second.json).toEqual(first.json)
    expect((await run([...args, '--no-cache'], { env })).code).toBe(1)
    expect(
      (await run(['predict', '--stdin', '--model', 'deposits:0'], { env, input: 'bad' })).stdout,
    ).toMatch(/^no /)
    // what the long way says of what is wrong
    const wrong = await run(['predict', '--model', 'deposits:0', '--numbers', '1, 2'])
    expect(wrong.stderr).toContain('Tiny takes sets of features')
  })

  test('a snapshot is made, and another client goes on from it without logs', async () => {
    const made = await run(['snapshot', 'deposits:0', '--out', file, '--json'])
    expect(made.json).toMatchObject({ model: 'deposits:0', contributions: 1, words: true, out: file })
    expect((await stat(file)).size).toBe(made.json.bytes)
    const nothing = await temporaryFolder()
    const env = { COTRAIN_RPC: withoutLogs, XDG_CACHE_HOME: nothing }
    const checked = await run(['snapshot', '--from', file], { env })
    expect(checked).toMatchObject({ code: 0, stderr: '' })
    expect(checked.stdout).toContain('is the model on this chain.')
    for (const more of [[], ['--local'], ['--model', 'tiny'], ['--no-cache']]) {
      const { json } = await run(['predict', 'good', '--from', file, '--json', ...more], { env })
      expect(json, more.join(' ')).toMatchObject({ class: 'yes', model: 'deposits:0' })
    }
    const status = await run(['status', '--from', file, '--json'], { env })
    expect(status.json.model).toMatchObject({ name: 'Tiny' })
    const other = await run(['predict', 'good', '--from', file, '--model', 'points:3'], { env })
    expect(other.stderr).toContain('The snapshot is of deposits:0')
  })

  test('a snapshot comes from a host; what is no snapshot, or too large, or another model, is refused', async () => {
    const host = createServer(async (request, response) => {
      if (request.url === '/s') response.end(await readFile(file))
      else if (request.url === '/moved') response.writeHead(302, { location: `file://${file}` }).end()
      else if (request.url === '/endless') {
        response.on('close', () => clearInterval(timer))
        const timer = setInterval(() => response.write(Buffer.alloc(4_000_000)), 1)
      } else if (request.url === '/short') {
        response.writeHead(200, { 'content-length': 10_000 }).write('cotrain')
        setTimeout(() => response.destroy(), 50)
      } else response.writeHead(404).end('<html>')
    })
    await new Promise<void>(resolve => host.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => {
      host.closeAllConnections()
      host.close()
    })
    const at = `http://127.0.0.1:${(host.address() as AddressInfo).port}`
    const from = (source: string) => run(['snapshot', '--from', source])
    expect((await from(`${at}/s`)).code).toBe(0)
    const failures = {
      [`${at}/moved`]: 'does not answer',
      [`${at}/endless`]: 'larger than a snapshot may be',
      [`${at}/short`]: 'could not be read to its end',
      [`${at}/none`]: 'status 404',
      'file:///etc/hostname': 'there is no such file',
      [place.folder]: 'could not be read to its end',
    }
    for (const [source, words] of Object.entries(failures)) {
      const { code, stderr } = await from(source)
      expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(words) })
    }
    const changed = await readFile(file)
    changed[changed.length - 30]! ^= 1
    const broken = join(place.folder, 'broken.cotrain')
    await writeFile(broken, changed)
    expect((await from(broken)).stderr).toContain('it is damaged')
    await truncate(broken, 100)
    expect((await run(['predict', 'good', '--from', broken, '--json'])).json.error.code).toBe(
      'SnapshotMalformedError',
    )
  })

  test('a folder that cannot be used keeps no command from its work, and stderr says so once', async () => {
    const folder = await temporaryFolder()
    const full = join(folder, 'full')
    await mkdir(join(full, 'cotrain'), { recursive: true })
    // a device that is always full, in the place of a file
    await symlink('/dev/full', join(full, 'cotrain', 'chains'))
    await writeFile(join(folder, 'file'), '')
    for (const cache of [join(folder, 'file'), full, '/proc/1/nothing']) {
      const { code, json, stderr } = await run(['predict', 'good', '--model', 'deposits:0', '--json'], {
        env: { XDG_CACHE_HOME: cache },
      })
      expect({ code, class: json.class }).toEqual({ code: 0, class: 'yes' })
      expect(stderr.match(/Nothing is kept for the next time/g)).toHaveLength(1)
    }
  })

  test('a node that is of another chain than the last time is told of, and the next command is right', async () => {
    const other = await bareChain(['--chain-id', '77'])
    onTestFinished(() => other.stop())
    let target = chain.rpcUrl
    const door = createServer(async (request, response) => {
      const parts: Buffer[] = []
      for await (const part of request) parts.push(part as Buffer)
      const headers = { 'content-type': 'application/json' }
      const answer = await fetch(target, { method: 'POST', headers, body: Buffer.concat(parts) })
      response.writeHead(200, headers).end(await answer.text())
    })
    await new Promise<void>(resolve => door.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void door.close())
    const env = { COTRAIN_RPC: `http://127.0.0.1:${(door.address() as AddressInfo).port}` }
    expect((await run(['models', '--json'], { env })).json).toHaveLength(1)
    target = other.rpcUrl
    const first = await run(['predict', 'good', '--model', 'deposits:0'], { env })
    expect(first.stderr).toContain('The node is of chain 77 now, and was of chain 31337 the last time.')
    expect((await run(['models', '--json'], { env })).json).toEqual([])
  })
})
