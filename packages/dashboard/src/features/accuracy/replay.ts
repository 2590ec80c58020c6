import type { ModelReference, TrainerEvent } from '@cotrain/sdk'
import { createTwin, type ReplayableEvent, type Twin } from '@cotrain/sdk/twin'
import type { Address } from 'viem'
import { countRight, judgeAll } from './judge.ts'
import { learning } from './learning.ts'
import type { TestSample } from './testSet.ts'

export interface AccuracyPoint {
  /** Contributions, or bundles, that the model had been given until then. */
  lessons: number
  /** How many of the test samples the model gets right. */
  right: number
  /** The same as a share. */
  accuracy: number
  /** When, seconds since 1970: of the first point, when the model was created; undefined where the node has not told. */
  time: number | undefined
  /** Whose the last lesson was, and its number in the model; undefined of the first point. */
  by: Address | undefined
  number: bigint | undefined
}

/** So many points at most: a screen cannot show more, and each costs a prediction for every test sample. */
export const maxPoints = 200

/** What of a model a replay needs. */
export type ReplayedModel = Omit<ModelReference, 'trainer'>

export interface ReplayOptions {
  model: ReplayedModel
  /** When the model was created, in seconds since 1970. */
  createdAt: bigint
  samples: readonly TestSample[]
  /** How many lessons are to be replayed, so that the points are spread over them. */
  lessons: number
}

/**
 * The accuracy at first and after lessons, by replaying the model's events. More events can be given later, when they
 * have happened: only those are replayed then. There are at most `maxPoints` points, of which the last is the newest.
 */
export class AccuracyReplay {
  points: readonly AccuracyPoint[] = []
  readonly #options: ReplayOptions
  readonly #twin: Twin
  /** Who sent which contribution or bundle. */
  readonly #senders = new Map<bigint, Address>()
  #learned = 0
  #stride: number

  constructor(options: ReplayOptions) {
    const { classifier, mechanism, modelId } = options.model
    this.#options = options
    this.#twin = createTwin({ classifier, mechanism, only: modelId, keepsLog: false })
    this.#stride = Math.max(1, Math.ceil(options.lessons / (maxPoints - 2)))
  }

  get lessons(): number {
    return this.#learned
  }

  /**
   * Has the model live through events, and measures it when a point is due.
   * @throws TwinReplayError when an event is missing or wrong
   */
  apply(events: readonly TrainerEvent[]): void {
    const { model, createdAt } = this.#options
    const { event: lesson } = learning[model.mechanism]
    for (const event of events) {
      if (event.eventName === lesson && this.#learned === 0) this.#measureFirst()
      this.#noteSender(event)
      this.#twin.applyEvent({ ...event, blockTimestamp: event.time ?? createdAt } as ReplayableEvent)
      if (event.eventName !== lesson) continue
      this.#learned++
      if (this.#learned % this.#stride === 0) this.#measure(event)
      else this.#last = event
    }
  }

  /** Measures the newest, whether its turn has come or not: to be called when no more events are known. */
  finish(): void {
    if (this.#last) this.#measure(this.#last)
    if (this.#learned === 0) this.#measureFirst()
  }

  /** The last lesson that is not measured. */
  #last: TrainerEvent | undefined

  #measureFirst(): void {
    const { createdAt } = this.#options
    this.points = [this.#pointOf({ time: Number(createdAt), by: undefined, number: undefined })]
  }

  #measure(event: TrainerEvent): void {
    this.#last = undefined
    const number = numberOf(event)
    const by = number === undefined ? undefined : this.#senders.get(number)
    const point = this.#pointOf({ time: timeOf(event), by, number })
    const spread = this.points.filter(({ lessons }) => lessons % this.#stride === 0)
    this.points = [...spread, point]
    while (this.points.length > maxPoints) {
      this.#stride *= 2
      this.points = this.points.filter(each => each === point || each.lessons % this.#stride === 0)
    }
  }

  #pointOf(rest: Pick<AccuracyPoint, 'time' | 'by' | 'number'>): AccuracyPoint {
    const { model, samples } = this.#options
    const right = countRight(samples, judgeAll(this.#twin, model.modelId, samples))
    return { lessons: this.#learned, right, accuracy: right / samples.length, ...rest }
  }

  #noteSender({ eventName, args }: TrainerEvent): void {
    const isMarket = this.#options.model.mechanism === 'market'
    if (eventName === 'Contributed' && !isMarket) this.#senders.set(args.index, args.contributor)
    if (eventName === 'BundleCommitted') this.#senders.set(args.bundle, args.contributor)
  }
}

function numberOf({ eventName, args }: TrainerEvent): bigint | undefined {
  if (eventName === 'Contributed' || eventName === 'Settled') return args.index
  return eventName === 'BundleSettled' ? args.bundle : undefined
}

function timeOf({ eventName, args, time }: TrainerEvent): number | undefined {
  if (eventName === 'Contributed') return args.time
  return time === undefined ? undefined : Number(time)
}
