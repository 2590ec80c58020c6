import { parseSearched, type ScenarioInput } from '@cotrain/simulator'
import {
  type Goal,
  goalMetrics,
  type Interval,
  nameOfValue,
  type SearchResult,
} from '@cotrain/simulator/analysis'
import { replaceFile } from '@cotrain/simulator/files'
import { runSearch } from '@cotrain/simulator/node'
import { CliError } from '../errors.ts'
import { formatCount } from '../format.ts'
import { columns, type Output } from '../output.ts'
import type { OptionsOf } from '../program/given.ts'
import type { simulateOptions } from '../program/simulate.ts'
import { interruptible } from './interruptible.ts'

type Options = OptionsOf<typeof simulateOptions>

/** Before anything runs. @throws CliError when options do not go with a search, or without one. */
export function checkSearchOptions({ search, goal, evaluations, training, replay, report }: Options): void {
  if (search.length === 0) {
    const alone = Object.entries({ goal, evaluations, training }).find(([, value]) => value !== undefined)
    if (alone === undefined) return
    throw new CliError(`--${alone[0]} is for searches: add --search path=low..high, or leave it out.`)
  }
  const other = replay === undefined ? report && '--report' : '--replay'
  if (other === undefined) return
  throw new CliError(`--search and ${other} do not go together: leave one out.`, [
    'What a search has found can be run by --set.',
  ])
}

/** Searches a scenario's fields, and says what the best came to; trials stand beside `file` until all have ended. */
export async function searchScenario(
  out: Output,
  scenario: ScenarioInput,
  { search, goal, evaluations, training, seeds, threads }: Options,
  file: string | undefined,
): Promise<void> {
  const lines = file === undefined ? undefined : `${file}.lines`
  const searched = search.map(parseSearched)
  const wanted = goal === undefined ? undefined : parseGoal(goal)
  const result = await interruptible({ out, lines, isLong: true }, onProgress =>
    runSearch({
      scenario,
      search: searched,
      goal: wanted,
      evaluations,
      training,
      seeds,
      threads,
      lines,
      onProgress,
      keepLines: false,
    }),
  )
  if (file !== undefined) replaceFile(file, `${JSON.stringify(result)}\n`)
  out.result(result, () => describe(result))
}

/** @throws CliError when it is no figure of the runs, or neither most nor least of it. */
function parseGoal(text: string): Goal {
  const [name, direction = 'max', ...more] = text.split(':')
  const metric = goalMetrics.find(known => known === name)
  if (metric === undefined)
    throw new CliError(`--goal ${text}: there is no metric "${name}".`, [
      `There are ${goalMetrics.join(', ')}.`,
    ])
  if ((direction !== 'max' && direction !== 'min') || more.length > 0)
    throw new CliError(`--goal ${text}: write ${metric}:max or ${metric}:min.`)
  return { metric, direction }
}

function describe(result: SearchResult): string {
  const { name, description, goal, trials, trainingSeeds, seeds, own, best, difference } = result
  const paths = Object.keys(best.values)
  const sets = paths.map(path => {
    const value = best.values[path]!
    const text = typeof value === 'string' ? value : JSON.stringify(value)
    return `--set ${/^[\w.-]+$/.test(text) ? `${path}=${text}` : `'${path}=${text}'`}`
  })
  const row = (title: string, values: (string | undefined)[], figure: Interval) => [
    title,
    ...values.map(value => value ?? ''),
    interval(figure),
  ]
  const written = (values: SearchResult['best']['values']) => paths.map(path => nameOfValue(values[path]!))
  return [
    `${name}: ${description}`,
    `The ${goal.direction === 'max' ? 'most' : 'least'} ${goal.metric} of ${formatCount(trials.length)} trials on ${formatCount(trainingSeeds.length)} seeds, and on ${formatCount(seeds.length)} others:`,
    columns(
      [
        ['', ...paths.map(path => path.split('.').slice(-2).join('.')), goal.metric],
        row('as it was', written(own.values), own.goal),
        row('best', written(best.values), best.goal),
        row(
          'difference',
          paths.map(() => ''),
          difference,
        ),
      ],
      [...paths, goal.metric].map((_, i) => i + 1),
    ),
    `The best again: ${sets.join(' ')}`,
  ].join('\n\n')
}

/** Mean and half of its 95 % confidence interval. */
function interval({ mean, high, count }: Interval): string {
  if (count === 0) return '–'
  const written = (value: number) => String(Number(value.toPrecision(4)))
  return count === 1 ? written(mean) : `${written(mean)} ± ${written(high - mean)}`
}
