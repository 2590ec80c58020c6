import { type BadNode, startBadNode } from '@cotrain/testing/badNode'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { devAccount } from '../../src/clients/index.ts'
import { encodeSnapshot, type Snapshot } from '../../src/index.ts'
import { classifiers, kindsUnder, type ModelReference } from '../../src/kinds/index.ts'
import { quantise } from '../../src/models/index.ts'
import { restoreModel } from '../../src/snapshot/restore.ts'
import { decodeSnapshot } from '../../src/snapshot/snapshot.ts'
import { TwinReplayError } from '../../src/twin/index.ts'
import { type Chain, clientAt, startChain } from '../actions/chain.ts'
import { incentiveOptions } from '../conformance/newModel.ts'
import { subjectOf } from '../conformance/subjects.ts'
import { compared, livelyKinds, livelyModel } from '../support/livelyModels.ts'
import { Dice } from '../twin/Dice.ts'
import { forged, rehashed, withArgs } from './forge.ts'

let chain: Chain
/** A node that gives no logs at all. */
let node: BadNode
beforeAll(async () => {
  chain = await startChain()
  node = await startBadNode(chain.anvil.rpcUrl)
})
afterAll(async () => {
  await node?.stop()
  await chain?.anvil.stop()
})

const withoutLogs = { refuses: ({ method }: { method: string }) => method === 'eth_getLogs' }
const chainId = 31_337
const reader = () => clientAt(node.url, devAccount(9))

async function snapshotOf(model: ModelReference): Promise<Snapshot> {
  return decodeSnapshot(encodeSnapshot(await chain.client(0).syncModel({ model }), { chainId }))
}

async function expectRefused(snapshot: Snapshot, what: string): Promise<void> {
  await expect(reader().checkSnapshot({ snapshot }), what).rejects.toMatchObject({
    name: 'SnapshotMismatchError',
  })
}

describe.each(livelyKinds)('a snapshot of a model under $mechanism', kind => {
  let model: ModelReference
  let snapshot: Snapshot

  test('is proved without logs, and gone on from with those after it', async () => {
    node.badness = {}
    const dice = new Dice(3)
    const lively = await livelyModel(chain, kind)
    ;({ model } = lively)
    for (let i = 0; i < 25; i++) await lively.step(dice)
    snapshot = await snapshotOf(model)
    node.badness = withoutLogs
    const { synced, words } = await reader().checkSnapshot({ snapshot })
    expect(words).toBe(true)
    expect(synced.events).toEqual((await chain.client(0).syncModel({ model })).events)
    const { here, there } = await compared(chain, model, synced)
    expect(here).toEqual(there)
    for (let i = 0; i < 3; i++) await lively.step(dice)
    node.badness = {}
    const later = await reader().syncModel({ model, from: snapshot })
    const after = await compared(chain, model, later)
    expect(after.here).toEqual(after.there)
  })

  test('is refused when somebody has changed a word of it, or left something out', async () => {
    const { events } = snapshot
    const told = ['MarketOptionsSet', 'ModelCreated', 'ParametersUploaded', 'Pinned', 'BundleTried']
    const last = events.findLastIndex(({ eventName }) => !told.includes(eventName))
    await expectRefused(
      forged(snapshot, (event, i) => (i === last ? undefined : event)),
      'the last event is left out',
    )
    await expectRefused(
      forged(snapshot, event =>
        event.eventName === 'ModelCreated'
          ? withArgs(event, { metadata: event.args.metadata.replace('"ham","spam"', '"spam","ham"') })
          : event,
      ),
      'names of classes are swapped',
    )
    await expectRefused({ ...snapshot, chainId: 1 }, 'it is of another chain')
    const next = { ...model, modelId: model.modelId + 1n }
    await expectRefused({ ...snapshot, model: next }, 'it is of another model')
    const blocks = snapshot.blocks.map(block => ({ ...block, hash: `0x${'ab'.repeat(32)}` as const }))
    await expectRefused({ ...snapshot, blocks }, 'its blocks are not on the chain')
    await expectRefused({ ...snapshot, events: [] }, 'it has no events')
  })

  test('is refused when a label, a sample, or who contributed is another one', async () => {
    const index = snapshot.events.findIndex(({ eventName }) => eventName === 'Contributed')
    const args = snapshot.events[index]!.args as { label: number }
    const changes = [{ label: 1 - args.label }, { sample: '0x0001' }, { contributor: devAccount(7).address }]
    for (const change of changes) {
      const other = forged(snapshot, (event, i) => (i === index ? withArgs(event, change) : event))
      await expectRefused(other, JSON.stringify(change))
      // with all hashes computed anew, if what follows lets that happen at all
      let careful: Snapshot | undefined
      try {
        careful = rehashed(other)
      } catch (error) {
        expect(error).toBeInstanceOf(TwinReplayError)
      }
      if (careful) await expectRefused(careful, `${JSON.stringify(change)}, with other hashes`)
    }
  })
})

