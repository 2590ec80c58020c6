import { useEffect, useRef, useState } from 'react'
import type { Problem } from '../problem.ts'
import type { MadeReport, ReportRequest } from './makeReport.ts'
import type { ReportMessage } from './report.worker.ts'

export interface ReportState {
  /** The last one that was made, while the next is in the making. */
  report?: MadeReport
  problem?: Problem
  busy: boolean
}

/**
 * Reports, made in a thread of their own. While one is made only the latest request waits.
 * @param request - To be the same object as long as the same is wanted; undefined when nothing is
 */
export function useReport(request: ReportRequest | undefined): ReportState {
  const [state, setState] = useState<ReportState>({ busy: false })
  const maker = useRef<ReturnType<typeof createMaker>>(undefined)
  useEffect(() => {
    const made = createMaker(setState)
    maker.current = made
    return () => made.stop()
  }, [])
  useEffect(() => {
    if (request) maker.current?.make(request)
  }, [request])
  return state
}

function createMaker(onChange: (change: (before: ReportState) => ReportState) => void) {
  const worker = new Worker(new URL('./report.worker.ts', import.meta.url), {
    type: 'module',
    name: 'report',
  })
  let [making, next]: [boolean, ReportRequest | undefined] = [false, undefined]
  const send = (request: ReportRequest) => {
    making = true
    worker.postMessage(request)
  }
  const answer = (message: ReportMessage) => {
    making = false
    // A newer request has its own answer; until then nothing of the old one is wrong for long.
    if (next) send(next)
    const busy = next !== undefined
    next = undefined
    onChange(() => ({ ...message, busy }))
  }
  worker.onmessage = ({ data }: MessageEvent<ReportMessage>) => answer(data)
  worker.onerror = ({ message }) =>
    answer({
      problem: { message: message || 'The plots could not be loaded.', advice: ['Reload the page.'] },
    })
  return {
    make(request: ReportRequest) {
      onChange(before => ({ ...before, busy: true }))
      if (making) next = request
      else send(request)
    },
    stop: () => worker.terminate(),
  }
}
