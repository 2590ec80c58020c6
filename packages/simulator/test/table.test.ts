import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { previewTable, readNumbers, readTexts, TableError } from '../src/data/table/index.ts'

/** What a careful program writes: cells in quotes where they must be, or anyway. */
type Dialect = { delimiter: string; eol: string; bom: boolean; always: boolean; encoding: BufferEncoding }

function write(
  rows: readonly (readonly string[])[],
  { delimiter, eol, bom, always, encoding }: Dialect,
): Buffer {
  const quote = (cell: string) => {
    const must = always || cell === '' || /["\r\n]/.test(cell) || cell.includes(delimiter)
    return must ? `"${cell.replaceAll('"', '""')}"` : cell
  }
  const text = rows.map(row => row.map(quote).join(delimiter) + eol).join('')
  return Buffer.from(bom ? `\uFEFF${text}` : text, encoding)
}

const dialect = fc.record({
  delimiter: fc.constantFrom(',', ';', '\t', '|'),
  eol: fc.constantFrom('\n', '\r\n', '\r'),
  bom: fc.boolean(),
  always: fc.boolean(),
  encoding: fc.constant('utf8' as const),
})
/** All that tables break on. */
const part = fc.constantFrom(
  ',',
  ';',
  '\t',
  '|',
  '"',
  '""',
  '\n',
  '\r\n',
  '\r',
  ' ',
  'a',
  'Ω',
  '日本',
  '🙂',
  '#',
  "'",
  '\\',
)
const text = fc
  .array(part, { minLength: 1, maxLength: 8 })
  .map(parts => parts.join(''))
  .filter(each => each.trim() !== '')
const label = fc.constantFrom('ham', 'spam', 'not spam', '1', 'a,b', 'ça')
const table = fc.array(fc.tuple(text, label), { minLength: 1, maxLength: 6 })

/** On which line each row begins. */
function linesOf(rows: readonly (readonly string[])[], first: number): number[] {
  let line = first
  return rows.map(cells => {
    const own = line
    line += 1 + cells.join('').split(/\r\n|\r|\n/).length - 1
    return own
  })
}

describe('a table of texts', () => {
  test('reads back as it was written, whatever the dialect, with the line of each sample', () => {
    fc.assert(
      fc.property(table, dialect, fc.boolean(), (rows, how, said) => {
        const bytes = write([['text', 'label'], ...rows], how)
        const { samples } = readTexts(bytes, {
          name: 'x.csv',
          text: 'text',
          label: 'label',
          ...(said ? { delimiter: how.delimiter } : {}),
        })
        expect(samples.map(({ input, label }) => [input, label])).toEqual(rows)
        expect(samples.map(({ line }) => line)).toEqual(linesOf(rows, 2))
      }),
    )
  })

  test('in Latin-1 and UTF-16 reads back the same', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('é', 'ß', 'a', '"', ',', '\n'), { minLength: 1 }), parts => {
        const row = [`x${parts.join('')}`, 'über']
        const how: Dialect = { delimiter: ',', eol: '\n', bom: false, always: false, encoding: 'latin1' }
        const rows = [['text', 'label'], row]
        const options = { name: 'x.csv', text: 'text', label: 'label' }
        const [latin] = readTexts(write(rows, how), { ...options, encoding: 'latin1' }).samples
        const [wide] = readTexts(write(rows, { ...how, bom: true, encoding: 'utf16le' }), options).samples
        expect([latin?.input, latin?.label]).toEqual(row)
        expect([wide?.input, wide?.label]).toEqual(row)
      }),
    )
  })

  const texts = { name: 'mails.csv', text: 'text', label: 'label' }

  test('reports all lines that are wrong, counts them, and shows the first', () => {
    const wrong = Array.from({ length: 20 }, () => 'x,eggs\n').join('')
    const csv = `text,label\nfine,ham\n,spam\n"two\nlines",\nthree,ham,more\n${wrong}`
    let error: unknown
    try {
      readTexts(Buffer.from(csv), { ...texts, classes: ['ham', 'spam'] })
    } catch (caught) {
      error = caught
    }
    expect(error).toBeInstanceOf(TableError)
    const { message, problems } = error as TableError
    expect(problems.map(({ line }) => line)).toEqual([
      3,
      4,
      6,
      ...Array.from({ length: 20 }, (_, i) => 7 + i),
    ])
    for (const words of [
      '23 lines of mails.csv',
      'Line 3 has an empty text.',
      'Line 4 has no label.',
      'Line 6 has 3 cells, not 2.',
      'Line 7 has the label "eggs", which is no class of the model.',
      'And 13 more.',
      '0 = ham, 1 = spam',
    ]) {
      expect(message).toContain(words)
    }
  })

  test.each([
    ['text,label\n"open,ham\nx,spam\n', {}, /Line 2 .*never closed/],
    ['text,label\n5" disk,ham\n', {}, /Line 2 .*double quote.*--no-quotes/s],
    ['body;class\nx;ham\n', {}, /no columns as they were asked for.*body;class.*--delimiter/s],
    ['body;class\nx;ham\n', { delimiter: ';' }, /no column "label".*0 = body, 1 = class/s],
    ['text,label\n', {}, /no samples/],
    ['', { delimiter: ',' }, /is empty/],
    ['text,label,Text\nx,ham,y\n', { text: 'TEXT' }, /Several columns.*"TEXT"/s],
    ['text,label\nx,ham\n', { label: 'text' }, /same column/],
    ['a;b,c\nd;e,f\n', { text: '0', label: '1' }, /could be separated by "," or ";".*--delimiter/s],
  ])('is refused: %j with %j', (csv, more, message) => {
    expect(() => readTexts(Buffer.from(csv), { ...texts, ...more })).toThrow(message)
  })

  test('has quotes that mean nothing, if one says so', () => {
    const { samples } = readTexts(Buffer.from('text\tlabel\n5" disk\tham\n"x\tspam\n'), {
      ...texts,
      name: 'mails.tsv',
      quotes: false,
    })
    expect(samples.map(({ input }) => input)).toEqual(['5" disk', '"x'])
  })

  test('has a first line of names, unless its label is one', () => {
    const at = { name: 'x.csv', text: '0', label: '1' }
    const read = (csv: string, more: object = {}) => readTexts(Buffer.from(csv), { ...at, ...more })
    expect(read('a,ham\nb,ham\n').samples).toHaveLength(2)
    expect(read('a,ham\nb,spam\n', { classes: ['ham', 'spam'] }).samples).toHaveLength(2)
    const named = read('body,class\nb,spam\n')
    expect(named.samples).toHaveLength(1)
    expect(named.notes.join()).toContain('--no-header')
    expect(read('body,class\nb,spam\n', { header: false }).samples).toHaveLength(2)
  })

  test('has labels that are names of classes first', () => {
    const { samples } = readTexts(Buffer.from('text,label\nx,1\ny,2\nz,0\n'), {
      ...texts,
      classes: ['1', '2'],
    })
    expect(samples.map(each => each.class)).toEqual([0, 1, 0])
  })
})

