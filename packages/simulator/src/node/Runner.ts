import { setImmediate } from 'node:timers/promises'
import { type DataSet, memory } from '../data/DataSet.ts'
import { loadData, splitFor } from '../data/node/loadData.ts'
import type { RunResult } from '../results/types.ts'
import type { Point } from '../scenario/points.ts'
import type { DataSettings } from '../scenario/schema.ts'
import { runTask, type Task } from './runTask.ts'
import type { Threads } from './Threads.ts'

/** One seed at one point. */
export type Wanted = { point: Point; seed: number }

type Listener = {
  /** Called with each result as soon as it is there. */
  add: (run: RunResult) => void
  /** Called now and then with the runs that are done, parts of runs included. */
  onProgress: (done: number) => void
}

/** Milliseconds between two reports of progress. */
const reportEvery = 250

/** Runs batches of runs, on threads if there are several; data sets are loaded once each, and shared. */
export class Runner {
  readonly #count: number
  readonly #sets = new Map<string, DataSet>()
  #threads: Threads | undefined

  /** @param threads With one, or none, all runs in the thread that calls. */
  constructor(threads: number) {
    this.#count = threads
  }

  async run(wanted: readonly Wanted[], { add, onProgress }: Listener): Promise<void> {
    const tasks = await this.#tasksOf(wanted)
    const report = () => onProgress(tasks.reduce((sum, task) => sum + task.progress[task.position]!, 0))
    if (this.#count <= 1) {
      for (const task of tasks) {
        add(runTask(task, report))
        // So that signals are heard between two runs.
        await setImmediate()
      }
      report()
      return
    }
    const { Threads } = await import('./Threads.ts')
    this.#threads ??= new Threads(this.#count)
    const timer = setInterval(report, reportEvery)
    try {
      await this.#threads.run(tasks, add)
      report()
    } finally {
      clearInterval(timer)
    }
  }

  /** Ends the threads. */
  async close(): Promise<void> {
    await this.#threads?.close()
  }

  async #tasksOf(wanted: readonly Wanted[]): Promise<Task[]> {
    const progress = new Float64Array(memory(8 * wanted.length))
    const tasks: Task[] = []
    for (const [position, { point, seed }] of wanted.entries()) {
      const { scenario, values } = point
      const settings = splitFor(scenario.data, seed)
      const key = dataKey(settings)
      const data = this.#sets.get(key) ?? (await loadData(settings))
      this.#sets.set(key, data)
      tasks.push({ scenario, point: values, seed, data, progress, position })
    }
    return tasks
  }
}

function dataKey({ initialShare, shuffle, repeat, splits, ...source }: DataSettings): string {
  return JSON.stringify(source)
}
