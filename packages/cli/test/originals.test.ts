import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { connect as connectSocket } from 'node:net'
import { join } from 'node:path'
import {
  contributeSync,
  defaultOptions,
  deployModel,
  deployTrainer,
  devAccount,
  type ModelReference,
  type Original,
  originalToJson,
  originalTypedData,
  withdrawalToJson,
  withdrawalTypedData,
} from '@cotrain/sdk'
import { encoderOf, isSparse, parseModelFile, quantise } from '@cotrain/sdk/models'
import { type Anvil, startAnvil } from '@cotrain/testing/anvil'
import { createWalletClient, http, publicActions } from 'viem'
import { foundry } from 'viem/chains'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { createOriginalsHost, type OriginalsOptions } from '../src/up/originals/host.ts'
import { OriginalStore } from '../src/up/originals/OriginalStore.ts'
import { temporaryFolder } from './cli.ts'

const clientOf = (rpcUrl: string, account: number) =>
  createWalletClient({
    account: devAccount(account),
    chain: foundry,
    transport: http(rpcUrl),
    pollingInterval: 50,
  }).extend(publicActions)

const now = () => Math.floor(Date.now() / 1000)
const bytes = (text: string) => new TextEncoder().encode(text)

describe('the host of originals', () => {
  let chain: Anvil
  let model: ModelReference
  beforeAll(async () => {
    chain = await startAnvil()
    const client = clientOf(chain.rpcUrl, 0)
    await deployTrainer(client, { mechanism: 'points' })
    model = await deployToy(client)
    // contributions 0 of account 1 and 1 of account 2
    for (const account of [1, 2]) {
      const sample = Uint16Array.of(account)
      await contributeSync(clientOf(chain.rpcUrl, account), { model, sample, label: 1 })
    }
  })
  afterAll(() => chain?.stop())

  /** A host in a fresh folder, and how to ask it. */
  async function startHost(options: Partial<OriginalsOptions> = {}) {
    const folder = options.folder ?? (await temporaryFolder())
    const client = clientOf(chain.rpcUrl, 0)
    const handle = await createOriginalsHost({ client, chainId: 31_337, folder, ...options })
    const server = createServer((request, response) => {
      if (!handle(request, response)) response.writeHead(404).end()
    })
    const url = await listen(server)
    return { folder, url, ...asking(url) }
  }

  const place = (contribution = 0n) => ({
    chainId: 31_337,
    trainer: model.trainer,
    modelId: model.modelId,
    contribution,
  })

  async function signed(changes: Partial<Original> = {}, account = 1, after: Partial<Original> = {}) {
    const original: Original = { ...place(), kind: 'text', content: bytes('Sour?'), time: now(), ...changes }
    const signature = await devAccount(account).signTypedData(originalTypedData(original))
    return originalToJson({ ...original, signature, ...after })
  }

  async function withdrawal(time = now(), account = 1, contribution = 0n) {
    const what = { ...place(contribution), time }
    const signature = await devAccount(account).signTypedData(withdrawalTypedData(what))
    return withdrawalToJson({ ...what, signature })
  }

  const pathOf = (contribution = '') => `31337/${model.trainer}/${model.modelId}/${contribution}`

  test('says what it is, and is not asked for anything else', async () => {
    const host = await startHost()
    expect(await host.get('')).toMatchObject({ status: 200, json: { originals: 1, chainId: 31_337 } })
    expect((await fetch(new URL('/index.html', host.url))).status).toBe(404)
  })

  test('keeps what its contributor has signed, until they withdraw it', async () => {
    const host = await startHost()
    const record = await signed()
    expect(await host.post(record)).toMatchObject({ status: 200 })
    expect((await host.get(pathOf())).json).toEqual({ contributions: ['0'] })
    expect((await host.get(pathOf('0'))).json).toEqual({ ...record, trainer: model.trainer.toLowerCase() })
    // the same in the next process
    const again = await startHost({ folder: host.folder })
    expect((await again.get(pathOf('0'))).json.content).toBe(btoa('Sour?'))

    expect(await again.delete(await withdrawal())).toMatchObject({ status: 200 })
    expect((await again.get(pathOf())).json).toEqual({ contributions: [] })
    expect((await again.get(pathOf('0'))).status).toBe(404)
    // who has kept a copy of the record cannot bring it back, also not later
    expect((await again.post(record)).json.error).toContain('was withdrawn')
    expect((await (await startHost({ folder: host.folder })).post(record)).status).toBe(409)
    // but its contributor can
    expect((await again.post(await signed({ time: now() + 1 }))).status).toBe(200)
    // and then the old withdrawal is worth nothing
    expect((await again.delete(await withdrawal(now() - 60))).status).toBe(409)
  })

  test('replaces an original by a newer one only', async () => {
    const host = await startHost()
    const time = now()
    await host.post(await signed({ time, content: bytes('new') }))
    expect((await host.post(await signed({ time: time - 5, content: bytes('old') }))).status).toBe(409)
    expect((await host.post(await signed({ time: time + 5, content: bytes('newer') }))).status).toBe(200)
    expect((await host.get(pathOf('0'))).json.content).toBe(btoa('newer'))
    expect(await readdir(join(host.folder, '31337', model.trainer.toLowerCase(), '0'))).toEqual(['0.json'])
  })

  test.each<[string, number, () => Promise<object>]>([
    ["for another's contribution", 403, () => signed({ contribution: 1n })],
    ['by another account', 403, () => signed({}, 2)],
    ['for a contribution that was never made', 404, () => signed({ contribution: 99n })],
    ['for a model that was never made', 404, () => signed({ modelId: 99n })],
    ['for another trainer', 404, () => signed({ trainer: `0x${'11'.repeat(20)}` })],
    ['for another chain', 404, () => signed({ chainId: 1 })],
    ['with a signature of another chain', 403, () => signed({ chainId: 1 }, 1, { chainId: 31_337 })],
    ['with a signature of another model', 403, () => signed({ modelId: 1n }, 1, { modelId: 0n })],
    ['with other content than what was signed', 403, () => signed({}, 1, { content: bytes('Sweet!') })],
    ['of last year', 400, () => signed({ time: now() - 365 * 86_400 })],
    ['of next year', 400, () => signed({ time: now() + 365 * 86_400 })],
  ])('refuses an original %s', async (_, status, make) => {
    const host = await startHost()
    expect((await host.post(await make())).status).toBe(status)
    expect(await readdir(host.folder)).toEqual([])
  })

  test("refuses to withdraw another's original", async () => {
    const host = await startHost()
    await host.post(await signed())
    expect((await host.delete(await withdrawal(now(), 2))).status).toBe(403)
    expect((await host.delete(await withdrawal(now(), 2, 1n))).status).toBe(404)
    expect((await host.get(pathOf('0'))).status).toBe(200)
  })

  test('refuses what is too large, without waiting for all of it', async () => {
    const host = await startHost()
    const socket = connectSocket(Number(new URL(host.url).port), '127.0.0.1')
    onTestFinished(() => void socket.destroy())
    const answer = new Promise<string>(resolve => socket.once('data', data => resolve(String(data))))
    const head = 'POST /originals/ HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n'
    socket.write(`${head}Transfer-Encoding: chunked\r\n\r\n`)
    const chunk = 'a'.repeat(60_000)
    for (let i = 0; i < 3; i++) socket.write(`${chunk.length.toString(16)}\r\n${chunk}\r\n`)
    expect(await answer).toMatch(/^HTTP\/1\.1 413[\s\S]*connection: close/i)
  })

  test.each<[string, number, RequestInit]>([
    ['another site', 403, { headers: { origin: 'https://evil.example' } }],
    ['another site that the browser tells of', 403, { headers: { 'sec-fetch-site': 'cross-site' } }],
    ['a form', 415, { headers: { 'content-type': 'text/plain' } }],
    ['somebody who sends no JSON', 400, { body: '{' }],
    ['somebody with another method', 405, { method: 'PUT' }],
  ])('refuses what %s sends', async (_, status, init) => {
    const host = await startHost()
    expect((await host.post(await signed(), init)).status).toBe(status)
  })

  test.each([
    '..%2f..%2fetc%2fpasswd',
    '31337/0x/0/0',
    `31337/0x${'11'.repeat(20)}/..%2f0/0`,
    `31337/0x${'11'.repeat(20)}/0/0.json`,
    `31337/0x${'11'.repeat(20)}/00/0`,
  ])('has no file at %s', async path => {
    const host = await startHost()
    await writeFile(join(host.folder, 'secret.json'), '{}')
    expect((await host.get(path)).status).toBe(404)
  })

  test('has room for so much, and so many requests', async () => {
    const full = await startHost({ limits: { totalBytes: 600 } })
    expect((await full.post(await signed({ content: bytes('a'.repeat(600)) }))).status).toBe(507)
    expect((await full.post(await signed())).status).toBe(200)
    expect((await full.post(await signed({ contribution: 1n }, 2))).status).toBe(507)
    expect((await full.delete(await withdrawal())).status).toBe(200)

    const busy = await startHost({ limits: { writes: 2 } })
    const answers = [1, 2, 3].map(() => busy.post({}))
    expect((await Promise.all(answers)).map(({ status }) => status).sort()).toEqual([400, 400, 429])
    expect((await busy.get('')).status).toBe(200)
  })

  test('says so when its chain or its folder is away', async () => {
    const host = await startHost({ client: clientOf('http://127.0.0.1:9', 0) })
    expect((await host.post(await signed())).status).toBe(503)
    const folder = join(await temporaryFolder(), 'file')
    const broken = await startHost({ folder })
    await writeFile(folder, 'in the way')
    expect((await broken.post(await signed())).json.error).toMatch(/cannot keep originals now \(E/)
  })

  test('keeps whole files or none, whatever happens to them', async () => {
    const host = await startHost()
    await host.post(await signed())
    const file = join(host.folder, '31337', model.trainer.toLowerCase(), '0', '0.json')
    const whole = await readFile(file, 'utf8')
    await writeFile(file, whole.slice(0, 50))
    await writeFile(`${file}.4f.part`, whole)
    const next = await startHost({ folder: host.folder })
    expect((await next.get(pathOf('0'))).status).toBe(404)
    expect(await readdir(join(file, '..'))).toEqual(['0.json'])
    expect((await next.post(await signed())).status).toBe(200)
  })
})

test('many changes at once are counted right', async () => {
  const folder = await temporaryFolder()
  await mkdir(folder, { recursive: true })
  const limits = { totalBytes: 1e6, records: 5 }
  const store = await OriginalStore.open(folder, limits)
  const model = { chainId: 1, trainer: `0x${'22'.repeat(20)}`, modelId: 0n } as const
  const put = (contribution: bigint) =>
    store.put({ ...model, contribution, kind: 'text', content: bytes('a'), time: 1, signature: '0x00' })
  const results = await Promise.allSettled(Array.from({ length: 9 }, (_, i) => put(BigInt(i))))
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(5)
  await expect((await OriginalStore.open(folder, limits)).list(model)).resolves.toHaveLength(5)
})

async function deployToy(client: ReturnType<typeof clientOf>): Promise<ModelReference> {
  const file = parseModelFile({
    name: 'Apples',
    type: 'sparse perceptron',
    classifications: ['pear', 'apple'],
    weights: [0.5, -0.5, -0.5, -0.5],
    intercept: 0,
    learningRate: 1,
  })
  if (!isSparse(file)) throw new Error('The toy is sparse.')
  const { model } = await deployModel(client, {
    mechanism: 'points',
    quantised: quantise(file, {}),
    incentiveOptions: defaultOptions('points'),
    metadata: { name: 'Apples', classes: ['pear', 'apple'], encoder: encoderOf(file).encoder.name },
  })
  return model
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as { port: number }).port}/originals/`
}

function asking(url: string) {
  const ask = async (path: string, init: RequestInit) => {
    const response = await fetch(url + path, init)
    // biome-ignore lint/suspicious/noExplicitAny: tests compare it with what they expect
    return { status: response.status, json: (await response.json()) as any }
  }
  const send = (method: string, body: unknown, { headers, ...init }: RequestInit = {}) =>
    ask('', {
      method,
      body: JSON.stringify(body),
      ...init,
      headers: { 'content-type': 'application/json', ...(headers as Record<string, string>) },
    })
  return {
    get: (path: string) => ask(path, {}),
    post: (body: unknown, init?: RequestInit) => send('POST', body, init),
    delete: (body: unknown) => send('DELETE', body),
  }
}
