import type { RunResult } from '@cotrain/simulator'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Problem } from '../problem.ts'
import type { RunRequest } from './runSeeds.ts'
import { startSimulation } from './startSimulation.ts'

/** A simulation as the page shows it. */
export interface Simulation {
  phase: 'waiting' | 'running' | 'done' | 'stopped' | 'failed'
  /** Runs that are done, parts of runs included. */
  done: number
  total: number
  /** Seconds since it started. */
  elapsed: number
  runs: readonly RunResult[]
  /** What the runs are of. */
  request: RunRequest
  problem?: Problem
}

/** Milliseconds without a change after which a run starts. */
const patience = 400

/**
 * Runs what is asked for. Another request stops the run at once, and starts the new one when nothing has changed for a
 * moment. (Requests that say the same are the same.)
 */
export function useSimulation(request: RunRequest) {
  const key = JSON.stringify(request)
  const [simulation, setSimulation] = useState<Simulation>(() => waiting(request))
  const [round, setRound] = useState(0)
  const current = useRef<{ stop: () => void }>(undefined)
  const started = useRef(false)

  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` is how `again` starts the same once more
  useEffect(() => {
    const wanted = JSON.parse(key) as RunRequest
    setSimulation(waiting(wanted))
    const run = { stop: () => {} }
    const timer = setTimeout(
      () => {
        started.current = true
        run.stop = follow(wanted, change => setSimulation(before => ({ ...before, ...change(before) })))
      },
      started.current ? patience : 0,
    )
    const stop = () => {
      clearTimeout(timer)
      run.stop()
    }
    current.current = { stop }
    return stop
  }, [key, round])

  const stop = useCallback(() => {
    current.current?.stop()
    setSimulation(before => ({ ...before, phase: 'stopped' }))
  }, [])
  const again = useCallback(() => setRound(before => before + 1), [])
  return { simulation, stop, again }
}

function waiting(request: RunRequest): Simulation {
  return { phase: 'waiting', done: 0, total: request.seeds, elapsed: 0, runs: [], request }
}

type Change = (before: Simulation) => Partial<Simulation>

function follow(request: RunRequest, apply: (change: Change) => void): () => void {
  const began = performance.now()
  const elapsed = () => (performance.now() - began) / 1_000
  apply(() => ({ phase: 'running' }))
  return startSimulation(request, {
    onProgress: (done, total) => apply(() => ({ done, total, elapsed: elapsed() })),
    onRun: run => apply(({ runs }) => ({ runs: [...runs, run] })),
    onEnd: () => apply(() => ({ phase: 'done', elapsed: elapsed() })),
    onError: problem => apply(() => ({ phase: 'failed', problem })),
  })
}
