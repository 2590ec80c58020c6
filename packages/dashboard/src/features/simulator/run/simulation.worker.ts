import '../noEval.ts'
import type { RunResult } from '@cotrain/simulator'
import { type Problem, problemOf } from '../problem.ts'
import { type RunRequest, runSeeds } from './runSeeds.ts'

/** What the worker tells the page. */
export type SimulationMessage =
  | { type: 'progress'; done: number; total: number }
  | { type: 'run'; run: RunResult }
  | { type: 'end' }
  | { type: 'error'; problem: Problem }

const tell = (message: SimulationMessage) => postMessage(message)

/** One request a worker: a page that wants something else stops this one, and starts another. */
addEventListener('message', async ({ data }: MessageEvent<RunRequest>) => {
  try {
    await runSeeds(
      data,
      (done, total) => tell({ type: 'progress', done, total }),
      run => tell({ type: 'run', run }),
    )
    tell({ type: 'end' })
  } catch (error) {
    tell({ type: 'error', problem: problemOf(error) })
  }
})
