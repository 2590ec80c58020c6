import { availableParallelism } from 'node:os'
import { bestOf, evolve, type Trial, type Values } from '../analysis/evolve.ts'
import { metricInterval } from '../analysis/points.ts'
import {
  differenceOf,
  type Goal,
  type SearchOutcome,
  type SearchResult,
  scoreOf,
} from '../analysis/search.ts'
import type { JsonValue, RunResult } from '../results/types.ts'
import { valueAt } from '../scenario/fieldsAt.ts'
import { withValue } from '../scenario/override.ts'
import { parseFields, parseScenario } from '../scenario/parseScenario.ts'
import type { Point } from '../scenario/points.ts'
import { ScenarioError } from '../scenario/ScenarioError.ts'
import type { ScenarioInput } from '../scenario/schema.ts'
import type { Searched } from '../scenario/searched.ts'
import { keyOf, Lines } from './lines.ts'
import { Runner } from './Runner.ts'

export type SearchOptions = {
  scenario: ScenarioInput
  search: readonly Searched[]
  /** @default the most profit of the attackers */
  goal?: Goal | undefined
  /** How many values to try at most. @default 300 */
  evaluations?: number | undefined
  /** Seeds that each of them is run with. @default 3 */
  training?: number | undefined
  /** Seeds of the report, from the scenario's own on. @default 10 */
  seeds?: number | undefined
  /** A file to stream trials to, and to go on from when it exists; gone when the search has ended, unless kept. */
  lines?: string | undefined
  /** @default true */
  keepLines?: boolean | undefined
  /** @default all cores */
  threads?: number | undefined
  /** Called now and then with the runs that are done, parts of runs included. */
  onProgress?: ((done: number, total: number) => void) | undefined
}

/** So far beyond the seeds of a report that none is one of them. */
const firstTrainingSeed = 1_000_000
/** Values that are tried at once. */
const offspring = 8

/** Runs points on seeds; the runs of each point, in the order of points and seeds. */
type RunAll = (points: readonly Point[], seeds: readonly number[]) => Promise<RunResult[][]>

/**
 * Looks for the values of a scenario's fields that are best for a goal, and compares them with the scenario's own on
 * seeds that the search has not seen. Every trial runs with the same training seeds: so two trials differ by their
 * values and not by luck, and a search that was broken off goes on as if nothing had been. What the best owes to its
 * training seeds is not in the comparison.
 * @throws ScenarioError when a range does not suit its field; file errors.
 */
export async function runSearch(options: SearchOptions): Promise<SearchResult> {
  const { scenario: input, search, evaluations = 300, training = 3, seeds: count = 10 } = options
  const goal = options.goal ?? { metric: 'attackerProfit', direction: 'max' }
  const scenario = parseScenario(input)
  checkSearch(input, search)
  const trainingSeeds = Array.from({ length: training }, (_, i) => scenario.seed + firstTrainingSeed + i)
  const seeds = Array.from({ length: count }, (_, i) => scenario.seed + i)
  const about = asJson({ scenario, search, goal, trainingSeeds })
  const lines =
    options.lines === undefined
      ? undefined
      : new Lines<Trial>(options.lines, { format: 'cotrain-search-1', scenario: about })
  const runner = new Runner(Math.min(options.threads ?? availableParallelism(), offspring * training))
  const known = training * (lines?.done.length ?? 0)
  const runAll = counted(runner, known, evaluations * training + 2 * count, options.onProgress)
  try {
    const trials = await evolve({
      ranges: search.map(({ range }) => range),
      start: search.map(({ path }) => valueAt(scenario, path.split('.')) as JsonValue | undefined),
      seed: scenario.seed,
      evaluations,
      offspring,
      evaluate: remembered(lines, generation => tryAll(generation, options, goal, trainingSeeds, runAll)),
    })
    const winner = pointAt(input, search, bestOf(trials).values)
    const runs = await runAll([{ values: {}, scenario }, winner], seeds)
    const own = outcomeOf(ownValues(scenario, search), runs[0]!, goal)
    const best = outcomeOf(winner.values, runs[1]!, goal)
    if (options.keepLines === false) lines?.remove()
    return {
      format: 'cotrain-search-1',
      scenario: asJson(scenario),
      name: scenario.name,
      description: scenario.description,
      search: asJson(search),
      goal,
      trainingSeeds,
      seeds,
      trials,
      own,
      best,
      difference: differenceOf(best, own, goal),
    }
  } finally {
    await runner.close()
  }
}

