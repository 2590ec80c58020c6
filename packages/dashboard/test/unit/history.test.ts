import {
  classifierNumber,
  encodeClassifierOptions,
  encodeIncentiveOptions,
  packWeights,
  type TrainerEvent,
} from '@cotrain/sdk'
import { createTwin, type TwinEvent } from '@cotrain/sdk/twin'
import { describe, expect, it } from 'vitest'
import { accuracyHistory, learning } from '../../src/features/accuracy/history.ts'

const kind = { classifier: 'sparse-perceptron', mechanism: 'deposits' } as const
const model = { ...kind, modelId: 0n } as const
const sender = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
const createdAt = 1_000_000n
const [a, b] = [Uint16Array.of(0), Uint16Array.of(1)]
const heldOut = [
  { label: 1, sample: a },
  { label: 1, sample: b },
]

/** The events of a model with two features that knows nothing, and then of lessons: `[feature, label]`. */
function liveThrough(lessons: [Uint16Array, number][]): TrainerEvent[] {
  const twin = createTwin(kind)
  const events: TrainerEvent[] = []
  const note = ({ events: emitted }: { events: readonly TwinEvent[] }, blockNumber: bigint) => {
    for (const event of emitted) {
      const position = {
        blockNumber,
        logIndex: events.length,
        transactionHash: '0x' as const,
        time: undefined,
      }
      events.push({ ...event, ...position } as unknown as TrainerEvent)
    }
  }
  const classifier = encodeClassifierOptions(kind.classifier, {
    featureCount: 2,
    weightBits: 8,
    learningRate: 1,
  })
  const times = { refundTime: 1, ownerClaimTime: 2, anyClaimTime: 3 }
  const incentive = encodeIncentiveOptions(kind.mechanism, { ...times, depositWeight: 1 })
  const words = packWeights(Int32Array.of(0, 0, 0), 8)
  const call = { sender, time: createdAt, blockNumber: 1n } as const
  const number = BigInt(classifierNumber(kind.classifier))
  note(twin.createModel(call, number, classifier, incentive, '{}', words), 1n)
  for (const [i, [sample, label]] of lessons.entries()) {
    const call = { sender, time: createdAt + BigInt(i), blockNumber: BigInt(i + 2) } as const
    note(twin.contribute({ ...call, value: twin.price(0n, call.time) }, 0n, label, sample), call.blockNumber)
  }
  return events
}

describe('where the line begins', () => {
  it('is not the first contribution where the model learns later', () => {
    for (const { event, begins } of Object.values(learning)) {
      expect(begins.includes('first contribution')).toBe(event === 'Contributed')
    }
  })
})

describe('accuracyHistory', () => {
  it('measures before the first lesson and after each', () => {
    const events = liveThrough([
      [a, 1],
      [b, 0],
      [b, 1],
    ])
    const points = accuracyHistory(events, model, createdAt, heldOut)
    expect(points).toEqual([
      { contributions: 0, accuracy: 0, time: undefined },
      { contributions: 1, accuracy: 1, time: Number(createdAt) },
      { contributions: 2, accuracy: 0.5, time: Number(createdAt) + 1 },
      { contributions: 3, accuracy: 1, time: Number(createdAt) + 2 },
    ])
  })

  it('has one point for a model that nobody has taught', () => {
    expect(accuracyHistory(liveThrough([]), model, createdAt, heldOut)).toEqual([
      { contributions: 0, accuracy: 0, time: undefined },
    ])
  })

  it('thins out long histories, and keeps the first and the last point', () => {
    const lessons = Array.from({ length: 1_001 }, (): [Uint16Array, number] => [a, 1])
    const points = accuracyHistory(liveThrough(lessons), model, createdAt, heldOut)
    expect(points.length).toBeLessThanOrEqual(202)
    expect(points[0]?.contributions).toBe(0)
    expect(points.at(-1)?.contributions).toBe(1_001)
  })
})
