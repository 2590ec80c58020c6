import type { TrainerEvent } from '@cotrain/sdk'
import type { Twin } from '@cotrain/sdk/twin'
import type { TestSample } from './testSet.ts'

/** In place of a label, where a model has no classes yet and gives none. */
const none = -1

/** The label that a model gives to each sample now, in their order. */
export function judgeAll(twin: Twin, modelId: bigint, samples: readonly TestSample[]): number[] {
  if (twin.classCount?.(modelId) === 0n) return samples.map(() => none)
  return samples.map(({ sample }) => twin.predict(modelId, sample as never))
}

/** How many of the labels given are right. */
export const countRight = (samples: readonly TestSample[], given: readonly number[]) =>
  samples.reduce((sum, { label }, i) => sum + Number(label === given[i]), 0)

/** What is known of a model's answers at its last event, by that event. */
const known = new WeakMap<TrainerEvent, { samples: readonly TestSample[]; given: number[] }[]>()

/** As `judgeAll`, worked out once as long as nothing happens to the model: several parts of a page ask for it. */
export function judgeOnce(
  twin: Twin,
  modelId: bigint,
  last: TrainerEvent,
  samples: readonly TestSample[],
): number[] {
  const all = known.get(last) ?? []
  const found = all.find(each => each.samples === samples)
  if (found) return found.given
  const given = judgeAll(twin, modelId, samples)
  known.set(last, [...all, { samples, given }])
  return given
}

/** How often a model gives each class to the samples of each class. */
export interface Confusion {
  /** `counts[label][given]`. */
  counts: readonly (readonly number[])[]
  /** How many samples of each class there are. */
  totals: readonly number[]
}

/** Counts answers class by class. Labels that the model has no class for have rows of their own. */
export function confusionOf(
  samples: readonly TestSample[],
  given: readonly number[],
  classCount: number,
): Confusion {
  const size = samples.reduce((most, { label }) => Math.max(most, label + 1), classCount)
  const counts = Array.from({ length: size }, () => new Array<number>(size).fill(0))
  const totals = new Array<number>(size).fill(0)
  for (const [i, { label }] of samples.entries()) {
    totals[label]!++
    const row = counts[label]!
    const answer = given[i]!
    if (answer !== none) row[answer] = (row[answer] ?? 0) + 1
  }
  return { counts, totals }
}
