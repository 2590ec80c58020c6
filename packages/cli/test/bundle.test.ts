import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { bundled } from '../bin/bundle.js'

const cache = mkdtempSync(join(tmpdir(), 'cotrain-bundle-'))
const index = join(cache, 'index.json')
afterAll(() => rmSync(cache, { recursive: true }))

type Index = { root: string; folder: string; inputs: [path: string, stamp: string][] }
const readIndex = (): Index => JSON.parse(readFileSync(index, 'utf8'))

test('the sources are bundled once, and again when one of them has changed', async () => {
  const first = await bundled(cache)
  expect(existsSync(fileURLToPath(first))).toBe(true)
  expect(await bundled(cache)).toBe(first)

  const { inputs, ...rest } = readIndex()
  const paths = inputs.map(([path]) => path)
  expect(paths).toContain('packages/cli/src/commands/predict.ts')
  expect(paths).toContain('packages/sdk/src/index.ts')
  expect(paths).toContain('package-lock.json')

  const changed = inputs.map(([path, stamp]) => [path, path.endsWith('predict.ts') ? '0 0' : stamp])
  writeFileSync(index, JSON.stringify({ ...rest, inputs: changed }))
  const second = await bundled(cache)
  expect(second).not.toBe(first)
  expect(await bundled(cache)).toBe(second)
})

test.each([
  ['its index is broken', () => writeFileSync(index, '{"folder":')],
  ['it was removed', () => rmSync(readIndex().folder, { recursive: true })],
  [
    'it was copied with its repo',
    () => writeFileSync(index, JSON.stringify({ ...readIndex(), root: '/elsewhere/' })),
  ],
])('a bundle is made anew when %s', async (_, spoil) => {
  const before = await bundled(cache)
  spoil()
  const after = await bundled(cache)
  expect(after).not.toBe(before)
  expect(existsSync(fileURLToPath(after))).toBe(true)
})

test('bundles of long ago are removed', async () => {
  const [old, recent] = [join(cache, 'made-old'), join(cache, 'made-recent')]
  for (const folder of [old, recent]) mkdirSync(folder)
  utimesSync(old, 0, 0)
  writeFileSync(index, '')
  await bundled(cache)
  expect([existsSync(old), existsSync(recent)]).toEqual([false, true])
})
