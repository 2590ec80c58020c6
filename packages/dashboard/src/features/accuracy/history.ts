import {
  kinds,
  type MechanismName,
  type ModelReference,
  type TrainerEvent,
  type TrainerEventName,
} from '@cotrain/sdk'
import { createTwin, type ReplayableEvent, type Twin } from '@cotrain/sdk/twin'
import type { HeldOutSample } from './heldOut.ts'

export interface AccuracyPoint {
  /** Contributions that the model had learned from until then. */
  contributions: number
  /** The share of the held-out samples that the model gets right. */
  accuracy: number
  /** When, seconds since 1970; undefined before the first contribution, and where the node has not told. */
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
  const lesson = lessons[kinds[kind].mechanism]
  const count = events.filter(({ eventName }) => eventName === lesson).length
  const step = Math.ceil(count / maxPoints)
  const twin = createTwin({ kind, only: modelId })
  const points: AccuracyPoint[] = []
  let learned = 0
  const measure = (contributions: number, time: number | undefined) =>
    points.push({ contributions, accuracy: accuracyNow(twin, modelId, heldOut), time })

  for (const event of events) {
    const replayable = { ...event, blockTimestamp: event.time ?? createdAt } as ReplayableEvent
    if (event.eventName !== lesson) {
      twin.applyEvent(replayable)
      continue
    }
    learned++
    if (learned === 1) measure(0, undefined)
    twin.applyEvent(replayable)
    if (learned % step === 0 || learned === count) measure(learned, timeOf(event))
  }
  if (count === 0) measure(0, undefined)
  return points
}

/** With which event a model learns: some wait until it is settled what is right. */
const lessons: Record<MechanismName, TrainerEventName> = {
  'deposit-refund-take': 'Contributed',
  points: 'Contributed',
  'prediction-market': 'Scored',
  'bonded-deposits': 'Settled',
}

function timeOf({ eventName, args, time }: TrainerEvent): number | undefined {
  if (eventName === 'Contributed') return args.time
  return time === undefined ? undefined : Number(time)
}