const asJson = (value: unknown) => JSON.parse(JSON.stringify(value)) as JsonValue

/** @throws ScenarioError when nothing is searched, or something twice, or a field does not take what it is given. */
function checkSearch(input: ScenarioInput, search: readonly Searched[]): void {
  const problems: string[] = []
  if (search.length === 0) problems.push('--search: is missing, give at least one field and its range')
  if (parseScenario(input).axes.length > 0)
    problems.push("axes: a search has none; add --set 'axes=[]', and search the fields instead")
  for (const [i, { path }] of search.entries()) {
    if (search.findIndex(other => other.path === path) < i)
      problems.push(`--search ${path}: is given twice, give it one range`)
  }
  if (problems.length > 0) throw new ScenarioError(problems)
  for (const { path, range } of search) {
    const ends = range.kind === 'choice' ? range.values : [range.low, range.high]
    // Whether it goes with the other fields is seen when all that are searched have their values.
    for (const value of ends) parseFields(withValue(input, path, value))
  }
}

function ownValues(scenario: object, search: readonly Searched[]): SearchOutcome['values'] {
  return Object.fromEntries(
    search.map(({ path }) => [path, (valueAt(scenario, path.split('.')) ?? null) as JsonValue]),
  )
}

/** @throws ScenarioError when values do not go together. */
function pointAt(input: ScenarioInput, search: readonly Searched[], values: Values): Point {
  const entries = search.map(({ path }, i): [string, JsonValue] => [path, values[i]!])
  const changed = entries.reduce<object>((object, [path, value]) => withValue(object, path, value), input)
  return { values: Object.fromEntries(entries), scenario: parseScenario(changed) }
}

function outcomeOf(
  values: SearchOutcome['values'],
  runs: readonly RunResult[],
  { metric }: Goal,
): SearchOutcome {
  return { values, goal: metricInterval(runs, metric), metrics: runs.map(({ metrics }) => metrics) }
}

/** @param known Runs of `total` that were done before. */
function counted(
  runner: Runner,
  known: number,
  total: number,
  onProgress: SearchOptions['onProgress'],
): RunAll {
  let before = known
  return async (points, seeds) => {
    const results = new Map<string, RunResult>()
    const wanted = points.flatMap(point => seeds.map(seed => ({ point, seed })))
    await runner.run(wanted, {
      add: run => results.set(keyOf(run), run),
      onProgress: done => onProgress?.(before + done, total),
    })
    before += wanted.length
    return points.map(({ values }) => seeds.map(seed => results.get(keyOf({ seed, point: values }))!))
  }
}

type Evaluate = (generation: readonly Values[]) => Promise<(number | null)[]>

/** Trials that are in the file already are not run again. */
function remembered(lines: Lines<Trial> | undefined, evaluate: Evaluate): Evaluate {
  const known = new Map(lines?.done.map(({ values, score }) => [JSON.stringify(values), score]))
  return async generation => {
    const missing = generation.filter(values => !known.has(JSON.stringify(values)))
    const scores = missing.length === 0 ? [] : await evaluate(missing)
    for (const [i, values] of missing.entries()) {
      known.set(JSON.stringify(values), scores[i]!)
      lines?.add({ values, score: scores[i]! })
    }
    return generation.map(values => known.get(JSON.stringify(values))!)
  }
}

/** Scores of values; null of those that do not go together. */
async function tryAll(
  generation: readonly Values[],
  { scenario, search }: SearchOptions,
  goal: Goal,
  seeds: readonly number[],
  runAll: RunAll,
): Promise<(number | null)[]> {
  const points = generation.map(values => {
    try {
      return pointAt(scenario, search, values)
    } catch (error) {
      if (error instanceof ScenarioError) return undefined
      throw error
    }
  })
  const valid = points.filter(point => point !== undefined)
  const runs = await runAll(valid, seeds)
  return points.map(point => (point === undefined ? null : scoreOf(runs[valid.indexOf(point)]!, goal)))
}
