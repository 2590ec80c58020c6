import type { MechanismName, ModelReference, TrainerEvent, TrainerEventName } from '@cotrain/sdk'
import { createTwin, type ReplayableEvent, type Twin } from '@cotrain/sdk/twin'
import type { HeldOutSample } from './heldOut.ts'

export interface AccuracyPoint {
  /** Contributions, or bundles, that the model had been given until then. */
  lessons: number
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
 * The accuracy on the held-out samples at first and after lessons, by replaying the model's events.
 *
 * @param createdAt - When the model was created, in seconds since 1970
 */
export function accuracyHistory(
  events: readonly TrainerEvent[],
  { classifier, mechanism, modelId }: Omit<ModelReference, 'trainer'>,
  createdAt: bigint,
  heldOut: readonly HeldOutSample[],
): AccuracyPoint[] {
  const lesson = learning[mechanism].event
  const count = events.filter(({ eventName }) => eventName === lesson).length
  const step = Math.ceil(count / maxPoints)
  const twin = createTwin({ classifier, mechanism, only: modelId, keepsLog: false })
  const points: AccuracyPoint[] = []
  let learned = 0
  const measure = (lessons: number, time: number | undefined) =>
    points.push({ lessons, accuracy: accuracyNow(twin, modelId, heldOut), time })

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

const contributions = { one: 'contribution', many: 'contributions' }
const atOnce = {
  event: 'Contributed',
  begins: 'The line begins with the first contribution.',
  lesson: contributions,
} as const

/** How a model learns. */
interface Learning {
  event: TrainerEventName
  /** What to say before the first: some wait until it is settled what is right. */
  begins: string
  /** What it is given at a time. */
  lesson: { one: string; many: string }
}

export const learning: Readonly<Record<MechanismName, Learning>> = {
  deposits: atOnce,
  points: atOnce,
  market: {
    event: 'BundleSettled',
    begins: 'The line begins in the settlement: the model learns nothing before.',
    lesson: { one: 'bundle', many: 'bundles' },
  },
  bonded: {
    event: 'Settled',
    begins: 'The line begins when the first label is final and settled: the model learns nothing before.',
    lesson: contributions,
  },
}

function timeOf({ eventName, args, time }: TrainerEvent): number | undefined {
  if (eventName === 'Contributed') return args.time
  return time === undefined ? undefined : Number(time)
}
