import { mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type DataSet, packSamples } from '../src/data/DataSet.ts'

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'cotrain-test-'))
  vi.stubEnv('XDG_CACHE_HOME', home)
  vi.resetModules()
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(home, { recursive: true })
})

/** A process that has just started. */
const load = async () => (await import('../src/data/node/cache.ts')).cached

const samples = (form: DataSet['form']) => {
  const sample =
    form === 'sparse' ? fc.uint16Array({ maxLength: 9 }) : fc.int16Array({ minLength: 3, maxLength: 3 })
  return fc
    .array(fc.record({ label: fc.nat(255), sample }), { maxLength: 9 })
    .map(examples => packSamples(form, examples))
}
const dataSets: fc.Arbitrary<DataSet> = fc.constantFrom<DataSet['form'][]>('sparse', 'dense').chain(form =>
  fc.record({
    name: fc.string(),
    classes: fc.array(fc.string()),
    form: fc.constant(form),
    features: fc.nat(),
    train: samples(form),
    test: samples(form),
  }),
)

test('what was made once is read the next time, into memory that threads share', async () => {
  const cached = await load()
  await fc.assert(
    fc.asyncProperty(fc.uuid(), dataSets, async (key, data) => {
      await cached([key], () => data)
      const again = await cached([key], () => expect.unreachable())
      expect(again).toEqual(data)
      for (const { labels, values, offsets } of [again.train, again.test])
        for (const list of [labels, values, offsets]) expect(list.buffer).toBeInstanceOf(SharedArrayBuffer)
    }),
    { numRuns: 50 },
  )
})

const [toy] = fc.sample(dataSets, { numRuns: 1, seed: 1 }) as [DataSet]
const file = () => join(home, 'cotrain', 'data', readdirSync(join(home, 'cotrain', 'data'))[0]!)

test('a file that is broken off is made again', async () => {
  await (await load())(['toy'], () => toy)
  truncateSync(file(), 20)
  const make = vi.fn(() => toy)
  const cached = await load()
  expect(await cached(['toy'], make)).toEqual(toy)
  expect(await cached(['toy'], make)).toEqual(toy)
  expect(make).toHaveBeenCalledTimes(1)
})

test('where nothing can be kept, data are made each time', async () => {
  writeFileSync(join(home, 'cotrain'), 'no folder')
  const make = vi.fn(() => toy)
  const cached = await load()
  expect(await cached(['toy'], make)).toEqual(toy)
  expect(await cached(['toy'], make)).toEqual(toy)
  expect(make).toHaveBeenCalledTimes(2)
})
