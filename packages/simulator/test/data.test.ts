import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { countOf, examplesOf, parseScenario, simulate, synthetic } from '../src/index.ts'
import { gini } from '../src/metrics/gini.ts'
import { loadData } from '../src/node/index.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cotrain-test-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

const settings = (train: string, more: object = {}) =>
  parseScenario({
    name: 'a',
    data: { set: 'file', train, ...more },
    classifier: { type: 'perceptron' },
    populations: {},
  }).data

describe('tables', () => {
  test('of texts, by the words of the training samples', async () => {
    const rows = Array.from(
      { length: 40 },
      (_, i) => `"click, ${i % 2 ? 'money' : 'patch'} ${i}",${i % 2 ? 'spam' : 'ham'}\r\n`,
    )
    const path = file('mails.csv', `\uFEFFbody,class\r\n${rows.join('')}`)
    const data = await loadData(settings(path, { text: 'body', label: 'class', words: 10 }))
    expect([countOf(data.train), countOf(data.test), data.classes, data.form]).toEqual([
      32,
      8,
      ['ham', 'spam'],
      'sparse',
    ])
    const packed = file('mails.csv.gz', gzipSync(`body,class\r\n${rows.join('')}`))
    const again = await loadData(settings(packed, { text: 'body', label: 'class', words: 10 }))
    expect(again.train).toEqual(data.train)
  })

  test('of numbers, with labels that are names first', async () => {
    const path = file('numbers.tsv', 'x\tspecies\ty\n1\t2\t5\n2\t1\t6\n3\t1\t7\n')
    const data = await loadData(settings(path, { label: 'species', test: path, classes: ['2', '1'] }))
    expect([...data.train.labels]).toEqual([0, 1, 1])
    expect(data.features).toBe(2)
    await expect(
      loadData(settings(path, { label: 'species', test: path, classes: ['a', '1'] })),
    ).rejects.toThrow(/Line 2 has the label "2"/)
    await expect(loadData(settings(path, { text: 'x' }))).rejects.toThrow(/data\.label/)
  })
})

describe('feature files', () => {
  const text = '# two features each\n1 4 17\n\n0 2 3 9\r\n1 1\n'

  test('plain or packed, one sample a line', async () => {
    for (const path of [file('a.txt', text), file('a.txt.gz', gzipSync(text))]) {
      const { train, test: hidden, classes, features } = await loadData(settings(path, { test: path }))
      expect(examplesOf(train).map(({ label, sample }) => [label, ...sample])).toEqual([
        [1, 4, 17],
        [0, 2, 3, 9],
        [1, 1],
      ])
      expect([countOf(hidden), classes, features]).toEqual([3, ['0', '1'], 18])
    }
  })

  test.each([
    ['1 4 x', /Line 2 .*whole numbers/],
    ['1 4 4', /Line 2 .*ascend/],
    ['1 4 70000', /Line 2 .*70000/],
    ['256 4', /Line 2 .*label 256/],
    ['1 -4', /Line 2 .*whole numbers/],
  ])('%s is refused, with its line', async (line, message) => {
    await expect(loadData(settings(file('bad.txt', `0 1\n${line}\n`)))).rejects.toThrow(message)
  })

  test.each([
    ['numbers with a gap', '2 1\n1 2\n2 3\n', {}, ['1', '2'], [1, 0, 1]],
    ['words', '\uFEFFspam 1\nnot spam 2\n"spam" 3\n', {}, ['not spam', 'spam'], [1, 0, 1]],
    ['names of classes that are numbers', '2 1\n1 2\n0 3\n', { classes: ['2', '1'] }, ['2', '1'], [0, 1, 0]],
    ['positions', '1 1\n0 2\nb 3\n', { classes: ['a', 'b'] }, ['a', 'b'], [1, 0, 1]],
  ])('labels are names first: %s', async (_, text, more, classes, labels) => {
    const path = file('names.txt', text)
    const data = await loadData(settings(path, { test: path, ...more }))
    expect(data.classes).toEqual(classes)
    expect(examplesOf(data.train).map(({ label, sample }) => [label, ...sample])).toEqual(
      labels.map((label, i) => [label, i + 1]),
    )
  })

  test('labels that are no class are refused, with their line', async () => {
    const path = file('unknown.txt', '1 1\n2 2\n0 3\nx 4\n')
    const read = loadData(settings(path, { test: path, classes: ['2', '1'] }))
    await expect(read).rejects.toThrow(/Line 4.*"x".*0 = 2, 1 = 1/)
  })

  test('a share is held out', async () => {
    const path = file('b.txt', Array.from({ length: 50 }, (_, i) => `${i % 2} ${i}\n`).join(''))
    const { train, test: hidden } = await loadData(settings(path, { testShare: 0.3 }))
    expect([countOf(train), countOf(hidden)]).toEqual([35, 15])
    const first = examplesOf(train)
      .concat(examplesOf(hidden))
      .map(({ sample }) => sample[0]!)
    expect(first.sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i))
  })
})

