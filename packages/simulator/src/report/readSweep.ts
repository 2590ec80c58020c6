import { CotrainError } from '@cotrain/sdk/errors'
import type { z } from 'zod'
import type { SweepResult } from '../results/types.ts'
import { type CheckedRun, headerSchema, runSchema } from './sweepSchema.ts'

/** A file holds no results that a report can be made of; the message names the field. */
export class ResultsError extends CotrainError {
  override name = 'ResultsError'

  constructor(problem: string, advice: readonly string[] = [howTo]) {
    super(problem, { metaMessages: [...advice] })
  }
}

const format = 'cotrain-sweep-1'
const howTo = 'Write a file with npx cotrain simulate SCENARIO --json FILE, and open that.'
const damaged = [
  'The file was changed or cut off after it was written, or is of another version of Cotrain.',
  howTo,
]

/**
 * The results in a file that `cotrain simulate --json FILE` wrote, or in the `FILE.lines` of a sweep that is not over.
 * Everything that a report reads is checked; nothing of the file is taken on trust.
 * @throws ResultsError that names the field and says what to do.
 */
export function readSweep(text: string): SweepResult {
  const { header, runs } = partsOf(text)
  const known = checked(headerSchema, header, '')
  if (runs.length === 0)
    throw new ResultsError('runs: there are none.', [
      'Wait until the first run has ended, and open it again.',
    ])
  const list = runs.map((run, i) => checkedRun(run, i))
  checkAlike(known.axes, list)
  return { ...known, format, runs: inOrder(known.axes, list) } as unknown as SweepResult
}

type Parts = { header: Record<string, unknown>; runs: readonly unknown[] }

function partsOf(text: string): Parts {
  if (text.trim() === '') throw new ResultsError('The file is empty.')
  const whole = jsonOf(text)
  if (whole !== undefined) return partsOfDocument(whole)
  // A last line without its end was being written.
  const lines = text.slice(0, text.lastIndexOf('\n') + 1).split('\n')
  const [first, ...rest] = lines.filter(line => line.trim() !== '').map(jsonOf)
  if (!isObject(first)) throw new ResultsError('The file is not JSON.')
  checkFormat(first)
  const broken = rest.indexOf(undefined)
  if (broken >= 0) throw new ResultsError(`Line ${broken + 2} is not JSON.`, damaged)
  return { header: first, runs: rest }
}

function partsOfDocument(document: unknown): Parts {
  if (!isObject(document)) throw new ResultsError('The file holds no results, but some other JSON.')
  checkFormat(document)
  const { runs = 'points' in document ? [] : undefined, ...header } = document
  if (!Array.isArray(runs)) throw new ResultsError('runs: must be a list of runs.', damaged)
  return { header, runs }
}

function checkFormat(document: Record<string, unknown>): void {
  if (document.format === format) return
  if (document.format === 'cotrain-run-1') {
    throw new ResultsError('format: this is a single run, "cotrain-run-1", without its sweep.')
  }
  if (document.format === undefined && 'populations' in document) {
    throw new ResultsError('format: is missing; this is a scenario, not its results.', [
      'Run it with npx cotrain simulate THIS_FILE --json FILE, and open the FILE that it writes.',
    ])
  }
  const found = document.format === undefined ? 'is missing' : `is ${shown(document.format)}`
  throw new ResultsError(`format: ${found}, and must be "${format}".`)
}

function checkedRun(run: unknown, i: number): CheckedRun {
  const field = `runs.${i}`
  const known = checked(runSchema, run, `${field}.`)
  const { time, balances, ...series } = known.series
  const lists: [string, readonly number[] | undefined][] = [
    ['accuracy', series.accuracy],
    ['contributions', series.contributions],
    ['baselineAccuracy', series.baselineAccuracy],
    ...balances.map(({ balance }, j): [string, number[]] => [`balances.${j}.balance`, balance]),
  ]
  for (const [name, list] of lists) {
    if (list === undefined || list.length === time.length) continue
    throw new ResultsError(
      `${field}.series.${name}: has ${list.length} values, but there are ${time.length} times.`,
      damaged,
    )
  }
  if (time.some((at, j) => j > 0 && at < time[j - 1]!))
    throw new ResultsError(`${field}.series.time: does not ascend.`, damaged)
  return known
}

/** Runs have a value for each axis; those of one point have the same populations. */
function checkAlike(axes: readonly { path: string }[], runs: readonly CheckedRun[]): void {
  const paths = axes.map(({ path }) => path)
  const firsts = new Map<string, string>()
  for (const [i, run] of runs.entries()) {
    const missing = paths.find(path => !Object.hasOwn(run.point, path))
    if (missing !== undefined)
      throw new ResultsError(`runs.${i}.point: has no value of the axis ${shown(missing)}.`, damaged)
    if (Object.keys(run.point).length > paths.length)
      throw new ResultsError(`runs.${i}.point: has values that are of no axis.`, damaged)
    const [key, names] = [JSON.stringify(run.point), namesOf(run)]
    const first = firsts.get(key) ?? names
    firsts.set(key, first)
    if (names !== first)
      throw new ResultsError(`runs.${i}.populations: are other ones than those of other seeds.`, damaged)
  }
}

function namesOf({ populations }: CheckedRun): string {
  return JSON.stringify(populations.map(({ name }) => name))
}

/** Point by point (the last axis fastest), seed by seed, however they ended. */
function inOrder(axes: z.output<typeof headerSchema>['axes'], runs: readonly CheckedRun[]): CheckedRun[] {
  const orders = axes.map(({ path, values }) => [path, values.map(value => JSON.stringify(value))] as const)
  const places = ({ point, seed }: CheckedRun) => [
    ...orders.map(([path, order]) => order.indexOf(JSON.stringify(point[path]))),
    seed,
  ]
  const keyed = runs.map(run => ({
    // The order in which the axes are written is the order in which plots read them.
    run: { ...run, point: Object.fromEntries(orders.map(([path]) => [path, run.point[path]!])) },
    key: places(run),
  }))
  keyed.sort((a, b) => a.key.map((place, i) => place - b.key[i]!).find(difference => difference !== 0) ?? 0)
  return keyed.map(({ run }) => run)
}

/** The value as it is, with its fields in their order, when the schema lets it through. */
function checked<schema extends z.ZodType>(schema: schema, value: unknown, prefix: string): z.output<schema> {
  const { success, error } = schema.safeParse(value)
  if (success) return value as z.output<schema>
  const [issue] = error.issues
  const field = `${prefix}${issue!.path.map(String).join('.')}`.replace(/\.$/, '')
  throw new ResultsError(`${field || 'The file'}: ${issue!.message}.`, damaged)
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A value in a message: cut, since it may be a book. */
function shown(value: unknown): string {
  const text = JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
