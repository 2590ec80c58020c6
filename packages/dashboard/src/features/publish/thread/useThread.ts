import { useCallback, useEffect, useRef, useState } from 'react'
import type { Tasks } from './publish.worker.ts'
import { startThread, WorkStopped } from './startThread.ts'

interface Progress {
  done: number
  total: number
}

/** One task after the other in a worker: a new one ends the one before, and so does leaving the page. */
export function useThread<task extends keyof Tasks>(task: task) {
  const [progress, setProgress] = useState<Progress>()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const current = useRef<ReturnType<typeof startThread<task>>>(undefined)

  const stop = useCallback(() => {
    current.current?.stop()
    current.current = undefined
    setBusy(false)
    setProgress(undefined)
  }, [])
  useEffect(() => stop, [stop])

  const start = useCallback(
    async (ask: Tasks[task]['ask'], onAnswer: (answer: Tasks[task]['answer']) => void) => {
      stop()
      setError(null)
      setBusy(true)
      const work = startThread(task, ask, (done, total) => setProgress({ done, total }))
      current.current = work
      try {
        const answer = await work.answer
        onAnswer(answer)
      } catch (failure) {
        if (!(failure instanceof WorkStopped)) setError(failure)
      } finally {
        if (current.current === work) {
          current.current = undefined
          setBusy(false)
          setProgress(undefined)
        }
      }
    },
    [task, stop],
  )
  const forget = useCallback(() => setError(null), [])
  return { start, stop, busy, progress, error, forget }
}