test('CSV files have named classes and numbers', async () => {
  const rows = ['cat,1,10', 'dog,3,20', 'cat,2,30']
  const { classes, form, features, train } = await loadData(
    settings(file('c.csv', rows.join('\n')), { testShare: 0 }),
  )
  expect([classes, form, features, countOf(train)]).toEqual([['cat', 'dog'], 'dense', 2, 3])
  const bad = file('d.csv', 'cat,1,10\ndog,3\n')
  await expect(loadData(settings(bad))).rejects.toThrow(/Line 2 .*1 numbers, others have 2/)
})

test('IMDB is taken by path, and says so when it is not there', async () => {
  const load = loadData({ ...settings(''), set: 'imdb', path: folder } as never)
  await expect(load).rejects.toThrow(/data\.path: .*--set data\.path=FOLDER or COTRAIN_IMDB/)
})

test('generated texts can be learnt, and are the same every time', () => {
  const options = {
    train: 3_000,
    test: 1_000,
    features: 200,
    classes: 3,
    words: 40,
    signal: 0.6,
    noise: 0,
    seed: 1,
  }
  expect(synthetic(options)).toEqual(synthetic(options))
  const scenario = parseScenario({
    name: 'a',
    data: { set: 'synthetic', ...options, initialShare: 1 },
    classifier: { type: 'naive bayes' },
    populations: {},
    duration: 60,
  })
  const { metrics } = simulate({ scenario, data: synthetic(options), seed: 1 })
  expect(metrics.finalAccuracy).toBeGreaterThan(0.75)
})

test.each([
  ['reviews', 'perceptron', 'sparse-perceptron', 0.65],
  ['reviews', 'naive bayes', 'naive-bayes', 0.7],
  ['reviews', 'nearest centroid', 'sparse-nearest-centroid', 0.6],
  ['reviews', 'logistic regression', 'logistic-regression', 0.65],
  ['penguins', 'perceptron', 'dense-multiclass-perceptron', 0.9],
  ['penguins', 'nearest centroid', 'nearest-centroid', 0.85],
] as const)('%s with a %s is a model of %s', async (set, type, name, accuracy) => {
  const scenario = parseScenario({
    name: 'a',
    data: { set, initialShare: 1 },
    classifier: { type },
    populations: {},
    duration: 60,
  })
  const { setup, metrics } = simulate({ scenario, data: await loadData(scenario.data), seed: 1 })
  expect(setup.classifier).toBe(name)
  expect(metrics.finalAccuracy).toBeGreaterThan(accuracy)
})

test.each([
  [{ type: 'naive bayes' }, {}, /classifier\.type: naive bayes is for sets/],
  [{ type: 'logistic regression' }, {}, /classifier\.type: logistic regression is for sets/],
  [{ type: 'perceptron' }, { initialShare: 0 }, /data\.initialShare: leaves no sample/],
  [{ type: 'perceptron' }, { trainSize: 0 }, /data: there are no training samples/],
] as const)('%j of penguins with %j is refused, with the field', async (classifier, more, message) => {
  const scenario = parseScenario({
    name: 'a',
    data: { set: 'penguins', ...more },
    classifier,
    populations: {},
    duration: 60,
  })
  const data = await loadData(scenario.data)
  expect(() => simulate({ scenario, data, seed: 1 })).toThrow(message)
})

test('the Gini coefficient', () => {
  expect(gini([1, 1, 1, 1])).toBe(0)
  expect(gini([0, 0, 0, 1])).toBeCloseTo(0.75, 12)
  expect(gini([1, 3])).toBeCloseTo(0.25, 12)
  expect(gini([])).toBe(0)
})
