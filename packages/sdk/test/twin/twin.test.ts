import { parseEther } from 'viem'
import { beforeEach, describe, expect, expectTypeOf, test } from 'vitest'
import { classifierNames, encodeClassifierOptions, encodeIncentiveOptions } from '../../src/kinds/index.ts'
import { classifierNumber } from '../../src/kinds/trainers.ts'
import { packWeights } from '../../src/models/packedWeights.ts'
import { chain, noHash } from '../../src/record/hashes.ts'
import { leafOf } from '../../src/record/leaf.ts'
import {
  createTwin,
  type ReplayableEvent,
  type Twin,
  TwinError,
  type TwinEvent,
  TwinReplayError,
} from '../../src/twin/index.ts'
import { readsOf, readTwin } from './TwinSide.ts'

const kind = { classifier: 'sparse-perceptron', mechanism: 'deposits' } as const
/** The classifier's, in trainers. */
const number = BigInt(classifierNumber(kind.classifier))
const alice = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
const bob = '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC'
const time = 1_000_000n
const call = { sender: alice, time, blockNumber: 7n } as const
const paid = { ...call, value: parseEther('1') } as const

const classifierOptions = encodeClassifierOptions(kind.classifier, {
  featureCount: 3,
  weightBits: 8,
  learningRate: 10,
})
const incentiveOptions = encodeIncentiveOptions(kind.mechanism, {
  refundTime: 60,
  ownerClaimTime: 600,
  anyClaimTime: 6000,
  depositWeight: 1000,
})
const words = packWeights(Int32Array.of(1, 2, -3, 4), 8)

const everything = (twin: Twin<'deposits', 'sparse-perceptron'>) => [
  readTwin(twin, time + 100n, readsOf(twin, [alice, bob])),
  twin.balance(),
  twin.received(alice),
  twin.received(bob),
]

/** As logs of consecutive blocks. */
const asLogs = (events: readonly TwinEvent[]): ReplayableEvent[] =>
  events.map((event, i) => ({ ...event, blockNumber: 7n + BigInt(i), logIndex: i, blockTimestamp: time }))

let twin: Twin<'deposits', 'sparse-perceptron'>
let events: TwinEvent[]
beforeEach(() => {
  twin = createTwin(kind)
  events = twin.createModel(call, number, classifierOptions, incentiveOptions, 0, '{}', words).events
})