describe('a table of numbers', () => {
  const inputs = ['Beak length', 'Body mass']

  test('has its columns in the order of the model, by name', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(['Beak length', 'body  mass', 'species', 'id'], { minLength: 4 }),
        names => {
          const cells: Record<string, string> = {
            'Beak length': '39.5',
            'body  mass': '3e3',
            species: 'a',
            id: '7',
          }
          const csv = `${names.join(',')}\n${names.map(name => cells[name]).join(',')}\n`
          const { samples, notes } = readNumbers(Buffer.from(csv), {
            name: 'x.csv',
            label: 'species',
            inputs,
            featureCount: 2,
          })
          expect(samples[0]?.input).toEqual([39.5, 3000])
          expect(notes.join()).toContain('not used: id')
        },
      ),
    )
  })

  const read = (csv: string, more: object = {}) =>
    readNumbers(Buffer.from(csv), { name: 'x.csv', label: 'species', inputs, featureCount: 2, ...more })
      .samples

  test.each([
    ['species,Beak length\na,1\n', {}, /no column "Body mass".*1 = Beak length.*Beak length, Body mass/s],
    ['species,x,y\na,1,2\n', {}, /no column "Beak length", "Body mass".*--features/s],
    ['species,x,y,z\na,1,2,3\n', { features: ['x', 'y', 'z'] }, /takes 2 numbers.*3 columns/],
    ['species,x,y\na,1,2\n', { features: ['x', 'x'] }, /"x".*twice/],
    ['species;x;y\na;1,5;2\n', { features: ['x', 'y'] }, /Line 2 has "1,5" in the column "x".*a point/],
    ['species,x,y\na,NA,2\nb,1,\n', { features: ['x', 'y'] }, /2 lines.*Line 2 has "NA".*Line 3 has ""/s],
    [
      '1,0,2\n0,1,2\n',
      { label: '1', features: ['0', '2'], inputs: undefined, classes: ['0', '1'] },
      /not clear.*--header/s,
    ],
  ])('is refused: %j with %j', (csv, more, message) => {
    expect(() => read(csv, more)).toThrow(message)
  })

  test('takes columns that are named otherwise in the order in which they are named', () => {
    expect(read('species,x,y\na,1,2\n', { features: ['y', 'x'] })[0]?.input).toEqual([2, 1])
  })

  test('asks whether a first line of numbers is a sample', () => {
    const csv = '0.5,1,setosa\n0.1,2,virginica\n0.3,4,virginica\n'
    const at = { label: '2', inputs: undefined }
    expect(() => read(csv, at)).toThrow(/not clear.*--no-header/s)
    expect(read(csv, { ...at, header: false })).toHaveLength(3)
    expect(read(csv, { ...at, classes: ['setosa', 'virginica'] })).toHaveLength(3)
  })
})

