import {
  type DataSet,
  type JsonValue,
  parseScenario,
  pointsOf,
  type RunResult,
  type ScenarioInput,
  type SweepResult,
  simulate,
  synthetic,
} from '@cotrain/simulator'

/** What is run: seeds of a scenario. */
export interface RunRequest {
  scenario: ScenarioInput
  /** How many seeds, from the scenario's own on. */
  seeds: number
  /** Samples instead of those that the scenario says how to generate. */
  data?: DataSet | undefined
}

/** Share of a run between two reports of progress. */
const reportEvery = 0.02

/**
 * Runs all seeds one after the other in the thread that calls it, which is free between two: the results are those of `cotrain simulate`.
 * @param onProgress - Called with the runs that are done, parts of runs included, and the number of all
 * @param onRun - Called with each run as it ends
 * @throws ScenarioError
 */
export async function runSeeds(
  { scenario: input, seeds, data: given }: RunRequest,
  onProgress: (done: number, total: number) => void,
  onRun: (run: RunResult) => void,
): Promise<void> {
  const { seed: first } = parseScenario(input)
  const points = pointsOf(input)
  const total = points.length * seeds
  let done = 0
  for (const { scenario, values } of points) {
    if (scenario.data.set !== 'synthetic') throw new RangeError('data.set: pages have generated texts only')
    const data = given ?? synthetic(scenario.data)
    for (let seed = first; seed < first + seeds; seed++) {
      const report = nowAndThen(share => onProgress(done + share, total))
      onRun(simulate({ scenario, data, seed, onProgress: report }, values))
      onProgress(++done, total)
      await breath()
    }
  }
}

/** Lets go of the thread, so that a worker that was told to end does: browsers wait for seconds before they use force. */
const breath = () => new Promise(resolve => setTimeout(resolve))

/** Tells of progress when there is enough of it. */
function nowAndThen(report: (share: number) => void) {
  let told = 0
  return (share: number) => {
    if (share - told < reportEvery) return
    told = share
    report(share)
  }
}

/** The runs that are there so far, as the document that `cotrain simulate --json` writes. */
export function sweepOf({ scenario: input, seeds }: RunRequest, runs: readonly RunResult[]): SweepResult {
  const scenario = parseScenario(input)
  return {
    format: 'cotrain-sweep-1',
    scenario: JSON.parse(JSON.stringify(scenario)) as JsonValue,
    name: scenario.name,
    description: scenario.description,
    axes: scenario.axes as SweepResult['axes'],
    seeds: Array.from({ length: seeds }, (_, i) => scenario.seed + i),
    runs,
  }
}