describe('a twin', () => {
  test('takes samples as indices or packed', () => {
    expect(twin.score(0n, Uint16Array.of(0, 2))).toBe(7)
    expect(twin.score(0n, '0x00000002')).toBe(7)
    expect(twin.predictBatch(0n, ['0x', Uint16Array.of(1)])).toEqual([1, 0])
  })

  test('keeps its own copy of a sample', () => {
    const sample = Uint16Array.of(0)
    twin.contribute(paid, 0n, 1, sample)
    const before = twin.contribution(0n, 0n)!
    sample[0] = 1
    expect(twin.predictContribution(0n, 0n)).toBe(1)
    expect(twin.contribution(0n, 0n)).toBe(before)
    expect(() => Object.assign(before, { remaining: 0n })).toThrow(TypeError)
  })

  test('hashes contributions as the chain does, when asked', () => {
    twin.contribute(paid, 0n, 1, '0x0000')
    const leaf = leafOf(twin.contribution(0n, 0n)!)
    expect(twin.log(0n)).toEqual({ running: chain(noHash, leaf), entries: 1n, lastContribution: time })
  })

  test('does the same without a log, but has no hashes', () => {
    const counted = createTwin({ ...kind, keepsLog: false })
    counted.createModel(call, number, classifierOptions, incentiveOptions, 0, '{}', words)
    const contribute = (one: typeof twin) => one.contribute(paid, 0n, 1, '0x0000')
    const [own, other] = [contribute(counted), contribute(twin)]
    expect(own).toEqual(other)
    expect(contribute(counted).events[0]!.args).toMatchObject({ index: 1n, before: noHash })
    const contribution = counted.contribution(0n, 0n)!
    const refund = () => counted.refund({ ...call, time: time + 60n }, 0n, 0n, contribution)
    expect(refund().events).toHaveLength(1)
    expect(refund).toThrow(new TwinError('AlreadyTouched', [0n]))
    const copy = createTwin({ ...kind, keepsLog: false })
    for (const log of asLogs([...events, ...other.events])) copy.applyEvent(log)
    expect(copy.contribution(0n, 0n)).toEqual(twin.contribution(0n, 0n))
    expect(() => counted.log(0n)).toThrow('keeps no log')
    expect(() => counted.proof(0n, 0n)).toThrow('keeps no log')
  })

  test('spells addresses in one way', () => {
    const lower = alice.toLowerCase() as typeof alice
    twin.contribute({ ...paid, sender: lower }, 0n, 1, '0x0000')
    const contribution = { ...twin.contribution(0n, 0n)!, contributor: lower }
    twin.refund({ ...call, time: time + 60n }, 0n, 0n, contribution)
    expect(twin.verified(0n, lower)).toBe(1n)
    expect(twin.received(lower)).toBe(0n)
  })

  test('changes nothing when the third item of a batch fails', () => {
    twin.contribute(paid, 0n, 1, '0x0000')
    const before = everything(twin)
    const batch = () => twin.contributeBatch(paid, 0n, [0, 1, 2], ['0x0000', '0x0001', '0x0002'])
    expect(batch).toThrow(new TwinError('LabelOutOfRange', [2n, 2n]))
    expect(everything(twin)).toEqual(before)
  })

  test('changes nothing when a later call of a multicall fails', () => {
    twin.contribute(paid, 0n, 1, '0x0000')
    const before = everything(twin)
    const contribution = twin.contribution(0n, 0n)!
    const claims = () =>
      twin.multicall({ ...call, time: time + 60n }, [
        { functionName: 'transferOwnership', args: [0n, bob] },
        { functionName: 'createModel', args: [number, classifierOptions, incentiveOptions, 0, '', words] },
        { functionName: 'refund', args: [0n, 0n, contribution] },
        { functionName: 'refund', args: [0n, 0n, contribution] },
      ])
    expect(claims).toThrow(new TwinError('AlreadyTouched', [0n]))
    expect(everything(twin)).toEqual(before)
  })

  test('simulates without a trace', () => {
    const before = everything(twin)
    const label = twin.simulate(() => {
      twin.contributeBatch(paid, 0n, [0, 0], ['0x0002', '0x0002'])
      return twin.predict(0n, '0x0002')
    })
    expect(label).toBe(0)
    expect(twin.predict(0n, '0x0002')).toBe(1)
    expect(everything(twin)).toEqual(before)
  })

  test('types what it returns and emits from the ABI', () => {
    const { result } = twin.contribute(paid, 0n, 1, '0x0000')
    expectTypeOf(result).toEqualTypeOf<bigint>()
    expectTypeOf<TwinEvent<'Taken'>['args']['remaining']>().toEqualTypeOf<bigint>()
    expectTypeOf<TwinError<'TooEarly'>['args']>().toEqualTypeOf<
      readonly [availableAt: bigint, time: bigint]
    >()
  })
})

test('a twin has models of one classifier, and knows which others there are', () => {
  const create = (classifier: bigint) => () =>
    twin.createModel(call, classifier, classifierOptions, incentiveOptions, 0, '{}', words)
  const count = BigInt(classifierNames.length)
  expect(create(count)).toThrow(new TwinError('UnknownClassifier', [count, count]))
  expect(create(number + 1n)).toThrow(`models of classifier ${number}, not ${number + 1n}`)
  const [created] = asLogs(events) as [ReplayableEvent & { eventName: 'ModelCreated' }]
  const other = { ...created, args: { ...created.args, classifier: number + 1n } }
  expect(() => createTwin(kind).applyEvent(other)).toThrow(TwinReplayError)
  expect(twin.newestModel(alice)).toEqual([true, 0n])
  expect(twin.newestModel(bob)).toEqual([false, 0n])
})

