import type { RunResult } from '@cotrain/simulator'
import type { Problem } from '../problem.ts'
import type { RunRequest } from './runSeeds.ts'
import type { SimulationMessage } from './simulation.worker.ts'

export interface SimulationListener {
  onProgress(done: number, total: number): void
  onRun(run: RunResult): void
  onEnd(): void
  onError(problem: Problem): void
}

/** Runs a scenario in a thread of its own. @returns How to stop it; nothing is heard of it afterwards. */
export function startSimulation(request: RunRequest, listener: SimulationListener): () => void {
  const worker = new Worker(new URL('./simulation.worker.ts', import.meta.url), {
    type: 'module',
    name: 'simulation',
  })
  const stop = () => {
    worker.onmessage = worker.onerror = null
    worker.terminate()
  }
  worker.onmessage = ({ data }: MessageEvent<SimulationMessage>) => {
    if (data.type === 'progress') return listener.onProgress(data.done, data.total)
    if (data.type === 'run') return listener.onRun(data.run)
    stop()
    if (data.type === 'end') listener.onEnd()
    else listener.onError(data.problem)
  }
  worker.onerror = event => {
    stop()
    listener.onError({
      message: event.message || 'The simulation could not be loaded.',
      advice: ['Reload the page.'],
    })
  }
  worker.postMessage(request)
  return stop
}
