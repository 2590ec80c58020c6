import type { DatasetCard, DatasetRow } from '@cotrain/sdk'
import { parseFeatureFile, parseNumbersFile } from '@cotrain/sdk/data'
import { expect, test } from 'vitest'
import { featureLines } from '../src/dataset/features.ts'
import { tableOf, textCell } from '../src/dataset/table.ts'

/** Names that look like numbers, indices, quotes, comments, formulas, or one another. */
const names = [
  '1',
  '0',
  '2',
  '1 2',
  '"a"',
  '"',
  '#x',
  'a,b',
  'a',
  'A',
  'a 1',
  "'x",
  '=1',
  'a  b',
  '1,5',
  '""',
  'é',
]

/** All pairs of them, some of the same twice, and one more class. */
const lists = names.flatMap(a => names.map(b => [a, b, 'ham']))

function cardOf(classes: string[], samples: Partial<DatasetCard['samples']>): DatasetCard {
  const all = { kind: 'sparse', features: 9, tells: 'indices', names: null, problem: null, ...samples }
  return { model: { classes }, samples: all } as DatasetCard
}

test('a line of the feature file is read as the row that it is of, whatever the classes are called', () => {
  let [sparse, dense] = [0, 0]
  for (const classes of lists) {
    const line = featureLines(cardOf(classes, {}))
    const numbersLine = featureLines(cardOf(classes, { kind: 'dense', tells: 'numbers' }))
    for (const label of [0, 1, 2]) {
      for (const indices of line ? [[0], [1], [2], [1, 2], [0, 5, 8]] : []) {
        sparse++
        const sample = `0x${indices.map(index => index.toString(16).padStart(4, '0')).join('')}`
        const text = line!({ label, learned: null, sample, numbers: null } as DatasetRow)
        const read = parseFeatureFile(text, classes).map(row => ({ ...row, sample: [...row.sample] }))
        expect(read, text).toEqual([{ label, sample: indices }])
      }
      if (!numbersLine) continue
      dense++
      const text = numbersLine({ label: 0, learned: label, numbers: [1.5, -2] } as DatasetRow)
      expect(parseNumbersFile(text, classes, 2), text).toEqual([{ label, sample: [1.5, -2] }])
    }
  }
  // of all lists about half can be written
  expect(sparse).toBeGreaterThan(5 * lists.length)
  expect(dense).toBeGreaterThan(lists.length)
  expect(featureLines(cardOf(['a', 'a', '1', '0'], {}))).toBeUndefined()
})

test('no text is a formula, and each is had again', () => {
  const begins = ['=', '+', '-', '@', '\t', '\r', "'", '＝', '＋', '－', '＠', 'a', ' =', '"', ',', '']
  for (const text of begins.flatMap(begin => ['', '1', "'", '=cmd()'].map(rest => begin + rest))) {
    const cell = textCell(text)
    expect(cell).not.toMatch(/^[=+\-@\t\r＝＋－＠]/)
    expect(cell.startsWith("'") ? cell.slice(1) : cell).toBe(text)
  }
})

test('columns differ, whatever the numbers are called', () => {
  const numbers = ['time', 'cotrain_time', 'a', 'a', 'a (2)', '=x', '']
  const card = cardOf(['x'], { kind: 'dense', tells: 'numbers', features: numbers.length, names: numbers })
  const columns = tableOf(card).header.trimEnd().split(',')
  expect(new Set(columns).size).toBe(columns.length)
  expect(columns).toContain('cotrain_cotrain_time')
  expect(columns).toContain("'=x")
})
