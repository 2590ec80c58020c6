import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { crc32, deflateSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Anvil } from '../src/chain/anvil.ts'
import { bareChain, cotrain, sharedFolder } from './cli.ts'

const models = fileURLToPath(new URL('../../../models/', import.meta.url))
const sentences = join(models, 'intents/sentences.tsv')

let chain: Anvil
let shared: Awaited<ReturnType<typeof sharedFolder>>
let digits: string
let intents: string

beforeAll(async () => {
  chain = await bareChain()
  shared = await sharedFolder()
  await writeFile(at('one.png'), one())
  await writeFile(at('blank.png'), png(Buffer.alloc(100 * 100)))
  const deploy = async (name: string) =>
    (await cotrain(['deploy', join(models, name, 'model.json'), '--rpc', chain.rpcUrl, '--json'])).json.id
  digits = await deploy('digits')
  intents = await deploy('intents')
})
afterAll(async () => {
  await chain?.stop()
  await shared?.remove()
})

const at = (name: string) => join(shared.folder, name)
const on = (model: string) => ['--model', model, '--rpc', chain.rpcUrl, '--json']

/** A stroke from the top to the bottom, dark on white. */
function one(): Buffer {
  const grey = Buffer.alloc(100 * 100, 255)
  for (let y = 15; y < 85; y++) grey.fill(0, y * 100 + 46, y * 100 + 56)
  return png(grey)
}

/** A PNG file of 100 × 100 grey pixels. */
function png(grey: Buffer): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data])
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
    length.writeUInt32BE(data.length)
    check.writeUInt32BE(crc32(body))
    return Buffer.concat([length, body, check])
  }
  const head = Buffer.from('00000064000000640800000000', 'hex')
  const rows = Array.from({ length: 100 }, (_, y) => [0, ...grey.subarray(y * 100, y * 100 + 100)])
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.from(rows.flat()))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

test('a picture is encoded, judged, and taught', async () => {
  const encoded = await cotrain([
    'encode',
    '--image',
    at('one.png'),
    '--encoder',
    'pixels-14x14-v1',
    '--json',
  ])
  expect(encoded.json.integers).toHaveLength(196)
  // the second time the model is kept already
  for (const local of [[], [], ['--local']]) {
    const { json } = await cotrain(['predict', '--image', at('one.png'), ...local, ...on(digits)])
    expect(json).toMatchObject({ class: '1', integers: encoded.json.integers })
  }
  const taught = await cotrain(['contribute', '--image', at('one.png'), '--label', '7', ...on(digits)])
  expect(taught.json.contributions).toMatchObject([{ index: 0, class: '7' }])
  const numbers = encoded.json.integers.map((integer: number) => integer / 2 ** 15).join(' ')
  const same = await cotrain(['predict', '--numbers', numbers, ...on(digits)])
  expect(same.json.integers).toEqual(encoded.json.integers)
})

test('a sentence is judged by what it means, and taught from a table', async () => {
  const wish = 'could you put on a nice melody by that band'
  for (const local of [[], [], ['--local']]) {
    expect((await cotrain(['predict', wish, ...local, ...on(intents)])).json.class).toBe('music')
  }
  await writeFile(
    at('more.csv'),
    'said,wanted\nplease sing something,music\nis it foggy at the lake,weather\n',
  )
  const table = ['--file', at('more.csv'), '--text', 'said', '--label', 'wanted']
  const taught = await cotrain(['contribute', ...table, ...on(intents)])
  expect(taught.json.contributions.map((each: { class: string }) => each.class)).toEqual(['music', 'weather'])
  const out = at('intents.json')
  await cotrain(['export', intents, '--out', out, '--rpc', chain.rpcUrl])
  expect(JSON.parse(await readFile(out, 'utf8'))).toMatchObject({ encoder: 'static-words-100-v1' })
})

test('texts become a model by what they mean, which is measured on a table', async () => {
  const out = at('trained.json')
  const columns = ['--text', 'sentence', '--label', 'intent', '--json']
  await writeFile(at('wishes.tsv'), `${await readFile(sentences, 'utf8')}train\tmusic\tqwxzv\n`)
  const train = ['train', at('wishes.tsv'), ...columns, '--encoder', 'static-words-100-v1', '--out', out]
  const { json, stderr } = await cotrain([...train, '--classifier', 'nearest-centroid'])
  expect(stderr).toContain('Left out: 1 text')
  expect(json).toMatchObject({ encoder: 'static-words-100-v1', features: 100, heldOut: 36 })
  expect(json.accuracy).toBeGreaterThan(0.6)
  const measured = await cotrain(['evaluate', out, '--data', sentences, ...columns])
  expect(measured.json).toMatchObject({ samples: 192 })
  expect(measured.json.accuracy).toBeGreaterThan(0.8)
})

test.each([
  [
    'a picture for sentences',
    () => ['predict', '--image', at('one.png'), ...on(intents)],
    'takes no pictures',
  ],
  ['a text for pictures', () => ['predict', 'seven', ...on(digits)], 'takes pictures, not texts'],
  ['two samples', () => ['predict', 'seven', '--image', at('one.png'), ...on(digits)], 'Give one sample'],
  ['nothing drawn', () => ['predict', '--image', at('blank.png'), ...on(digits)], 'nothing on the picture'],
  ['no picture', () => ['predict', '--image', sentences, ...on(digits)], 'neither a JPEG nor a PNG'],
  ['unknown words', () => ['predict', 'qwxzv', ...on(intents)], 'knows none of the words'],
  [
    'two ways of encoding',
    () => ['train', sentences, '--text', 'sentence', '--label', 'intent', '--encoder', 'x', '--hash'],
    'give one of --vocabulary, --hash and --encoder',
  ],
  [
    'what is not installed',
    () => ['encode', '--image', at('one.png'), '--encoder', 'coco-mobilenet-480-v1'],
    'npm install --legacy-peer-deps',
  ],
] as const)('says what is wrong: %s', async (_, args, message) => {
  const { code, stderr, stdout } = await cotrain(args())
  expect(code).toBe(1)
  expect(stderr + stdout).toContain(message)
})
