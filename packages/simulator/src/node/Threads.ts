import { Piscina } from 'piscina'
import type { RunResult } from '../results/types.ts'
import type { Task } from './runTask.ts'

/** Whether these are the sources as they stand: a thread needs tsx to read them, too. What is built is JavaScript. */
const fromSources = import.meta.url.endsWith('.ts')

/** A pool of threads that run tasks. */
export class Threads {
  readonly #pool: Piscina

  constructor(threads: number) {
    this.#pool = new Piscina({
      filename: new URL(fromSources ? './worker.ts' : './worker.js', import.meta.url).href,
      execArgv: fromSources ? ['--import', 'tsx'] : [],
      minThreads: threads,
      maxThreads: threads,
    })
  }

  /** @param add Called with each result as soon as it is there. */
  async run(tasks: readonly Task[], add: (run: RunResult) => void): Promise<void> {
    await Promise.all(tasks.map(async task => add((await this.#pool.run(task)) as RunResult)))
  }

  async close(): Promise<void> {
    await this.#pool.destroy()
  }
}
