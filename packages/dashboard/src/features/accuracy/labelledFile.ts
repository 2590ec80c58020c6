import {
  createLabelReader,
  LabelError,
  type LabelReader,
  parseFeatureFile,
  parseNumbersFile,
} from '@cotrain/sdk/data'
import type { ReadyModel } from '../model/readyModel.ts'
import { isDense } from '../model/sampleNumbers.ts'
import type { HeldOutSample } from './heldOut.ts'
import { parseRows, type Row, TableError } from './rows.ts'
import type { TestSample } from './testSet.ts'

/** A text with its label, and where in the file it stands. */
export interface LabelledText {
  label: number
  text: string
  line: number
  column: number
}

/** What a file of labelled samples holds: samples as they are, or texts that an encoder makes samples of. */
export type LabelledFile = { samples: HeldOutSample[] } | { texts: LabelledText[] }

type FileModel = Pick<ReadyModel, 'encoder' | 'classNames' | 'form'>

/**
 * Reads labelled samples. Of a model for texts: a table of labels and texts with tabs or commas between, with a head or
 * without; or the indices of features. Of a model for numbers: the label and the numbers, with commas between.
 *
 * @throws TableError, FeatureFileError that name the line, and the column where it is known
 */
export function parseLabelledFile(text: string, { encoder, classNames, form }: FileModel): LabelledFile {
  if (form === 'numbers' || form === 'vector' || isOfNumbers(text, encoder)) {
    return { samples: numbers(text, encoder, classNames) }
  }
  const separator = form === 'text' ? separatorOf(text) : undefined
  if (separator === undefined) return { samples: parseFeatureFile(text, classNames) }
  return { texts: textsOf(parseRows(text, separator), createLabelReader(classNames)) }
}

/** Whether a file for a model of sentences holds the finished numbers instead: so many a line stand in no sentence. */
function isOfNumbers(text: string, encoder: FileModel['encoder']): boolean {
  if (!isDense(encoder)) return false
  const first = text.split(/\r\n?|\n/).find(line => line.trim() !== '') ?? ''
  return first.split(',').length === encoder.featureCount + 1
}

function numbers(
  text: string,
  encoder: FileModel['encoder'],
  classNames: readonly string[],
): HeldOutSample[] {
  if (!isDense(encoder))
    throw new TableError(1, 1, 'this page cannot make samples for the model out of numbers')
  const samples = parseNumbersFile(text, classNames, encoder.featureCount)
  return samples.map(({ label, sample }) => ({ label, sample: encoder.encode(sample) }))
}

/** What stands between label and text; undefined when the first line has neither tab nor comma. */
function separatorOf(text: string): '\t' | ',' | undefined {
  const first = text.split(/\r\n?|\n/).find(line => line.trim() !== '') ?? ''
  if (first.includes('\t')) return '\t'
  return first.includes(',') ? ',' : undefined
}

/** In which column labels and texts stand. */
interface Columns {
  label: number
  text: number
}

const labelNames = ['label', 'class', 'category', 'target']
const textNames = ['text', 'sample', 'message', 'content']

function textsOf(rows: readonly Row[], labels: LabelReader): LabelledText[] {
  const [first] = rows
  if (!first) return []
  const named = namedColumns(first)
  const columns = named ?? guessedColumns(first, labels)
  return (named ? rows.slice(1) : rows).map(row => textOf(row, columns, labels, named !== undefined))
}

/** The columns by the names of a head; undefined when the first row is no head. */
function namedColumns({ cells }: Row): Columns | undefined {
  const names = cells.map(cell => cell.trim().toLowerCase())
  const label = names.findIndex(name => labelNames.includes(name))
  const text = names.findIndex(name => textNames.includes(name))
  return label < 0 || text < 0 ? undefined : { label, text }
}

/** The label stands first, unless only what stands second is one. */
function guessedColumns({ cells }: Row, labels: LabelReader): Columns {
  const [first = '', second = ''] = cells.map(cell => labels.named(cell).positions.length)
  return first === 0 && second !== 0 && cells.length === 2 ? { label: 1, text: 0 } : { label: 0, text: 1 }
}

function textOf({ cells, line }: Row, columns: Columns, labels: LabelReader, hasHead: boolean): LabelledText {
  if (!hasHead && cells.length > 2) {
    throw new TableError(
      line,
      3,
      'there is more than a label and a text; a text with separators in it goes in double quotes',
    )
  }
  const text = cells[columns.text]
  if (text === undefined) throw new TableError(line, columns.text + 1, 'the text is missing')
  return {
    label: labelOf(cells[columns.label] ?? '', line, columns.label + 1, labels),
    text,
    line,
    column: columns.text + 1,
  }
}

function labelOf(cell: string, line: number, column: number, labels: LabelReader): number {
  try {
    return labels.read(cell)
  } catch (error) {
    if (!(error instanceof LabelError)) throw error
    throw new TableError(
      line,
      column,
      `“${cell.trim()}” is no class of the model. ${error.metaMessages.join(' ')}`,
    )
  }
}

/** So many texts are encoded before the page is given time to answer. */
const texts = 100

/**
 * The samples of a file, encoded a part at a time, so that the page does not stop.
 * @throws TableError that names where the text is that cannot be encoded
 */
export async function encodeLabelled(
  file: LabelledFile,
  encode: (text: string) => TestSample['sample'] | Promise<TestSample['sample']>,
): Promise<TestSample[]> {
  if ('samples' in file) return file.samples
  const samples: TestSample[] = []
  for (const [i, { label, text, line, column }] of file.texts.entries()) {
    if (i % texts === texts - 1) await new Promise(resolve => setTimeout(resolve))
    try {
      samples.push({ label, sample: await encode(text) })
    } catch (error) {
      throw new TableError(line, column, error instanceof Error ? error.message : String(error))
    }
  }
  return samples
}
