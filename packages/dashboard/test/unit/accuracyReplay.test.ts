import {
  classifierNumber,
  defaultOptions,
  encodeClassifierOptions,
  encodeIncentiveOptions,
  packWeights,
  type TrainerEvent,
} from '@cotrain/sdk'
import { createTwin, type TwinEvent } from '@cotrain/sdk/twin'
import { describe, expect, it } from 'vitest'
import { learning } from '../../src/features/accuracy/learning.ts'
import { AccuracyReplay, maxPoints, type ReplayedModel } from '../../src/features/accuracy/replay.ts'

const kind = { classifier: 'sparse-perceptron', mechanism: 'deposits' } as const
const model = { ...kind, modelId: 0n } as const
const sender = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
const createdAt = 1_000_000n
const [a, b] = [Uint16Array.of(0), Uint16Array.of(1)]
const heldOut = [
  { label: 1, sample: a },
  { label: 1, sample: b },
]

const classifier = encodeClassifierOptions(kind.classifier, {
  featureCount: 2,
  weightBits: 8,
  learningRate: 1,
})
const words = packWeights(Int32Array.of(0, 0, 0), 8)
const number = BigInt(classifierNumber(kind.classifier))
const call = { sender, time: createdAt, blockNumber: 1n } as const

/** Events of a twin's calls, as those of a chain. */
function history() {
  const events: TrainerEvent[] = []
  const note = ({ events: emitted }: { events: readonly TwinEvent[] }, blockNumber: bigint) => {
    for (const event of emitted) {
      const place = {
        blockNumber,
        logIndex: events.length,
        transactionHash: '0x' as const,
        time: undefined,
      }
      events.push({ ...event, ...place } as unknown as TrainerEvent)
    }
  }
  return { events, note }
}

/** The events of a model with two features that knows nothing, and then of lessons: `[feature, label]`. */
function liveThrough(lessons: [Uint16Array, number][]): TrainerEvent[] {
  const twin = createTwin(kind)
  const { events, note } = history()
  const times = { refundTime: 1, ownerClaimTime: 2, anyClaimTime: 3 }
  const incentive = encodeIncentiveOptions(kind.mechanism, { ...times, depositWeight: 1 })
  note(twin.createModel(call, number, classifier, incentive, 0, '{}', words), 1n)
  for (const [i, [sample, label]] of lessons.entries()) {
    const call = { sender, time: createdAt + BigInt(i), blockNumber: BigInt(i + 2) } as const
    note(twin.contribute({ ...call, value: twin.price(0n, call.time) }, 0n, label, sample), call.blockNumber)
  }
  return events
}

/** All points of a history that is given at once. */
function pointsOf(events: readonly TrainerEvent[], of: ReplayedModel = model) {
  const replay = startReplay(events, of)
  replay.apply(events)
  replay.finish()
  return replay.points
}

function startReplay(events: readonly TrainerEvent[], of: ReplayedModel = model) {
  const lessons = events.filter(({ eventName }) => eventName === learning[of.mechanism].event).length
  return new AccuracyReplay({ model: of, createdAt, samples: heldOut, lessons })
}

describe('where the line begins', () => {
  it('is not the first contribution where the model learns later', () => {
    for (const { event, begins } of Object.values(learning)) {
      expect(begins.includes('first contribution')).toBe(event === 'Contributed')
    }
  })
})

describe('AccuracyReplay', () => {
  const lessons: [Uint16Array, number][] = [
    [a, 1],
    [b, 0],
    [b, 1],
  ]

  it('measures before the first lesson and after each, and says whose it was', () => {
    const [first, ...others] = pointsOf(liveThrough(lessons))
    const none = { by: undefined, number: undefined }
    expect(first).toEqual({ lessons: 0, right: 0, accuracy: 0, time: Number(createdAt), ...none })
    expect(others).toEqual([
      { lessons: 1, right: 2, accuracy: 1, time: Number(createdAt), by: sender, number: 0n },
      { lessons: 2, right: 1, accuracy: 0.5, time: Number(createdAt) + 1, by: sender, number: 1n },
      { lessons: 3, right: 2, accuracy: 1, time: Number(createdAt) + 2, by: sender, number: 2n },
    ])
  })

  it('has one point for a model that nobody has taught', () => {
    expect(pointsOf(liveThrough([])).map(({ lessons, accuracy }) => [lessons, accuracy])).toEqual([[0, 0]])
  })

  it('goes on from where it was when more happens, with the same result', () => {
    const events = liveThrough(lessons)
    const replay = startReplay(events)
    for (const event of events) {
      replay.apply([event])
      if (event.eventName !== 'ModelCreated') replay.finish()
    }
    expect(replay.points).toEqual(pointsOf(events))
  })

  it('thins out long histories, and keeps the first and the last point', () => {
    const events = liveThrough(Array.from({ length: 1_001 }, (): [Uint16Array, number] => [a, 1]))
    const points = pointsOf(events)
    expect(points.length).toBeLessThanOrEqual(maxPoints)
    expect(points.length).toBeGreaterThan(maxPoints / 2)
    expect(points[0]?.lessons).toBe(0)
    expect(points.at(-1)?.lessons).toBe(1_001)
  })

  it('thins out what it has when many more lessons come than it knew of', () => {
    const events = liveThrough(Array.from({ length: 500 }, (): [Uint16Array, number] => [a, 1]))
    const replay = new AccuracyReplay({ model, createdAt, samples: heldOut, lessons: 0 })
    replay.apply(events)
    replay.finish()
    expect(replay.points.length).toBeLessThanOrEqual(maxPoints)
    expect(replay.points.map(({ lessons }) => lessons)).toEqual(
      [...new Set(replay.points.map(({ lessons }) => lessons))].sort((x, y) => x - y),
    )
    expect(replay.points.at(-1)?.lessons).toBe(500)
  })

  it('goes on behind challenges, which are entries and no lessons', () => {
    const mechanism = 'bonded'
    const twin = createTwin({ ...kind, mechanism })
    const { events, note } = history()
    const deposit = 10n ** 12n
    const options = { ...defaultOptions(mechanism), challengeTime: 60, deposit, surpriseFactor: 1 }
    note(
      twin.createModel(call, number, classifier, encodeIncentiveOptions(mechanism, options), 0, '{}', words),
      1n,
    )
    note(twin.contribute({ ...call, value: deposit, blockNumber: 2n }, 0n, 0, a), 2n)
    const made = twin.contribution(0n, 0n)!
    note(twin.challenge({ ...call, value: 2n * deposit, blockNumber: 3n }, 0n, 0n, made, [], 1), 3n)
    const final = { ...call, time: createdAt + 60n, blockNumber: 4n }
    note(twin.refund(final, 0n, 0n, made, twin.challenges(0n, 0n)), 4n)
    expect(events.map(({ eventName }) => eventName)).toContain('Changed')
    const points = pointsOf(events, { ...model, mechanism })
    expect(points.map(({ lessons, accuracy }) => [lessons, accuracy])).toEqual([
      [0, 0],
      [1, 1],
    ])
  })
})
