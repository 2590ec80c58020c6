import { join } from 'node:path'
import { makeFolder, replaceFile } from '../../files/index.ts'
import type { SweepResult } from '../../results/types.ts'
import { reportPage } from '../html.ts'
import { standAlone } from '../plot.ts'
import { makeReport } from '../report.ts'
import { toCsv } from '../tables.ts'
import { pictureOf } from './png.ts'

/**
 * Writes a report into a folder, which is made when it is missing: `index.html`, which needs nothing else, the plots as
 * SVG and as PNG, and the numbers as CSV.
 * @returns The names of the files.
 * @throws RangeError when there are no runs; file errors.
 */
export async function writeReport(sweep: SweepResult, folder: string): Promise<string[]> {
  const { plots, figures, tables } = await makeReport(sweep)
  const files: [string, string | Uint8Array][] = [
    ['index.html', reportPage(sweep, plots, [figures])],
    ...plots.map((plot): [string, string] => [`${plot.name}.svg`, standAlone(plot)]),
    ...tables.map((table): [string, string] => [`${table.name}.csv`, toCsv(table)]),
  ]
  for (const plot of plots) files.push([`${plot.name}.png`, (await pictureOf(plot)).png])
  makeFolder(folder)
  for (const [name, content] of files) replaceFile(join(folder, name), content)
  return files.map(([name]) => name)
}
