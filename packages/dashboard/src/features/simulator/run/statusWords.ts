import { formatNumber } from '../../../ui/format.ts'
import type { Simulation } from './useSimulation.ts'

const seedsOf = (count: number) => `${count} ${count === 1 ? 'seed' : 'seeds'}`

/** How far a run is, in words. */
export function statusOf({ phase, runs, total }: Simulation): string {
  switch (phase) {
    case 'waiting':
      return 'Starting'
    case 'running':
      return `${runs.length} of ${seedsOf(total)}`
    case 'done':
      return total === 1 ? 'The seed has run' : `All ${seedsOf(total)} have run`
    case 'stopped':
      return `Stopped after ${runs.length} of ${seedsOf(total)}`
    case 'failed':
      return 'Not run'
  }
}

/** How fast it goes and how long it takes, in words; a space where there is nothing to say, so that nothing jumps. */
export function paceOf({ phase, done, total, elapsed }: Simulation): string {
  if (phase === 'done') return `in ${formatNumber(elapsed)} s`
  if (phase !== 'running' || done <= 0 || elapsed <= 0) return '\u00a0'
  const rate = done / elapsed
  return `${formatNumber(rate)} a second, about ${Math.max(1, Math.ceil((total - done) / rate))} s left`
}
