import { existsSync } from 'node:fs'
import { join } from 'node:path'
import {
  type DatasetCard,
  type DatasetRow,
  datasetStatuses,
  readDatasetCard,
  writeDatasetCard,
  writeDatasetRow,
} from '@cotrain/sdk'
import { CliError } from '../errors.ts'
import { readTextFile } from '../textFile.ts'
import { featureLines } from './features.ts'
import { LineCheck } from './lines.ts'
import { names, selected } from './names.ts'
import { readmeOf } from './readme.ts'
import { tableOf } from './table.ts'
import { isSelected, type Selection, writeSelection } from './write.ts'

/** The card of a data set. @throws DatasetCardError; CliError when there is none */
export async function readCard(folder: string): Promise<DatasetCard> {
  const path = join(folder, names.card)
  if (existsSync(path)) return readDatasetCard(await readTextFile(path))
  throw new CliError(`${folder} has no ${names.card}: it is no data set.`, [
    'Write one: cotrain dataset MODEL --out FOLDER',
  ])
}

/**
 * Looks up in the other files of a data set, as far as they are there, that they say what its rows do.
 *
 * @throws CliError when it is not said which rows are selected
 */
export async function checkOtherFiles(folder: string, card: DatasetCard) {
  const selection = await readSelection(folder)
  const files = checksOf(folder, card, names)
  const chosen = selection ? checksOf(folder, card, selected) : []
  let count = 0
  return {
    async add(row: DatasetRow): Promise<void> {
      for (const file of files) await file.add(row)
      if (!isSelected(row, selection)) return
      count++
      for (const file of chosen) await file.add(row)
    },
    /** @returns What is wrong. */
    async finish(): Promise<string[]> {
      const problems = await textProblems(folder, card)
      for (const file of [...files, ...chosen]) problems.push(...(await file.finish()))
      if (!selection) return problems
      const about = await readTextFile(join(folder, selected.about))
      const isRight = about === writeSelection(selection, count)
      return isRight ? problems : [...problems, `${selected.about} is not what the selected rows say`]
    },
  }
}

/** The files of rows that are there, beside the one that all are compared with. */
function checksOf(folder: string, card: DatasetCard, files: typeof names | typeof selected): LineCheck[] {
  const { header, line } = tableOf(card)
  const feature = featureLines(card)
  const checks = [
    ...(files.rows === names.rows ? [] : [{ name: files.rows, expected: writeDatasetRow }]),
    { name: files.table, header, expected: line },
    ...(feature ? [{ name: files.features, expected: feature }] : []),
  ]
  return checks
    .filter(({ name }) => existsSync(join(folder, name)))
    .map(check => new LineCheck(folder, check))
}

async function textProblems(folder: string, card: DatasetCard): Promise<string[]> {
  const texts = { [names.card]: writeDatasetCard(card), [names.readme]: readmeOf(card) }
  const problems: string[] = []
  for (const [name, text] of Object.entries(texts)) {
    const path = join(folder, name)
    if (existsSync(path) && (await readTextFile(path)) !== text) {
      problems.push(`${name} is not what Cotrain writes of this data set`)
    }
  }
  return problems
}

async function readSelection(folder: string): Promise<Selection | undefined> {
  const path = join(folder, selected.about)
  if (!existsSync(path)) return undefined
  const statuses = statusesIn(await readTextFile(path))
  const known: readonly unknown[] = datasetStatuses
  if (Array.isArray(statuses) && statuses.every(status => known.includes(status))) return { statuses }
  throw new CliError(`${path} does not say which statuses are selected.`)
}

function statusesIn(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return (value as { statuses?: unknown } | null)?.statuses
  } catch {
    return undefined
  }
}
