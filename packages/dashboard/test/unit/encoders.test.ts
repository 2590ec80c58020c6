import { createVectorEncoder } from '@cotrain/sdk'
import { describe, expect, test } from 'vitest'
import { latestOnly } from '../../src/features/encoders/latestOnly.ts'
import { smaller } from '../../src/features/encoders/smaller.ts'
import { gridOf } from '../../src/features/model/grid.ts'
import { readPasted } from '../../src/features/model/pastedNumbers.ts'

/** All ways in which four calls can fail or not. */
const patterns = Array.from({ length: 16 }, (_, i) => [1, 2, 4, 8].map(bit => (i & bit) > 0))

describe('the newest of many calls', () => {
  test('is the next to run; those between are dropped', async () => {
    const begun: number[] = []
    const ends: (() => void)[] = []
    const newest = latestOnly(async (input: number) => {
      begun.push(input)
      await new Promise<void>(resolve => ends.push(resolve))
      return input
    })
    const answers = [1, 2, 3].map(newest)
    expect(begun).toEqual([1])
    ends.shift()!()
    await expect(answers[0]).resolves.toBe(1)
    await expect.poll(() => begun).toEqual([1, 3])
    ends.shift()!()
    expect(await Promise.all(answers)).toEqual([1, undefined, 3])
  })

  test.each(patterns)('always gets its answer, where those fail: %j', async (...fails) => {
    let running = 0
    const newest = latestOnly(async (isFailing: boolean) => {
      expect(++running).toBe(1)
      await Promise.resolve()
      running--
      if (isFailing) throw new Error('failed')
      return 'answer'
    })
    const answers = await Promise.allSettled(fails.map(newest))
    expect(answers.at(-1)).toMatchObject(fails.at(-1) ? { status: 'rejected' } : { value: 'answer' })
    // and the next one is answered as well
    await expect(newest(false)).resolves.toBe('answer')
  })
})

test('a picture for looking at keeps its form', () => {
  const picture = { width: 1000, height: 3, data: new Uint8Array(4 * 3000).fill(7) }
  expect(smaller(picture, 100)).toMatchObject({ width: 100, height: 1 })
  expect(smaller(picture, 1000)).toBe(picture)
})

describe('what is pasted from a table', () => {
  const inputs = [{ name: 'Width' }, { name: 'Height' }]
  test.each([
    ['1,2', '1, 2'],
    ['1\t2\n', '1, 2'],
    ['1;2,5', '1, 2.5'],
    ['1 2\r\n3 4', '1, 2, 3, 4'],
    ['1\n2\n3', '1, 2, 3'],
    ['height,width\n1,2', '2, 1'],
    ['"height";"width"\n"1,5";"2"', '2, 1.5'],
    ['a,b\n1,2', '1, 2'],
  ])('%j becomes %s', (pasted, numbers) => {
    expect(readPasted(pasted, inputs)).toBe(numbers)
  })
  test.each(['', 'hello', '1,2,x', 'a,b\nc,d', 'a\nb\n1'])('%j is something else', pasted => {
    expect(readPasted(pasted, inputs)).toBeUndefined()
  })
})

describe('samples that are pictures', () => {
  const vector = (features: number) => createVectorEncoder(features)
  const named = (features: number, name: (i: number) => string) => ({
    ...vector(features),
    inputs: Array.from({ length: features }, (_, i) => ({ name: name(i), min: 0, max: 1 })),
  })
  test.each([
    ['encoders of drawings', 14, { encoder: 'pixels-14x14-v1', name: 'x' }, vector(196)],
    ['vectors of digits', 8, { encoder: 'vector-v1:64', name: 'Handwritten digits' }, vector(64)],
    ['numbers called pixels', 8, { encoder: 'numbers-v1:0x', name: 'x' }, named(64, i => `pixel ${i}`)],
    ['other numbers', undefined, { encoder: 'numbers-v1:0x', name: 'x' }, named(64, i => `gene ${i}`)],
    ['other vectors', undefined, { encoder: 'vector-v1:64', name: 'Digital marketing' }, vector(64)],
    ['what is no square', undefined, { encoder: 'vector-v1:60', name: 'digits' }, vector(60)],
    ['sentences', undefined, { encoder: 'static-words-100-v1', name: 'digits' }, vector(100)],
  ])('%s', (_, side, words, encoder) => {
    expect(gridOf(words, encoder)).toBe(side)
  })
})
