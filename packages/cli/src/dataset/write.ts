import {
  type Dataset,
  type DatasetRow,
  type DatasetStatus,
  writeDatasetCard,
  writeDatasetRow,
} from '@cotrain/sdk'
import { featureLines } from './features.ts'
import { makeDataset, type Sink } from './folder.ts'
import { names, selected } from './names.ts'
import { readmeOf } from './readme.ts'
import { tableOf } from './table.ts'

/** Which rows are written once more, apart. */
export type Selection = { statuses: readonly DatasetStatus[] }

export type WriteOptions = {
  force: boolean
  selection: Selection | undefined
  /** Called now and then with how many rows are written. */
  onRow: (done: number) => void
}

/** Rows between two moments at which the bar moves, and Ctrl-C is heard. */
const pause = 500

/** Writes a data set into a new folder. @returns How many rows were selected. */
export async function writeDataset(
  path: string,
  { card, rows }: Dataset,
  { force, selection, onRow }: WriteOptions,
): Promise<number> {
  let chosen = 0
  await makeDataset(path, force, async open => {
    open(names.card).write(writeDatasetCard(card))
    open(names.readme).write(readmeOf(card))
    const writers = writersOf(card, names, open)
    const others = selection && writersOf(card, selected, open)
    let done = 0
    for (const row of rows()) {
      writers(row)
      if (isSelected(row, selection)) {
        chosen++
        others?.(row)
      }
      if (++done % pause > 0) continue
      onRow(done)
      await new Promise(resolve => setImmediate(resolve))
    }
    onRow(done)
    if (selection) open(selected.about).write(writeSelection(selection, chosen))
  })
  return chosen
}

export function isSelected({ status }: DatasetRow, selection: Selection | undefined): boolean {
  return selection?.statuses.includes(status) ?? false
}

export function writeSelection({ statuses }: Selection, rows: number): string {
  const of = 'Some rows of samples.jsonl once more; the data set is proved by all of them.'
  return `${JSON.stringify({ of, statuses, rows }, null, 2)}\n`
}

/** What writes a row into each of the files that have rows. */
function writersOf(
  card: Dataset['card'],
  files: typeof names | typeof selected,
  open: (name: string) => Sink,
): (row: DatasetRow) => void {
  const { header, line } = tableOf(card)
  const feature = featureLines(card)
  const [rows, table] = [open(files.rows), open(files.table)]
  const features = feature && open(files.features)
  table.write(header)
  return row => {
    rows.write(`${writeDatasetRow(row)}\n`)
    table.write(line(row))
    if (feature) features?.write(feature(row))
  }
}