describe('a table of which nobody has said what is in it', () => {
  const preview = (text: string) => previewTable(Buffer.from(text), { name: 'a.csv' })

  test('is shown with its columns, and rows that do not fit', () => {
    const { delimiter, header, columns, rows, count, uneven } = preview(
      '\uFEFFa;b\r\n1,5;"x;y"\r\n2;z\r\n3\r\n',
    )
    expect({ delimiter, header, count }).toEqual({ delimiter: ';', header: true, count: 3 })
    expect(rows[0]).toEqual(['1,5', 'x;y'])
    expect(columns.map(({ name, numbers, empty }) => ({ name, numbers, empty }))).toEqual([
      { name: 'a', numbers: false, empty: 0 },
      { name: 'b', numbers: false, empty: 1 },
    ])
    expect(uneven).toEqual([{ line: 4, problem: 'has 1 cells, not 2' }])
  })

  test('has names of columns only if none of them stands below itself, or is a number', () => {
    expect(preview('size,kind\n1,a\n2,b\n').header).toBe(true)
    expect(preview('1,a\n2,b\n').header).toBe(false)
    expect(preview('good day,a\nbad day,b\nno day,a\n').header).toBe(false)
    expect(preview('a,a\nb,c\n').header).toBe(false)
  })

  test.each(['', 'a,b\n', 'only one column\nof text\n', 'a,"b\n1,2\n'])('is refused: %j', text => {
    expect(() => preview(text)).toThrow(TableError)
  })

  test('is read by positions, whatever columns are called', () => {
    const bytes = Buffer.from('2,0,1\n7,x,8\n9,y,6\n')
    const { samples } = readNumbers(bytes, { name: 'a.csv', header: true, label: 1, features: [2, 0] })
    expect(samples.map(({ label, input }) => [label, input])).toEqual([
      ['x', [8, 7]],
      ['y', [6, 9]],
    ])
  })
})
