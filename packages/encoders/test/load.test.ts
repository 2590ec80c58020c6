import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { unloadedEncoder } from '@cotrain/sdk/encoders'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type EncoderSource, encoderRows, httpSource, loadEncoder, rowOf } from '../src/index.ts'
import { packageSource } from '../src/node/index.ts'

const name = 'static-words-100-v1'
const words = rowOf(name)!.files[0]!

async function serve(listener: RequestListener): Promise<EncoderSource> {
  const server = createServer(listener)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return httpSource(`http://127.0.0.1:${(server.address() as AddressInfo).port}/encoders/`)
}

const content = () => packageSource().read(name, words)

describe('loading', () => {
  test('tells how much has come, and gives what the row says', async () => {
    const source = await serve(async ({ url }, response) => {
      response.end(url === `/encoders/${name}/${words.path}` ? await content() : undefined)
    })
    const seen: number[] = []
    const encoder = await loadEncoder(name, { source, onProgress: ({ loaded }) => seen.push(loaded) })
    expect(encoder).toMatchObject({ name, input: 'text', featureCount: 100 })
    expect(seen.length).toBeGreaterThan(2)
    expect(seen).toEqual(seen.toSorted((a, b) => a - b))
    expect(seen.at(-1)).toBe(words.bytes)
  })

  test.each([
    [
      'one bit is another',
      (bytes: Uint8Array) => bytes.with(1_000_000, bytes[1_000_000]! ^ 1),
      'EncoderFileError',
    ],
    ['it ends early', (bytes: Uint8Array) => bytes.subarray(0, -1), 'EncoderFileError'],
    ['it is empty', () => new Uint8Array(), 'EncoderFileError'],
    ['it goes on', (bytes: Uint8Array) => Buffer.concat([bytes, bytes]), 'EncoderUnavailableError'],
  ])('a damaged file is refused: %s', async (_, damage, error) => {
    const source = await serve(async (_request, response) => response.end(damage(await content())))
    await expect(loadEncoder(name, { source })).rejects.toMatchObject({ name: error })
  })

  test.each(encoderRows.flatMap(row => row.files.map(file => [row.name, file.path] as const)))(
    'every file is checked: %s, %s',
    async (encoder, path) => {
      const never = new Promise<Uint8Array>(() => {})
      const source: EncoderSource = {
        read: (_, file) => (file.path === path ? Promise.resolve(new Uint8Array(file.bytes)) : never),
      }
      await expect(loadEncoder(encoder, { source })).rejects.toMatchObject({ name: 'EncoderFileError' })
    },
  )

  test.each([
    ['404', (response: Parameters<RequestListener>[1]) => response.writeHead(404).end()],
    [
      'the page instead',
      (response: Parameters<RequestListener>[1]) =>
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<html>'),
    ],
    ['nothing', (response: Parameters<RequestListener>[1]) => response.destroy()],
    [
      'half of it',
      (response: Parameters<RequestListener>[1]) => {
        response.writeHead(200, { 'content-length': words.bytes }).write(new Uint8Array(1000))
        setTimeout(() => response.destroy(), 50)
      },
    ],
  ])('a server that gives %s', async (_, answer) => {
    const source = await serve((_request, response) => void answer(response))
    await expect(loadEncoder(name, { source })).rejects.toMatchObject({ name: 'EncoderUnavailableError' })
  })

  test('what is not installed is said, with the line that installs it', async () => {
    await expect(loadEncoder('coco-mobilenet-480-v1', { source: packageSource() })).rejects.toThrow(
      /there is no @vladmandic\/human.*\nInstall what it needs: npm install --legacy-peer-deps .*@vladmandic\/human@3\.3\.6/,
    )
  })

  test.each(encoderRows)('the SDK knows $name', ({ name, featureCount }) => {
    expect(unloadedEncoder(name)).toMatchObject({ name, featureCount })
  })

  test('names that are no encoders of this package', async () => {
    await expect(loadEncoder('words-v9', { source: packageSource() })).rejects.toMatchObject({
      name: 'EncoderUnknownError',
    })
    expect(rowOf('constructor')).toBeUndefined()
  })
})
