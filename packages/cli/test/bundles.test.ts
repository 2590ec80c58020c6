import { describe, expect, test } from 'vitest'
import { cutBundles } from '../src/market/cutBundles.ts'
import { unitOf } from '../src/program/units.ts'

const lessons = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ label: i < count / 2 ? 0 : 1, sample: Uint16Array.of(i) }))
const limits = { minSamples: 20, maxSamples: 40 }

describe('bundles of a file', () => {
  test.each([
    [20, [20], 0],
    [40, [40], 0],
    [41, [21, 20], 0],
    [100, [34, 33, 33], 0],
  ])('%i samples make as few as hold them', (count, sizes, left) => {
    const cut = cutBundles(lessons(count), limits)
    expect(cut.bundles.map(({ length }) => length)).toEqual(sizes)
    expect(cut.left).toBe(left)
  })

  test('leave out what no number of them holds', () => {
    const { bundles, left } = cutBundles(lessons(50), { minSamples: 30, maxSamples: 40 })
    expect([bundles.map(({ length }) => length), left]).toEqual([[40], 10])
  })

  test('have samples from all over the file, each once', () => {
    const twice = [...lessons(80), ...lessons(80)]
    const { bundles, twice: again } = cutBundles(twice, limits)
    expect(again).toBe(80)
    for (const bundle of bundles) expect(bundle.filter(({ label }) => label === 0)).toHaveLength(20)
    expect(new Set(bundles.flat().map(({ sample }) => sample[0])).size).toBe(80)
  })

  test('are none when there are too few', () => {
    expect(() => cutBundles(lessons(19), limits)).toThrow('19 samples are too few')
    expect(() => cutBundles([...lessons(19), ...lessons(19)], limits)).toThrow('19 samples that differ')
  })
})

describe('values of options', () => {
  const words = 'what it is'
  test.each([
    [{ unit: 'wei', least: 0n, most: 10n ** 18n, default: 0n, words }, '0', 0n],
    [{ unit: 'seconds', least: 1, most: 86_400, default: 60, words }, '1h30min', 5_400],
    [{ unit: 'millionths', least: 0, most: 1_000_000, default: 0, words }, '0', 0],
    [{ unit: 'millionths', least: 0, most: 1_000_000, default: 0, words }, '1%', 10_000],
  ] as const)('%o reads %s', (option, text, value) => {
    const { parse, show } = unitOf(option)
    expect(parse(text)).toBe(value)
    expect(parse(show(value))).toBe(value)
  })

  test.each([
    [{ unit: 'wei', least: 1n, most: 10n, default: 1n, words }, '0'],
    [{ unit: 'wei', least: 1n, most: 10n, default: 1n, words }, '1'],
    [{ unit: 'seconds', least: 1, most: 86_400, default: 60, words }, '2d'],
    [{ unit: 'millionths', least: 1, most: 1_000_000, default: 1, words }, '0'],
  ] as const)('%o does not take %s', (option, text) => {
    expect(() => unitOf(option).parse(text)).toThrow('Give')
  })
})
