import type { ModelReference, TrainerEvent } from '@cotrain/sdk'
import { createTwin, type ReplayableEvent, type Twin } from '@cotrain/sdk/twin'
import type { HeldOutSample } from './heldOut.ts'

export interface AccuracyPoint {
  /** Contributions until then. */
  contributions: number
  /** The share of the held-out samples that the model gets right. */
  accuracy: number
  /** When, seconds since 1970; undefined before the first contribution. */
  time: number | undefined
}

/** So many points at most: a screen cannot show more, and each costs a prediction for every held-out sample. */
const maxPoints = 200

/** The share of the samples that the model gets right now. */
export function accuracyNow(twin: Twin, modelId: bigint, heldOut: readonly HeldOutSample[]): number {
  const right = heldOut.filter(({ label, sample }) => twin.predict(modelId, sample as never) === label)
  return right.length / heldOut.length
}

/**
 * The accuracy on the held-out samples at first and after contributions, by replaying the model's events.
 *
 * @param createdAt - When the model was created, in seconds since 1970
 */
export function accuracyHistory(
  events: readonly TrainerEvent[],
  { kind, modelId }: Pick<ModelReference, 'kind' | 'modelId'>,
  createdAt: bigint,
  heldOut: readonly HeldOutSample[],
): AccuracyPoint[] {
  const count = events.filter(({ eventName }) => eventName === 'Contributed').length
  const step = Math.ceil(count / maxPoints)
  const twin = createTwin({ kind, only: modelId })
  const points: AccuracyPoint[] = []
  const measure = (contributions: number, time: number | undefined) =>
    points.push({ contributions, accuracy: accuracyNow(twin, modelId, heldOut), time })

  for (const event of events) {
    const replayable = { ...event, blockTimestamp: createdAt } as ReplayableEvent
    if (event.eventName !== 'Contributed') {
      twin.applyEvent(replayable)
      continue
    }
    const contributions = Number(event.args.index) + 1
    if (contributions === 1) measure(0, undefined)
    twin.applyEvent(replayable)
    if (contributions % step === 0 || contributions === count) measure(contributions, event.args.time)
  }
  if (count === 0) measure(0, undefined)
  return points
}
