export { hasImdb, imdbVariable, loadData } from '../data/node/loadData.ts'
export { Lines } from './lines.ts'
export { runSweep, type SweepOptions } from './runSweep.ts'
