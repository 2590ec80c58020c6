import { formatModelId, type TrainerEvent } from '@cotrain/sdk'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { Client } from 'viem'
import { getBlock } from 'viem/actions'
import { useClient } from 'wagmi'
import type { ReadyModel } from '../model/readyModel.ts'
import type { ReplayAnswer } from './accuracy.worker.ts'
import { type Confusion, confusionOf, countRight, judgeOnce } from './judge.ts'
import { learning } from './learning.ts'
import { ReplayThread } from './ReplayThread.ts'
import type { AccuracyPoint } from './replay.ts'
import type { TestSet } from './testSet.ts'

export interface AccuracyNow {
  right: number
  accuracy: number
  confusion: Confusion
}

/** How the model does on a test set as it is now; undefined when it cannot be said. */
export function useAccuracyNow(
  model: ReadyModel | undefined,
  testSet: TestSet | undefined,
): AccuracyNow | undefined {
  const samples = testSet?.samples
  return useMemo(() => {
    const last = model?.synced.events.at(-1)
    if (!model || !samples || !last) return undefined
    const given = judgeOnce(model.twin, model.reference.modelId, last, samples)
    const right = countRight(samples, given)
    return {
      right,
      accuracy: right / samples.length,
      confusion: confusionOf(samples, given, model.classNames.length),
    }
  }, [model, samples])
}

export interface AccuracyHistory {
  /** Oldest first; the newest is there before those between are. */
  points: readonly AccuracyPoint[]
  /** How many lessons are replayed, and of how many. */
  done: number
  total: number
  isDone: boolean
  error: Error | undefined
}

type Progress = Extract<ReplayAnswer, { type: 'points' }>

/** The accuracy on a test set after each lesson of a model, replayed in another thread. */
export function useAccuracyHistory(model: ReadyModel, testSet: TestSet): AccuracyHistory {
  const { events } = model.synced
  const { samples } = testSet
  const createdAt = useCreationTime(events[0], formatModelId(model.reference))
  const lessons = useMemo(() => lessonsOf(model), [model])
  const thread = useRef<{ of: unknown; thread: ReplayThread }>(undefined)
  const [answer, setAnswer] = useState<{ of: unknown; progress?: Progress; error?: Error }>()
  const { classifier, mechanism, modelId } = model.reference

  useEffect(() => {
    if (createdAt.data === undefined) return
    const before = thread.current
    if (before?.of !== samples || !before.thread.goesOnWith(events)) {
      before?.thread.stop()
      const options = {
        model: { classifier, mechanism, modelId },
        createdAt: createdAt.data,
        samples,
        lessons: lessons.length,
      }
      const started = new ReplayThread(options, told =>
        setAnswer(
          told.type === 'points'
            ? { of: samples, progress: told }
            : { of: samples, error: new Error(told.message) },
        ),
      )
      thread.current = { of: samples, thread: started }
    }
    thread.current?.thread.follow(events)
  }, [classifier, mechanism, modelId, samples, events, lessons.length, createdAt.data])

  useEffect(
    () => () => {
      thread.current?.thread.stop()
      thread.current = undefined
    },
    [],
  )

  const now = useAccuracyNow(model, testSet)
  const current = answer?.of === samples ? answer : undefined
  return useMemo(
    () => ({
      points: withNewest(current?.progress?.points ?? [], lessons, now),
      done: current?.progress?.lessons ?? 0,
      total: lessons.length,
      isDone: current?.progress?.isDone === true && current.progress.lessons === lessons.length,
      error: current?.error ?? createdAt.error ?? undefined,
    }),
    [current, lessons, now, createdAt.error],
  )
}

function lessonsOf({ synced, reference }: ReadyModel): TrainerEvent[] {
  const { event } = learning[reference.mechanism]
  return synced.events.filter(({ eventName }) => eventName === event)
}

/** Adds the newest point, which the page knows at once, to those that were replayed so far. */
function withNewest(
  points: readonly AccuracyPoint[],
  lessons: readonly TrainerEvent[],
  now: AccuracyNow | undefined,
): readonly AccuracyPoint[] {
  const last = points.at(-1)
  const newest = lessons.at(-1)
  if (!now || !newest || last?.lessons === lessons.length) return points
  const time = newest.eventName === 'Contributed' ? newest.args.time : newest.time
  const { right, accuracy } = now
  const point: AccuracyPoint = {
    ...{ lessons: lessons.length, right, accuracy, by: undefined, number: undefined },
    time: time === undefined ? undefined : Number(time),
  }
  return [...points.filter(each => each.lessons < lessons.length), point]
}

/** When a model was created, in seconds since 1970; asked for where the node has not said it with the event. */
function useCreationTime(created: TrainerEvent | undefined, id: string) {
  const client = useClient() as Client
  return useQuery({
    queryKey: ['created-at', client.chain?.id, id, String(created?.blockNumber)],
    queryFn: async () =>
      created!.time ?? (await getBlock(client, { blockNumber: created!.blockNumber })).timestamp,
    enabled: created !== undefined,
    staleTime: Infinity,
  })
}
