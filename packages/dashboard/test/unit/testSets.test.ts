import { createTestSet, type TrainerEvent } from '@cotrain/sdk'
import { describe, expect, it } from 'vitest'
import { confusionOf } from '../../src/features/accuracy/judge.ts'
import { encodeLabelled, parseLabelledFile } from '../../src/features/accuracy/labelledFile.ts'
import { contributorsOf, shapeOf } from '../../src/features/accuracy/marks.ts'
import type { AccuracyPoint } from '../../src/features/accuracy/replay.ts'
import { confusionCsv, historyCsv } from '../../src/features/accuracy/saveAccuracy.ts'
import { publishedTestSets } from '../../src/features/accuracy/testSet.ts'
import { ticksOf } from '../../src/features/accuracy/ticks.ts'

const encoder = { name: 'words', featureCount: 9, encode: (text: string) => Uint16Array.of(text.length) }
const texts = { form: 'text', classNames: ['ham', 'spam'], encoder: encoder as never } as const
const encode = (text: string) => encoder.encode(text)
const read = (text: string) => encodeLabelled(parseLabelledFile(text, texts), encode)
const labelled = (...list: [number, number][]) =>
  list.map(([label, feature]) => ({ label, sample: Uint16Array.of(feature) }))

describe('a file of labelled samples', () => {
  it('may be a table with tabs or commas, with a head or without', async () => {
    const expected = labelled([1, 3], [0, 5])
    expect(await read('spam\tbuy\nham\thello\n')).toEqual(expected)
    expect(await read('spam,buy\r\nham,hello')).toEqual(expected)
    expect(await read('id,Text,Label\n1,buy,spam\n2,hello,ham')).toEqual(expected)
    expect(await read('buy,spam\nhello,ham')).toEqual(expected)
  })

  it('may have commas, quotes and line ends in a text in double quotes', async () => {
    const file = parseLabelledFile('spam,"a, ""b""\nc"\n\nham,x', texts)
    expect('texts' in file && file.texts.map(({ text, line }) => [text, line])).toEqual([
      ['a, "b"\nc', 1],
      ['x', 4],
    ])
  })

  it('may have the indices of features', async () => {
    expect(await read('spam 1 4')).toEqual([{ label: 1, sample: Uint16Array.of(1, 4) }])
  })

  it.each([
    ['eggs\tbuy', /^Line 1, column 1: “eggs” is no class of the model\. Its classes: 0 = ham/],
    ['spam,buy\nham', /^Line 2, column 2: the text is missing/],
    ['spam,buy\nham,a,b', /^Line 2, column 3: there is more than a label and a text/],
    ['spam,buy\nham,"a', /^Line 2, column 2: a double quote does not end/],
    ['spam,"buy" now', /^Line 1, column 2: something stands between/],
    ['spam 1 x', /^Line 1 /],
  ])('says where %j is wrong', async (text, message) => {
    await expect(async () => read(text)).rejects.toThrow(message)
  })

  it('says which text the encoder refuses', async () => {
    const refuse = () => {
      throw new Error('It is empty.')
    }
    const file = parseLabelledFile('text\tlabel\nbuy\tspam', texts)
    await expect(encodeLabelled(file, refuse)).rejects.toThrow('Line 2, column 1: It is empty.')
  })
})

const event = (eventName: string, args: object, time?: bigint) =>
  ({ eventName, args, time }) as unknown as TrainerEvent

describe('test sets of markets', () => {
  const samples = labelled([1, 1], [1, 2], [0, 3], [0, 4])
  const { pages } = createTestSet(samples, { classifier: 'sparse-perceptron', samplesPerPage: 2 })
  const opened = event('MarketOpened', { hashes: ['0x', '0x'] }, 10n)
  const page = (i: number) => event('TestPublished', { page: i, data: pages[i]!.data }, BigInt(20 + i))

  it('are there when all of their pages are published, the newest first', () => {
    expect(publishedTestSets([opened, page(0)])).toEqual([])
    const events = [opened, page(0), page(1), opened, opened, page(0), page(1)]
    const sets = publishedTestSets(events)
    expect(sets.map(({ market, time }) => [market, time])).toEqual([
      [2, 21],
      [0, 21],
    ])
    expect(sets[1]?.samples).toHaveLength(4)
    expect(publishedTestSets([...events])[0]?.samples).toBe(sets[0]?.samples)
  })

  it('have lines where markets open and end, by what the model had been given until then', () => {
    const bundle = event('BundleSettled', { bundle: 0n })
    const ended = event('MarketSettled', {}, 30n)
    const name = (label: number) => `class ${label}`
    expect(ticksOf([opened, bundle, bundle, ended, opened], 'market', name)).toEqual([
      { lessons: 0, time: 10, text: 'Market 1 opened' },
      { lessons: 2, time: 30, text: 'Market 1 settled' },
      { lessons: 2, time: 10, text: 'Market 2 opened' },
    ])
  })
})

describe('answers class by class', () => {
  const samples = labelled([0, 1], [0, 2], [1, 3], [2, 4])

  it('are counted, also of labels that the model has no class for', () => {
    const { counts, totals } = confusionOf(samples, [0, 1, 1, 0], 2)
    expect(counts).toEqual([
      [1, 1, 0],
      [0, 1, 0],
      [1, 0, 0],
    ])
    expect(totals).toEqual([2, 1, 1])
  })

  it('of a model without classes are none', () => {
    const { counts, totals } = confusionOf(samples.slice(0, 3), [-1, -1, -1], 0)
    expect(counts.flat()).toEqual([0, 0, 0, 0])
    expect(totals).toEqual([2, 1])
  })

  it('are saved so that a spreadsheet takes no name for a formula', () => {
    const text = confusionCsv({ counts: [[1]], totals: [1] }, () => '=HYPERLINK("x")')
    expect(text).toBe(`samples of,"says =HYPERLINK(""x"")",samples\r\n"'=HYPERLINK(""x"")",1,1\r\n`)
  })
})

describe('marks of contributors', () => {
  const person = (i: number) => `0x${String(i).repeat(40)}` as const
  const point = (i: number, lessons: number): AccuracyPoint => ({
    ...{ lessons, right: 1, accuracy: 0.5, time: 60 * lessons, by: person(i), number: BigInt(lessons) },
  })

  it('have shapes of their own for the account and for those with most points; the rest share one', () => {
    const points = [1, 2, 2, 3, 4, 5, 6, 7, 8].map(point)
    const list = contributorsOf(points, person(8))
    expect(list[0]).toEqual({ address: person(8), shape: 'star', points: 1 })
    expect(list[1]).toEqual({ address: person(2), shape: 'circle', points: 2 })
    expect(new Set(list.map(({ shape }) => shape)).size).toBe(list.length)
    expect(list.at(-1)).toEqual({ address: undefined, shape: 'dot', points: 2 })
    expect(shapeOf(list, points.at(-1)!)).toBe('star')
    expect(shapeOf(list, points.at(-2)!)).toBe('dot')
  })

  it('are in the file as well', () => {
    expect(historyCsv([point(1, 1)], 2, 'bundle')).toBe(
      `bundles so far,time,right,samples,accuracy,contributor,bundle\r\n1,1970-01-01T00:01:00.000Z,1,2,0.5,${person(1)},1\r\n`,
    )
  })
})
