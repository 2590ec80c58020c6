import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Claim } from '../../src/actions/index.ts'
import { argumentOf } from '../../src/actions/internal/record/argumentOf.ts'
import { abiOf, type ModelReference } from '../../src/kinds/index.ts'
import { packWeights } from '../../src/models/index.ts'
import { type Chain, kind, startChain } from './chain.ts'

const incentiveOptions = { refundTime: 100, ownerClaimTime: 1000, anyClaimTime: 5000, depositWeight: 1 }
const classifierOptions = { featureCount: 8, weightBits: 8, learningRate: 1 }
const metadata = { name: 'Eight words', classes: ['ham', 'spam'], encoder: 'indices-v1:8' }
const words = packWeights(Int32Array.of(0, 90, 90, 90, 90, -90, -90, -90, -90), 8)
const abi = abiOf(kind)

let chain: Chain
let model: ModelReference<'deposits', 'sparse-perceptron'>

beforeAll(async () => {
  chain = await startChain()
  const owner = chain.client(0)
  await owner.deployTrainer(kind)
  ;({ model } = await owner.createModelSync({
    ...kind,
    classifierOptions,
    incentiveOptions,
    metadata,
    words,
  }))
})
afterAll(() => chain?.anvil.stop())

/** Whether the chain would accept a claim of account `i` now. */
async function accepts(i: number, claim: Claim, functionName: 'refund' | 'take'): Promise<boolean> {
  const client = chain.client(i)
  const { twin } = await client.syncModel({ model })
  const proof = twin.proof(model.modelId, claim.contribution.position)
  const args = [model.modelId, argumentOf(claim.contribution), proof] as const
  const call = client.simulateContract({
    abi,
    address: model.trainer,
    functionName,
    args,
    account: client.account,
  })
  return call.then(
    () => true,
    () => false,
  )
}

/** Lists the claims of all accounts, and asks the chain about each whether it says the same. */
async function checkAll(): Promise<Claim[]> {
  const all: Claim[] = []
  for (const i of [0, 1, 2, 3, 4]) {
    const { timestamp } = await chain.client(i).getBlock()
    const claims = await chain.client(i).listClaims({ model, time: timestamp })
    for (const claim of claims) {
      const [refund, take] = [await accepts(i, claim, 'refund'), await accepts(i, claim, 'take')]
      expect({ i, index: claim.index, can: claim.action }).toEqual({
        i,
        index: claim.index,
        can: refund ? 'refund' : take ? 'take' : undefined,
      })
    }
    all.push(...claims)
  }
  return all
}

test('the list says what the chain says, for every account, through the whole life of contributions', async () => {
  const [one, two, three] = [chain.client(1), chain.client(2), chain.client(3)]
  const right = (feature: number) => ({ label: feature < 4 ? 1 : 0, sample: Uint16Array.of(feature) })
  const wrong = (feature: number) => ({ label: feature < 4 ? 0 : 1, sample: Uint16Array.of(feature) })
  await one.contributeBatchSync({ model, contributions: [right(0), right(5), wrong(1)] })
  await two.contributeBatchSync({ model, contributions: [right(2), wrong(6), wrong(0)] })
  await three.contributeBatchSync({ model, contributions: [right(3)] })
  const early = await checkAll()
  expect(new Set(early.map(({ status }) => status))).toEqual(new Set(['waiting']))

  await chain.skip(101)
  const open = await checkAll()
  expect(new Set(open.map(({ status }) => status))).toEqual(new Set(['refundable', 'disputed', 'locked']))

  // One has two verified contributions, three has one: they share by two and one thirds.
  await one.refundSync({ model, index: 0n })
  await one.refundSync({ model, index: 1n })
  await three.refundSync({ model, index: 6n })
  const shared = await checkAll()
  const [ofOne, ofThree] = [1, 3].map(i => shared.slice(7 * i, 7 * i + 7).find(({ index }) => index === 4n)!)
  expect([ofOne!.amount, ofThree!.amount]).toEqual([
    (ofOne!.contribution.deposit * 2n) / 3n,
    ofOne!.contribution.deposit / 3n,
  ])

  expect(await one.takeSync({ model, index: 4n })).toMatchObject({ amount: ofOne!.amount })
  await checkAll()
  expect(await three.takeSync({ model, index: 4n })).toMatchObject({ amount: ofThree!.amount })
  await checkAll()

  await chain.skip(1000)
  const late = await checkAll()
  expect(late.slice(0, 7).some(({ status }) => status === 'takeable')).toBe(true)
  await chain.skip(5000)
  const last = await checkAll()
  expect(last.filter(({ status }) => status === 'locked' || status === 'disputed')).toEqual([])
  const { total } = await chain.client(4).claimAllSync({ model })
  expect(total).toBeGreaterThan(0n)
  const closed = await checkAll()
  expect(closed.every(({ action }) => action === undefined)).toBe(true)
  expect(await one.getBalance({ address: model.trainer })).toBe(0n)
})
