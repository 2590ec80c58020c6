import { type BadNode, startBadNode } from '@cotrain/testing/badNode'
import { decodeEventLog } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SyncedModel } from '../../src/actions/index.ts'
import { devAccount } from '../../src/clients/index.ts'
import { abiOf, type ModelReference } from '../../src/kinds/index.ts'
import { compared, type LivelyModel, livelyKinds, livelyModel } from '../support/livelyModels.ts'
import { Dice } from '../twin/Dice.ts'
import { type Chain, clientAt, startChain } from './chain.ts'

let chain: Chain
let node: BadNode
beforeAll(async () => {
  chain = await startChain()
  node = await startBadNode(chain.anvil.rpcUrl)
})
afterAll(async () => {
  await node?.stop()
  await chain?.anvil.stop()
})

/** A reader that knows nothing of the node yet. */
const reader = () => clientAt(node.url, devAccount(9))

async function expectEqual(model: ModelReference, synced: SyncedModel) {
  const { here, there } = await compared(chain, model, synced)
  expect(here).toEqual(there)
}

describe.each(livelyKinds)('$mechanism behind members that are up to 3 blocks apart', kind => {
  let lively: LivelyModel
  let synced: SyncedModel | undefined

  test('the twin is the contract after every look, whoever answers', async () => {
    node.badness = {}
    lively = await livelyModel(chain, kind)
    const { model } = lively
    const [dice, lags] = [new Dice(kind.mechanism.length), new Dice(77)]
    node.badness = { lag: () => lags.below(4), maxBlocks: 9, maxLogs: 60 }
    let client = reader()
    for (let i = 0; i < 45; i++) {
      await lively.step(dice)
      if (dice.oneIn(10)) {
        client = reader()
        synced = undefined
      }
      if (dice.oneIn(2)) continue
      const next: SyncedModel = await client.syncModel({ model, previous: synced })
      if (synced) expect(next.blockNumber).toBeGreaterThanOrEqual(synced.blockNumber)
      synced = next
      if (dice.oneIn(2)) await expectEqual(model, synced)
    }
    const head = await chain.client(0).getBlockNumber({ cacheTime: 0 })
    for (let i = 0; synced?.blockNumber !== head; i++) {
      expect(i, 'looks until the newest block is reached').toBeLessThan(100)
      synced = await client.syncModel({ model, previous: synced })
    }
    await expectEqual(model, synced)
    expect(synced.events.length).toBeGreaterThan(20)
  })

  test('any block of its history can be gone back to', async () => {
    const { model } = lively
    const good = chain.client(9)
    const { events, blockNumber } = await good.syncModel({ model })
    const created = events[0]!.blockNumber
    const blocks = [
      created,
      ...[0.3, 0.5, 0.8, 0.95].map(part => events[Math.floor(part * events.length)]!.blockNumber),
    ]
    for (const toBlock of blocks) {
      const past = await good.syncModel({ model, toBlock })
      expect(past.blockNumber).toBe(toBlock)
      expect(past.events).toEqual(events.filter(event => event.blockNumber <= toBlock))
      await expectEqual(model, past)
      const position = synced!.twin.position()
      const again = await good.syncModel({ model, toBlock, previous: synced })
      expect(again.events).toEqual(past.events)
      expect(again.twin).not.toBe(synced!.twin)
      expect(synced!.twin.position()).toEqual(position)
    }
    const refused = { name: 'BlockOutOfRangeError' }
    await expect(good.syncModel({ model, toBlock: created - 1n })).rejects.toMatchObject(refused)
    await expect(good.syncModel({ model, toBlock: blockNumber + 1n })).rejects.toMatchObject(refused)
  })

  test('an event that the node kept back is missed, and read when it gives it', async () => {
    const { model } = lively
    const { events } = synced!
    const names = [...new Set(events.map(({ eventName }) => eventName))].filter(
      // with the model; and how far a bundle was tried does not matter once it is scored
      name => !['MarketOptionsSet', 'ModelCreated', 'ParametersUploaded', 'BundleTried'].includes(name),
    )
    for (const name of names) {
      const kept = events.findLast(({ eventName }) => eventName === name)!
      let left = 1
      node.badness = {
        hides: ({ data, topics, transactionHash, logIndex }) => {
          if (transactionHash !== kept.transactionHash || Number(logIndex) !== kept.logIndex || left === 0)
            return false
          const { eventName } = decodeEventLog({ abi: abiOf(kind), data, topics: topics as never })
          left -= 1
          return eventName === name
        },
      }
      const fresh = await reader().syncModel({ model })
      expect(left, name).toBe(0)
      await expectEqual(model, fresh)
      left = Number.POSITIVE_INFINITY
      await expect(reader().syncModel({ model }), name).rejects.toMatchObject({
        name: 'HistoryIncompleteError',
      })
      // An incomplete twin of before is replaced.
      left = 0
      const before = await reader().syncModel({ model, toBlock: kept.blockNumber - 1n })
      left = 1
      await expectEqual(model, await reader().syncModel({ model, previous: before }))
    }
    expect(names.length).toBeGreaterThan(1)
  })
})
