import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { launchBrowser } from '@cotrain/testing/browser'
import { build } from 'esbuild'
import { beforeAll, describe, expect, test } from 'vitest'
import { encoderRows } from '../src/index.ts'
import { findEncoderFile, packageSource } from '../src/node/index.ts'
import { encodeAll } from './support/encodeAll.ts'
import { installHuman } from './support/human.ts'
import { pictureFiles, texts } from './support/inputs.ts'

type Made = Awaited<ReturnType<typeof encodeAll>>

const files = pictureFiles()
let inNode: Made
let inBrowser: Made

beforeAll(async () => {
  const folder = await installHuman()
  ;[inNode, inBrowser] = await Promise.all([
    encodeAll(packageSource([folder]), texts, files),
    encodeInBrowser(folder),
  ])
})

/** Serves a small page with the encoders and their files, and calls it. */
async function encodeInBrowser(folder: string): Promise<Made> {
  const script = await bundle()
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? '/')
    if (path === '/') {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
      return response.end('<!doctype html><script type="module" src="./page.js"></script>')
    }
    if (path === '/page.js') {
      response.writeHead(200, { 'content-type': 'text/javascript; charset=utf-8' })
      return response.end(script)
    }
    const file = encoderRows
      .flatMap(row => row.files.map(each => ({ at: `/encoders/${row.name}/${each.path}`, each })))
      .find(({ at }) => at === path)
    const found = file && findEncoderFile(file.each, [folder])
    if (found === undefined) return response.writeHead(404).end()
    createReadStream(found).pipe(response)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const browser = await launchBrowser()
  try {
    const page = await browser.newPage()
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
    await page.waitForFunction('typeof encodeHere === "function"')
    return await page.evaluate(
      ([someTexts, someFiles]) =>
        (globalThis as unknown as { encodeHere: (...given: unknown[]) => Promise<Made> }).encodeHere(
          someTexts,
          someFiles,
        ),
      [texts, files.map(file => [...file])] as const,
    )
  } finally {
    await browser.close()
    server.close()
  }
}

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('./support/page.ts', import.meta.url))],
    tsconfig: fileURLToPath(new URL('../../../tsconfig.base.json', import.meta.url)),
    bundle: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    write: false,
    logLevel: 'error',
  })
  return outputFiles[0]!.text
}

/** The beginning of the hash of all that an encoder made. */
function hashOf(made: unknown): string {
  return createHash('sha256').update(JSON.stringify(made)).digest('hex').slice(0, 16)
}

describe('the same in Node and in the browser', () => {
  test.each(encoderRows.map(({ name }) => name))('%s', name => {
    expect(inBrowser[name]).toEqual(inNode[name])
    expect(inNode[name]!.filter(made => typeof made !== 'string').length).toBeGreaterThanOrEqual(8)
  })

  // what stands on a chain was made with these: another outcome needs another name
  test('as it was when these encoders were named', () => {
    expect(Object.fromEntries(Object.entries(inNode).map(([name, made]) => [name, hashOf(made)]))).toEqual({
      'static-words-100-v1': '87befd8a5dd593a4',
      'use-lite-512-v1': '4dcd03a01192a5f4',
      'pixels-14x14-v1': '0b8dc41ed4069d92',
      'coco-mobilenet-480-v1': '3e824e98b0a83bf2',
    })
  })

  test('samples have a norm of 1 at most', () => {
    for (const made of Object.values(inNode).flat()) {
      if (typeof made === 'string') continue
      expect(Math.hypot(...made)).toBeLessThanOrEqual(2 ** 15)
    }
  })
})
