import type { SearchResult } from '../analysis/search.ts'
import type { ReplayOptions, ReplayReport } from './replay/replay.ts'
import type { SearchOptions } from './runSearch.ts'

export { hasCollection } from '../data/node/byPath.ts'
export { loadData } from '../data/node/loadData.ts'
export type { Difference } from './replay/compare.ts'
export type { ReplayOptions, ReplayReport } from './replay/replay.ts'
export type { SearchOptions } from './runSearch.ts'
export { runSweep, type SweepOptions } from './runSweep.ts'
export { tuneForShortRuns } from './tuneForShortRuns.ts'

/**
 * Runs a scenario, and sends the same transactions at the same times to a development chain. At the end every outcome,
 * balance, parameter, log and count must be the twin's. (The clients of chains are loaded when this is called.)
 * @throws ScenarioError; CotrainError when the node is no development chain
 */
export async function replay(options: ReplayOptions): Promise<ReplayReport> {
  const { replayOnChain } = await import('./replay/replay.ts')
  return replayOnChain(options)
}

/**
 * Looks for the values of a scenario's fields that are best for a goal, and compares them with the scenario's own on
 * seeds that the search has not seen. (The statistics are loaded when this is called: sweeps do without.)
 * @throws ScenarioError when a range does not suit its field; file errors.
 */
export async function runSearch(options: SearchOptions): Promise<SearchResult> {
  const search = await import('./runSearch.ts')
  return search.runSearch(options)
}
