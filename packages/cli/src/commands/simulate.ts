import { existsSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import {
  builtInScenarios,
  parseOverride,
  parseScenario,
  pointsOf,
  type ScenarioInput,
  type SweepResult,
  withValue,
} from '@cotrain/simulator'
import { replaceFile } from '@cotrain/simulator/files'
import { runSweep } from '@cotrain/simulator/node'
import { CliError } from '../errors.ts'
import { columns, type Output } from '../output.ts'
import type { OptionsOf } from '../program/given.ts'
import type { simulateOptions } from '../program/simulate.ts'
import type { Invocation } from '../run.ts'
import { interruptible } from '../simulate/interruptible.ts'
import { readScenario } from '../simulate/readScenario.ts'
import { replayScenario } from '../simulate/replay.ts'
import { checkSearchOptions, searchScenario } from '../simulate/search.ts'
import { summary } from '../simulate/summary.ts'

type Options = OptionsOf<typeof simulateOptions>

/** `cotrain simulate`: runs a scenario, all of its seeds and points. */
export default async function simulateCommand({
  out,
  options,
  args: [name],
}: Invocation<Options, [string | undefined]>): Promise<void> {
  if (options.list || name === undefined) return list(out, options.list === true)
  const scenario = withOverrides(await readScenario(name), options.set)
  checkOptions(options, scenario)
  if (options.replay !== undefined) {
    return replayScenario(
      out,
      scenario,
      options.replay,
      typeof options.json === 'string' ? options.json : undefined,
    )
  }
  const file = typeof options.json === 'string' ? resolve(options.json) : undefined
  if (options.search.length > 0) return searchScenario(out, scenario, options, file)
  const result = await run(out, scenario, options, file)
  if (file !== undefined) replaceFile(file, `${JSON.stringify(result)}\n`)
  if (options.report !== undefined) {
    const { writeReport } = await import('@cotrain/simulator/report/node')
    await writeReport(result, resolve(options.report))
    out.log(`The report is ${join(resolve(options.report), 'index.html')}`)
  }
  out.result(result, () => summary(result, process.stdout.columns))
}

function list(out: Output, wanted: boolean): void {
  if (!wanted) throw new CliError('Name a scenario.', ['`cotrain simulate --list` says which there are.'])
  const scenarios = Object.values(builtInScenarios).map(({ name, description = '' }) => ({
    name,
    description,
  }))
  out.result(scenarios, () => columns(scenarios.map(({ name, description }) => [name, description])))
}

/** Before anything runs. @throws CliError when options do not go together, or cannot be written to. */
function checkOptions(options: Options, { axes = [] }: ScenarioInput): void {
  const { replay, seeds = 1, report, json } = options
  checkSearchOptions(options)
  if (replay !== undefined) {
    const advice = 'Runs on a chain are for comparing: one seed, no axes.'
    if (seeds > 1) throw new CliError('--replay sends one run: leave --seeds out.', [advice])
    if (report !== undefined) throw new CliError('--replay writes no report: leave --report out.', [advice])
    if (axes.length > 0) {
      throw new CliError("--replay sends one run, but the scenario has axes: add --set 'axes=[]'.", [advice])
    }
  }
  if (typeof json === 'string') {
    if (!existsSync(dirname(resolve(json)))) {
      throw new CliError(`--json ${json}: there is no folder ${dirname(resolve(json))}.`, ['Make it first.'])
    }
    if (isFolder(json)) throw new CliError(`--json ${json}: is a folder.`, ['Name a file in it.'])
  }
  if (report !== undefined && existsSync(report) && !isFolder(report)) {
    throw new CliError(`--report ${report}: is a file.`, ['Name a folder; it is made when it is missing.'])
  }
}

const isFolder = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false

/** @throws ScenarioError when an override names no field, or does not suit it. */
function withOverrides(scenario: ScenarioInput, overrides: readonly string[]): ScenarioInput {
  const changed = overrides
    .map(parseOverride)
    .reduce<object>((object, { path, value }) => withValue(object, path, value), scenario)
  parseScenario(changed)
  return changed as ScenarioInput
}

/** Runs all; the runs that have ended stand beside `file` until all have, so that the same command goes on. */
async function run(
  out: Output,
  scenario: ScenarioInput,
  { seeds = 1, threads }: Options,
  file: string | undefined,
): Promise<SweepResult> {
  const lines = file === undefined ? undefined : `${file}.lines`
  // A single run is over in seconds, and would not hear the signal before.
  const isLong = seeds * pointsOf(scenario).length > 1
  return interruptible({ out, lines, isLong }, onProgress =>
    runSweep({ scenario, seeds, threads, lines, onProgress, keepLines: false }),
  )
}
