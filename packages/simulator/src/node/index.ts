export { hasImdb, imdbVariable, loadData } from '../data/node/loadData.ts'
export type { Difference } from './replay/compare.ts'
export { type ReplayOptions, type ReplayReport, replay } from './replay/replay.ts'
export { runSweep, type SweepOptions } from './runSweep.ts'