describe('replay', () => {
  beforeEach(() => {
    events.push(...twin.contribute(paid, 0n, 1, '0x0000').events)
    events.push(...twin.publishEncoder(call, 0n, '0x616263').events)
    events.push(...twin.transferOwnership(call, 0n, bob).events)
    const claim = twin.contribution(0n, 0n)!
    events.push(...twin.refund({ ...call, time: time + 60n }, 0n, 0n, claim).events)
  })

  test('gives the state of the twin that emitted the events', () => {
    const copy = createTwin(kind)
    for (const log of asLogs(events)) copy.applyEvent(log)
    expect(everything(copy)).toEqual(everything(twin))
    expect(copy.position()).toEqual({ blockNumber: 12n, logIndex: 5 })
  })

  test('notices each event that is missing and that matters', () => {
    const needed = events.filter(({ eventName }) => eventName !== 'EncoderPublished')
    for (const left of needed.slice(0, -1)) {
      // Only a contribution or a claim tells of what was before; a hand-over does not.
      if (left.eventName === 'OwnershipTransferred') continue
      const copy = createTwin(kind)
      const replay = () => {
        for (const log of asLogs(events)) if (log.eventName !== left.eventName) copy.applyEvent(log)
      }
      expect(replay, `without ${left.eventName}`).toThrow(TwinReplayError)
    }
  })

  test('refuses an event twice, out of order, or altered, and is then as before', () => {
    const logs = asLogs(events)
    const copy = createTwin(kind)
    for (const log of logs.slice(0, 3)) copy.applyEvent(log)
    const before = everything(copy)
    expect(() => copy.applyEvent(logs[2]!)).toThrow('block 9, log 2 was replayed already')
    expect(() => copy.applyEvent({ ...logs[2]!, blockNumber: 10n })).toThrow('index: 1')
    const next = { ...logs[2]!, blockNumber: 20n } as ReplayableEvent & { eventName: 'Contributed' }
    const { running } = copy.log(0n)
    const altered = (args: Partial<typeof next.args>) => () =>
      copy.applyEvent({ ...next, args: { ...next.args, index: 1n, before: running, ...args } })
    expect(altered({ deposit: 1n })).toThrow('DepositTooSmall')
    expect(altered({ label: 2 })).toThrow('LabelOutOfRange')
    expect(altered({ modelId: 1n })).toThrow('UnknownModel')
    expect(altered({ deposit: parseEther('0.0036'), before: noHash })).toThrow('from the events before')
    expect(everything(copy)).toEqual(before)
    expect(copy.position()).toEqual({ blockNumber: 9n, logIndex: 2 })
    expect(altered({ deposit: parseEther('0.0036') })).not.toThrow()
  })

  test('needs the time of creation', () => {
    const [created] = asLogs(events)
    const copy = createTwin(kind)
    expect(() => copy.applyEvent({ ...created!, blockTimestamp: undefined })).toThrow('blockTimestamp')
  })

  test('follows one model of many', () => {
    const second = twin.createModel(call, number, classifierOptions, incentiveOptions, 0, '', words).events
    second.push(...twin.contribute(paid, 1n, 0, '0x0002').events)
    const copy = createTwin({ ...kind, only: 1n })
    for (const log of asLogs(second)) copy.applyEvent(log)
    expect(copy.model(1n)).toEqual(twin.model(1n))
    expect(copy.newestModel(alice)).toEqual([true, 1n])
    expect(copy.log(1n)).toEqual(twin.log(1n))
    expect(() => copy.model(0n)).toThrow(new TwinError('UnknownModel', [0n]))
    const another = () => copy.createModel(call, number, classifierOptions, incentiveOptions, 0, '', [])
    expect(another).toThrow('model 1 only')
  })
})
