import { Piscina } from 'piscina'
import type { RunResult } from '../results/types.ts'
import type { Task } from './runTask.ts'

/** Whether these are the sources as they stand: a thread needs tsx to read them, too. What is built is JavaScript. */
const fromSources = import.meta.url.endsWith('.ts')

/**
 * Runs tasks on a pool of threads.
 * @param add Called with each result as soon as it is there.
 */
export async function runOnThreads(
  tasks: readonly Task[],
  threads: number,
  add: (run: RunResult) => void,
): Promise<void> {
  const pool = new Piscina({
    filename: new URL(fromSources ? './worker.ts' : './worker.js', import.meta.url).href,
    execArgv: fromSources ? ['--import', 'tsx'] : [],
    minThreads: threads,
    maxThreads: threads,
  })
  try {
    await Promise.all(tasks.map(async task => add((await pool.run(task)) as RunResult)))
  } finally {
    await pool.destroy()
  }
}
