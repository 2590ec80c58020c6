import { CotrainError } from '@cotrain/sdk'
import type { Ask, Tasks, Told } from './publish.worker.ts'

/** A task that the worker could not do; its words are those of the error in the worker. */
export class WorkError extends CotrainError {
  override name = 'WorkError'
}

/** What was asked for is not wanted any more. */
export class WorkStopped extends Error {
  override name = 'WorkStopped'
}

interface Work<Answer> {
  answer: Promise<Answer>
  /** Ends the thread; `answer` rejects with WorkStopped. */
  stop: () => void
}

/** Does something that takes long in a thread of its own, so that the page stays quick. */
export function startThread<task extends keyof Tasks>(
  task: task,
  ask: Tasks[task]['ask'],
  onProgress?: (done: number, total: number) => void,
): Work<Tasks[task]['answer']> {
  const worker = new Worker(new URL('./publish.worker.ts', import.meta.url), {
    type: 'module',
    name: 'publish',
  })
  let stop = () => {}
  const answer = new Promise<Tasks[task]['answer']>((resolve, reject) => {
    const end = (settle: () => void) => {
      worker.onmessage = worker.onerror = null
      worker.terminate()
      settle()
    }
    stop = () => end(() => reject(new WorkStopped()))
    worker.onmessage = ({ data }: MessageEvent<Told>) => {
      if (data.type === 'progress') onProgress?.(data.done, data.total)
      else if (data.type === 'answer') end(() => resolve(data.answer as Tasks[task]['answer']))
      else end(() => reject(new WorkError(data.problem.message, { metaMessages: data.problem.advice })))
    }
    worker.onerror = ({ message }) =>
      end(() =>
        reject(
          new WorkError(
            outOfMemory(message) ? 'The file is too large for this browser.' : message || failed,
            {
              metaMessages: ['Reload the page, or take a smaller file.'],
            },
          ),
        ),
      )
    worker.postMessage({ task, ...ask } as Ask)
  })
  return { answer, stop }
}

const failed = 'The work could not be started.'
const outOfMemory = (message: string) => /memory|allocation/i.test(message)
