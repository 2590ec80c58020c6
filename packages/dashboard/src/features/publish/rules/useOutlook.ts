import type { RunResult } from '@cotrain/simulator'
import { useEffect, useState } from 'react'
import type { Problem } from '../../simulator/problem.ts'
import { startSimulation } from '../../simulator/run/startSimulation.ts'
import { type OutlookQuestion, outlookRequest } from './outlookScenario.ts'

export interface OutlookState {
  /** Runs of what is asked now; while they are under way, those that have ended. */
  runs: readonly RunResult[]
  busy: boolean
  /** Share of the work that is done. */
  done: number
  problem?: Problem | undefined
}

/** Milliseconds without a change after which a run starts. */
const patience = 500

/** Plays what is asked for in a thread of its own; another question ends it and starts anew. */
export function useOutlook(question: OutlookQuestion | undefined): OutlookState {
  const [state, setState] = useState<OutlookState>({ runs: [], busy: false, done: 0 })
  useEffect(() => {
    if (!question) {
      setState({ runs: [], busy: false, done: 0 })
      return
    }
    setState({ runs: [], busy: true, done: 0 })
    let stop = () => {}
    const timer = setTimeout(() => {
      stop = startSimulation(outlookRequest(question), {
        onProgress: (done, total) => setState(before => ({ ...before, done: done / total })),
        onRun: run => setState(before => ({ ...before, runs: [...before.runs, run] })),
        onEnd: () => setState(before => ({ ...before, busy: false, done: 1 })),
        onError: problem => setState({ runs: [], busy: false, done: 0, problem }),
      })
    }, patience)
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [question])
  return state
}