describe.each(kindsUnder('deposits'))('a snapshot of a $classifier', kind => {
  let snapshot: Snapshot

  /** Random samples, of every class some. */
  function lessons(featureCount: number, classes: number) {
    const dice = new Dice(5)
    return Array.from({ length: 3 * classes }, (_, i) => {
      const dense = Int16Array.from({ length: featureCount }, () => dice.between(-300, 300))
      const sparse = Uint16Array.from({ length: featureCount }, (_, f) => f).filter(() => dice.oneIn(3))
      return { label: i % classes, sample: classifiers[kind.classifier].samples === 'dense' ? dense : sparse }
    })
  }

  test('is proved', async () => {
    node.badness = {}
    const owner = chain.client(0)
    await owner.deployTrainer(kind)
    const { file } = subjectOf(kind)
    const { classifications } = file
    const { options, words } = quantise(file)
    const { model } = (await owner.createModelSync({
      ...kind,
      classifierOptions: options,
      incentiveOptions,
      metadata: { name: kind.classifier, classes: classifications, encoder: 'indices-v1:1' },
      words,
    } as never)) as { model: ModelReference }
    await owner.contributeBatchSync({
      model,
      contributions: lessons(options.featureCount, classifications.length) as never,
    })
    snapshot = await snapshotOf(model)
    node.badness = withoutLogs
    const { synced } = await reader().checkSnapshot({ snapshot })
    expect(synced.twin.integers(model.modelId)).toEqual(
      (await owner.syncModel({ model })).twin.integers(model.modelId),
    )
  })

  test('is refused with one bit of its parameters changed, or two that cancel out', async () => {
    const dice = new Dice(kind.classifier.length)
    const { model, events } = snapshot
    const place = events.findIndex(({ eventName }) => eventName === 'ParametersUploaded')
    const { words } = events[place]!.args as { words: readonly bigint[] }
    const before = integersOf(snapshot)
    let refused = 0
    for (let tries = 0; refused < 4 && tries < 200; tries++) {
      const changed = [...words]
      const bit = 1n << BigInt(dice.below(256))
      const [a, b] = [dice.below(words.length), dice.below(words.length)]
      // a bit of one word, or the same bit moved from a word to another
      if (refused % 2 === 0) changed[a] = changed[a]! ^ bit
      else if (a === b || (changed[a]! & bit) === 0n || (changed[b]! & bit) !== 0n) continue
      else {
        changed[a] = changed[a]! ^ bit
        changed[b] = changed[b]! ^ bit
      }
      const other = forged(snapshot, (event, i) =>
        i === place ? withArgs(event, { words: changed }) : event,
      )
      // not every bit is one of a parameter
      const after = integersOf(other)
      if (after === undefined || after === before) continue
      await expectRefused(other, `word ${a}`)
      refused++
    }
    expect(refused).toBe(4)

    /** The parameters that the events lead to; undefined when they fit to no model. */
    function integersOf({ events }: Snapshot): string | undefined {
      try {
        const { twin } = restoreModel({ ...snapshot, events }, { knownHashes: true })
        return JSON.stringify(twin.integers(model.modelId), (_, value) => {
          return value instanceof Map || ArrayBuffer.isView(value) ? [...(value as Uint8Array)] : value
        })
      } catch {
        return undefined
      }
    }
  })
})
