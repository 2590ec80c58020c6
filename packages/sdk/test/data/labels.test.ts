import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findLabel, LabelError, parseFeatureFile, parseNumbersFile } from '../../src/data/index.ts'

/** Names that people do not tell apart are the same here. */
const plain = (name: string) => name.normalize('NFC').trim().replaceAll(/\s+/g, ' ').toLowerCase()

/** Numbers as names in any order, words, and both. */
const name = fc.oneof(
  fc.nat({ max: 12 }).map(String),
  fc.constantFrom(
    'ham',
    'Spam',
    'not spam',
    'class 1',
    'a,b',
    '"quoted"',
    '#tag',
    'Ärger',
    '日本',
    '-1',
    '01',
  ),
)
const classList = fc.uniqueArray(name, { minLength: 2, maxLength: 12, selector: plain })
const indices = fc.uniqueArray(fc.nat({ max: 65_535 }), { minLength: 1, maxLength: 5 })
const quote = (text: string) => `"${text.replaceAll('"', '""')}"`

describe('a label', () => {
  test('is the name of a class first, else its position', () => {
    fc.assert(
      fc.property(classList, classes => {
        for (const [position, each] of classes.entries()) {
          expect(findLabel(classes, each)).toBe(position)
          expect(findLabel(classes, ` ${each.toUpperCase()} `)).toBe(position)
          const asPosition = String(position)
          if (!classes.some(other => plain(other) === asPosition)) {
            expect(findLabel(classes, asPosition)).toBe(position)
          }
        }
      }),
    )
  })

  test('of the classes "1" and "2" is their name', () => {
    expect(['1', '2', '0'].map(label => findLabel(['1', '2'], label))).toEqual([0, 1, 0])
    expect(['0', '1', '2'].map(label => findLabel(['2', '1', '0'], label))).toEqual([2, 1, 0])
  })

  test.each([
    [['Spam', 'spam'], 'SPAM'],
    [['1', ' 1 '], '1'.padEnd(3)],
    [['a b', 'a  b'], 'A B'],
    [['twice', 'twice'], 'twice'],
  ])('of %j is refused where it is ambiguous: %s', (classes, label) => {
    const act = () => findLabel(classes, label)
    expect(act).toThrow(LabelError)
    expect(act).toThrow(`0 = ${classes[0]}, 1 = ${classes[1]}`)
  })

  test('that is the same to the letter is not ambiguous', () => {
    expect(findLabel(['Spam', 'spam'], 'spam')).toBe(1)
  })

  test.each(['', ' ', '2', '00', '-0', '1.0', '1e0', '٠'])('"%s" is none of two classes', label => {
    expect(() => findLabel(['a', 'b'], label)).toThrow(/no class.*\n.*0 = a, 1 = b/)
  })
})

describe('files of samples', () => {
  test('have the same labels for sets and for numbers, as names and in quotes', () => {
    fc.assert(
      fc.property(classList, fc.array(indices, { minLength: 1, maxLength: 3 }), (classes, rows) => {
        for (const [position, each] of classes.entries()) {
          const sparse = rows.map(row => `${quote(each)} ${row.join(' ')}`).join('\n')
          const dense = rows.map(row => `${quote(each)},${row[0]},-0.5`).join('\r\n')
          const numbers = parseNumbersFile(dense, classes, 2)
          expect(parseFeatureFile(sparse, classes).map(({ label }) => label)).toEqual(
            rows.map(() => position),
          )
          expect(numbers).toEqual(rows.map(([first]) => ({ label: position, sample: [first, -0.5] })))
        }
      }),
    )
  })

  test('need no quotes where one name begins no other', () => {
    fc.assert(
      fc.property(classList, indices, (classes, row) => {
        for (const [position, each] of classes.entries()) {
          const sorted = [...row].sort((a, b) => a - b)
          const line = `${each} ${row.join(' ')}`
          const others = classes.filter(
            other => other !== each && `${plain(line)} `.startsWith(`${plain(other)} `),
          )
          if (others.length > 0) continue
          const [sample] = parseFeatureFile(line, classes)
          expect([sample?.label, ...(sample?.sample ?? [])]).toEqual([position, ...sorted])
          expect(parseNumbersFile(`${each},1,2`, classes, 2)[0]?.label).toBe(position)
        }
      }),
    )
  })

  test('are refused where it is not clear where a name ends', () => {
    expect(() => parseFeatureFile('a 1\n1 2 3', ['1', '1 2', 'a'])).toThrow(/Line 2.*"1" or "1 2".*quotes/)
    expect(parseFeatureFile('"1 2" 3', ['1', '1 2'])[0]).toEqual({ label: 1, sample: Uint16Array.of(3) })
  })

  test('have comments, but for classes whose names begin so', () => {
    const text = '#tag 1\n# comment\nplain 2\n'
    expect(parseFeatureFile(text, ['plain', '#tag']).map(({ label }) => label)).toEqual([1, 0])
    expect(parseFeatureFile('# 1\n1 2', ['a', 'b'])).toHaveLength(1)
  })

  test.each([
    ['ham 1\nspam 2 x', /Line 2.*index "x"/],
    ['ham 1\neggs 2', /Line 2.*"eggs".*0 = ham, 1 = spam/],
    ['ham 1\n2 2', /Line 2.*"2".*0 = ham, 1 = spam/],
    ['ham,1', /Line 1.*commas/],
  ])('name the line: %j', (text, message) => {
    expect(() => parseFeatureFile(text, ['ham', 'spam'])).toThrow(message)
  })

  test.each([
    ['ham,1,2\nspam,1,0x2', /Line 2.*"0x2"/],
    ['ham,1,2\nspam,1', /Line 2.*1 numbers/],
    ['ham,1,2\neggs,1,2', /Line 2.*"eggs".*0 = ham, 1 = spam/],
    ['ham,1,Infinity', /Line 1.*"Infinity"/],
  ])('of numbers name the line: %j', (text, message) => {
    expect(() => parseNumbersFile(text, ['ham', 'spam'], 2)).toThrow(message)
  })
})
