import { csvOf } from '../../ui/csv.ts'
import { saveFile } from '../../ui/saveFile.ts'
import type { Confusion } from './judge.ts'
import type { AccuracyPoint } from './replay.ts'

const isoTime = (seconds: number | undefined) =>
  seconds === undefined ? '' : new Date(seconds * 1000).toISOString()

/** The line of a plot as comma-separated values: a point a row, oldest first. */
export function historyCsv(points: readonly AccuracyPoint[], samples: number, lesson: string): string {
  const head = [`${lesson}s so far`, 'time', 'right', 'samples', 'accuracy', 'contributor', lesson]
  return csvOf([
    head,
    ...points.map(({ lessons, time, right, accuracy, by, number }) => [
      ...[lessons, isoTime(time), right, samples, accuracy],
      ...[by ?? '', number === undefined ? '' : String(number)],
    ]),
  ])
}

/** The answers class by class: a class of samples a row, a class that the model says a column. */
export function confusionCsv({ counts, totals }: Confusion, nameOf: (label: number) => string): string {
  return csvOf([
    ['samples of', ...counts.map((_, label) => `says ${nameOf(label)}`), 'samples'],
    ...counts.map((row, label) => [nameOf(label), ...row, totals[label]!]),
  ])
}

/** Has the browser save a table. */
export const saveCsv = (name: string, text: string) => saveFile(name, text, 'text/csv')
