import { Piscina } from 'piscina'
import type { RunResult } from '../results/types.ts'
import { bundleWorker } from './bundleWorker.ts'
import type { Task } from './runTask.ts'

/**
 * Runs tasks on a pool of threads.
 * @param add Called with each result as soon as it is there.
 */
export async function runOnThreads(
  tasks: readonly Task[],
  threads: number,
  add: (run: RunResult) => void,
): Promise<void> {
  const worker = await bundleWorker()
  const pool = new Piscina({ filename: worker.path, minThreads: threads, maxThreads: threads })
  try {
    await Promise.all(tasks.map(async task => add((await pool.run(task)) as RunResult)))
  } finally {
    await pool.destroy()
    worker.remove()
  }
}
