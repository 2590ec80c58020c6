import { formatModelId } from '@cotrain/sdk'
import type { Act } from './attempt.ts'
import type { Job } from './types.ts'

/** A chore of a model that was lost to others rests so many milliseconds, twice as many each time, an hour at most. */
const firstRest = 30_000
const longestRest = 3_600_000

/** What a keeper remembers from one look at everything to the next. */
export type Memory = {
  /** Gas that a job has needed which was not worth it. */
  weightOf: (job: Pick<Job, 'model' | 'chore' | 'items'>) => bigint | undefined
  /** Whether others were faster lately: each time costs gas. */
  isResting: (job: Job) => boolean
  /** Takes an act in. @returns Whether it is news, and not what the last look had come to as well */
  note: (act: Act) => boolean
  /** Ends a look: what it has not seen again is forgotten. */
  turn: () => void
}

export function createMemory(): Memory {
  let last = { weights: new Map<string, bigint>(), said: new Set<string>() }
  let next = { weights: new Map<string, bigint>(), said: new Set<string>() }
  const rests = new Map<string, { until: number; length: number }>()
  return {
    weightOf: job => last.weights.get(keyOf(job)),
    isResting: job => (rests.get(choreOf(job))?.until ?? 0) > Date.now(),
    note({ job, items, outcome, gas }) {
      const key = keyOf({ ...job, items })
      if (outcome === 'waiting' && gas !== undefined) next.weights.set(key, gas)
      if (outcome === 'done') rests.delete(choreOf(job))
      if (outcome === 'lost') {
        const length = Math.min(longestRest, 2 * (rests.get(choreOf(job))?.length ?? firstRest / 2))
        rests.set(choreOf(job), { until: Date.now() + length, length })
      }
      const words = `${outcome}\n${key}`
      next.said.add(words)
      return !last.said.has(words)
    },
    turn() {
      last = next
      next = { weights: new Map(), said: new Set() }
    },
  }
}

const choreOf = ({ model, chore }: Pick<Job, 'model' | 'chore'>) => `${formatModelId(model)}\n${chore}`

/** What a job is, the same in each look. */
export function keyOf(job: Pick<Job, 'model' | 'chore' | 'items'>): string {
  return [choreOf(job), ...job.items.map(({ what }) => what)].join('\n')
}
