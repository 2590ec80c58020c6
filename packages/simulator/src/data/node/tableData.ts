import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { createLabelReader } from '@cotrain/sdk/data'
import { createNumbersEncoder, createVocabularyEncoder } from '@cotrain/sdk/encoders'
import { classNamesOf } from '../classNames.ts'
import { type DataSet, type Example, packSamples, splitExamples } from '../DataSet.ts'
import { frequentWords } from '../sets/words.ts'
import { readNumbers, readTexts, type TableOptions, type TableSample } from '../table/index.ts'
import { rangesOf } from './rangesOf.ts'

export type TableDataOptions = Omit<TableOptions, 'name'> & {
  /** A table, plain or `.gz`. */
  train: string
  /** The hidden test samples; without it a share of `train` is held out. */
  test?: string | undefined
  testShare: number
  seed: number
  /** Of texts: so many of the most frequent words of the training samples are features. */
  words: number
}

/**
 * Reads a data set from tables of texts or of numbers.
 * @throws TableError with all lines that are wrong; file errors.
 */
export function readTableData(name: string, options: TableDataOptions): DataSet {
  const { text } = options
  if (text === undefined) return numbersData(name, options)
  const { classes, train, test } = read(
    options,
    (bytes, table) => readTexts(bytes, { ...table, text }).samples,
  )
  const words = frequentWords(
    train.map(({ input }) => input),
    1,
  )
  const encoder = createVocabularyEncoder(words.slice(0, options.words))
  const encode = (samples: Labelled<string>[]): Example[] =>
    samples.map(({ label, input }) => ({ label, sample: encoder.encode(input) }))
  const known = (examples: Example[]) => examples.filter(({ sample }) => sample.length > 0)
  return {
    name,
    classes,
    form: 'sparse',
    features: encoder.featureCount,
    train: packSamples('sparse', known(encode(train))),
    test: packSamples('sparse', known(encode(test))),
  }
}

function numbersData(name: string, options: TableDataOptions): DataSet {
  const { classes, train, test } = read(options, (bytes, table) => readNumbers(bytes, table).samples)
  const encoder = createNumbersEncoder(rangesOf(train.map(({ input }) => input)))
  const encode = (samples: Labelled<number[]>[]): Example[] =>
    samples.map(({ label, input }) => ({ label, sample: encoder.encode(input) }))
  return {
    name,
    classes,
    form: 'dense',
    features: encoder.featureCount,
    train: packSamples('dense', encode(train)),
    test: packSamples('dense', encode(test)),
  }
}

type Labelled<input> = { label: number; input: input }

/** The samples of both parts; the words and ranges that features are made of are those of the training samples. */
function read<input>(
  { train, test, testShare, seed, ...table }: TableDataOptions,
  readTable: (bytes: Uint8Array, options: TableOptions) => TableSample<input>[],
): { classes: readonly string[]; train: Labelled<input>[]; test: Labelled<input>[] } {
  const known = readTable(unpacked(train), { ...table, name: basename(train) })
  const hidden = test === undefined ? [] : readTable(unpacked(test), { ...table, name: basename(test) })
  const classes = table.classes ?? classNamesOf([...known, ...hidden].map(({ label }) => label.trim()))
  const labels = createLabelReader(classes)
  const labelled = (samples: TableSample<input>[]) =>
    samples.map(({ label, input }) => ({ label: labels.read(label), input }))
  if (test !== undefined) return { classes, train: labelled(known), test: labelled(hidden) }
  return { classes, ...splitExamples(labelled(known), testShare, seed) }
}

function unpacked(path: string): Uint8Array {
  const bytes = readFileSync(path)
  return path.endsWith('.gz') ? gunzipSync(bytes) : bytes
}
