import type { TrainerEvent } from '@cotrain/sdk'
import { type AccuracyPoint, AccuracyReplay, type ReplayOptions } from './replay.ts'

/** What the page tells the worker: first of the model, then of its events, a part at a time. */
export type ReplayMessage =
  | { type: 'start'; options: ReplayOptions }
  | { type: 'events'; events: readonly TrainerEvent[]; areAll: boolean }

/** What the worker tells the page. */
export type ReplayAnswer =
  | { type: 'points'; points: readonly AccuracyPoint[]; lessons: number; isDone: boolean }
  | { type: 'error'; message: string }

const tell = (answer: ReplayAnswer) => postMessage(answer)

/** Milliseconds between two answers: a page that draws more often has no time for anything else. */
const pause = 200

let replay: AccuracyReplay | undefined
let toldAt = 0

addEventListener('message', ({ data }: MessageEvent<ReplayMessage>) => {
  try {
    if (data.type === 'start') replay = new AccuracyReplay(data.options)
    else if (replay) follow(replay, data)
  } catch (error) {
    replay = undefined
    tell({ type: 'error', message: error instanceof Error ? error.message : String(error) })
  }
})

function follow(replay: AccuracyReplay, { events, areAll }: Extract<ReplayMessage, { type: 'events' }>) {
  replay.apply(events)
  if (areAll) replay.finish()
  const now = performance.now()
  if (!areAll && now - toldAt < pause) return
  toldAt = now
  tell({ type: 'points', points: replay.points, lessons: replay.lessons, isDone: areAll })
}
