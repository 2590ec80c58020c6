import fc from 'fast-check'
import { type Hash, parseEther } from 'viem'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { argumentOf } from '../../src/actions/internal/record/argumentOf.ts'
import { abiOf, defaultOptions, type Kind, type ModelReference, trainerOf } from '../../src/kinds/index.ts'
import { createBundle, createTestSet } from '../../src/market/index.ts'
import { packWeights } from '../../src/models/index.ts'
import { type Chain, incentiveOptions as deposits, startChain } from './chain.ts'

const gwei = 1_000_000_000n
/** What a contribution stakes right after another one. */
const topPrice = 1000n * gwei * 3600n
const day = 86_400
const sample = Uint16Array.of(0, 1)
const metadata = { name: 'Eight words', classes: ['ham', 'spam'], encoder: 'indices-v1:8' }
const classifierOptions = { featureCount: 8, weightBits: 8, learningRate: 30 }
/** Says 1 to the first four features, 0 to the others. */
const words = packWeights(Int32Array.of(0, 20, 20, 20, 20, -20, -20, -20, -20), 8)

/** Contributions of several accounts that are mined in one block. */
let chain: Chain
beforeAll(async () => {
  chain = await startChain()
})
afterAll(() => chain?.anvil.stop())
beforeEach(async () => {
  await chain.skip(day)
  await chain.tester.setAutomine(false)
})
afterEach(() => chain.tester.setAutomine(true))

const clients = (count: number) => Array.from({ length: count }, (_, i) => chain.discreetClient(i + 1))

/** Mines all that was sent in one block, and gives the receipts in its order. */
async function mineTogether(hashes: readonly Hash[]) {
  await chain.tester.mine({ blocks: 1 })
  const receipts = await Promise.all(hashes.map(hash => chain.client(0).getTransactionReceipt({ hash })))
  expect(new Set(receipts.map(({ blockNumber }) => blockNumber)).size).toBe(1)
  return receipts.sort((a, b) => a.transactionIndex - b.transactionIndex)
}

async function create(kind: Kind, incentiveOptions: object) {
  const owner = chain.client(0)
  await owner.deployTrainer(kind)
  const { model } = await owner.createModelSync({
    ...kind,
    classifierOptions,
    incentiveOptions,
    metadata,
    words,
  } as never)
  return model
}

describe('Deposit, Refund, Take', () => {
  let model: ModelReference<'deposits'>
  beforeAll(async () => {
    model = (await create(
      { classifier: 'sparse-perceptron', mechanism: 'deposits' },
      deposits,
    )) as typeof model
  })

  test('all land, whoever comes first, and the change comes back', async () => {
    const people = clients(5)
    const before = await Promise.all(people.map(one => one.getBalance(one.account)))
    const { now, most } = await people[0]!.depositRange({ model, contributions: [{ label: 1, sample }] })
    expect(most).toBe(topPrice)
    expect(now).toBeLessThan(topPrice / 200n)
    const sent = people.map(one => one.contributeSync({ model, label: 1, sample }))
    await expect.poll(() => chain.tester.getTxpoolStatus().then(({ pending }) => pending)).toBe(5)
    await chain.tester.mine({ blocks: 1 })
    const landed = await Promise.all(sent)
    const stakes = landed.map(({ deposit }) => deposit).sort((a, b) => Number(a - b))
    expect(stakes[0]).toBeLessThanOrEqual(now)
    expect(stakes.slice(1)).toEqual(Array(4).fill(topPrice))
    for (const [i, { deposit, sent, change, receipt }] of landed.entries()) {
      expect({ sent, change }).toEqual({ sent: topPrice, change: topPrice - deposit })
      const spent = before[i]! - (await people[i]!.getBalance(people[i]!.account))
      expect(spent).toBe(deposit + receipt.gasUsed * receipt.effectiveGasPrice)
    }
  })

  test('batches land as well', async () => {
    const contributions = [
      { label: 1, sample },
      { label: 0, sample: Uint16Array.of(5) },
    ]
    const people = clients(3)
    const sent = people.map(one => one.contributeBatchSync({ model, contributions }))
    await expect.poll(() => chain.tester.getTxpoolStatus().then(({ pending }) => pending)).toBe(3)
    await chain.tester.mine({ blocks: 1 })
    for (const { sent: value, change, contributions: both } of await Promise.all(sent)) {
      expect(value).toBe(2n * topPrice)
      expect(change).toBe(value - both[0]!.deposit - both[1]!.deposit)
    }
  })

  test('each lands or fails by its own limit', async () => {
    const limit = fc.bigInt({ min: 0n, max: 2n * topPrice })
    await fc.assert(
      fc.asyncProperty(fc.array(limit, { minLength: 2, maxLength: 6 }), async limits => {
        await chain.skip(day)
        await chain.tester.setAutomine(false)
        const { now } = await chain
          .discreetClient(0)
          .depositRange({ model, contributions: [{ label: 1, sample }] })
        const hashes: Hash[] = []
        const limitOf = new Map<string, bigint>()
        for (const [i, maxDeposit] of limits.entries()) {
          const client = chain.discreetClient(i + 1)
          const hash = await client.contribute({ model, label: 1, sample, maxDeposit }).catch(error => error)
          if (typeof hash !== 'string') {
            expect(hash).toMatchObject({ name: 'MaxDepositExceededError', maxDeposit })
            expect(maxDeposit).toBeLessThan(hash.required)
            continue
          }
          hashes.push(hash as Hash)
          limitOf.set(hash, maxDeposit)
          const { value } = await client.getTransaction({ hash: hash as Hash })
          expect(value).toBeLessThanOrEqual(maxDeposit)
        }
        if (hashes.length === 0) return
        let required = now
        for (const { transactionHash, status } of await mineTogether(hashes)) {
          const expected = limitOf.get(transactionHash)! >= required ? 'success' : 'reverted'
          expect(status).toBe(expected)
          if (status === 'success') required = topPrice
        }
      }),
      { numRuns: 8 },
    )
  })

  test('without headroom exactly the price is sent, which only the first can pay', async () => {
    const hashes: Hash[] = []
    for (const one of clients(2)) hashes.push(await one.contribute({ model, label: 1, sample, ahead: 0 }))
    const receipts = await mineTogether(hashes)
    expect(receipts.map(({ status }) => status)).toEqual(['success', 'reverted'])
  })

  test('an account that has the price but not the headroom sends what it has', async () => {
    const [poor] = clients(1)
    const { now } = await poor!.depositRange({ model, contributions: [{ label: 1, sample }] })
    const rich = await poor!.getBalance(poor!.account)
    for (const above of [0n, topPrice / 2n]) {
      // gas for two such transactions, at twice the fee: the first of them leaves its half
      const value = now + above + parseEther('0.01')
      await chain.tester.setBalance({ address: poor!.account.address, value })
      const parameters = { model, label: 1, sample }
      const hash = await poor!.contribute(parameters)
      const sent = await poor!.getTransaction({ hash })
      expect(sent.value).toBeLessThanOrEqual(topPrice)
      expect(sent.value + sent.gas * sent.maxFeePerGas!).toBeLessThanOrEqual(value)
      expect((await mineTogether([hash]))[0]!.status).toBe('success')
      await chain.tester.setBalance({ address: poor!.account.address, value: rich })
      await chain.skip(day)
    }
  })

  test('with less than the price nothing is sent', async () => {
    const [broke] = clients(1)
    const { address } = broke!.account
    const rich = await broke!.getBalance({ address })
    const count = await broke!.getTransactionCount({ address, blockTag: 'pending' })
    await chain.tester.setBalance({ address, value: 1n })
    await expect(broke!.contribute({ model, label: 1, sample })).rejects.toMatchObject({
      name: 'InsufficientFundsError',
    })
    expect(await broke!.getTransactionCount({ address, blockTag: 'pending' })).toBe(count)
    await chain.tester.setBalance({ address, value: rich })
  })
})

describe('deposits with bonds', () => {
  const deposit = parseEther('0.001')
  const options = { ...defaultOptions('bonded'), challengeTime: 3600, deposit }
  let model: ModelReference<'bonded'>
  const known = { label: 1, sample: Uint16Array.of(0), allowDuplicate: true }
  const turning = { label: 0, sample: Uint16Array.of(0, 1, 2, 3), allowDuplicate: true }

  /** A model that says 1 to feature 0, and a contribution that turns it when it is settled. */
  beforeEach(async () => {
    await chain.tester.setAutomine(true)
    model = (await create({ classifier: 'sparse-perceptron', mechanism: 'bonded' }, options)) as typeof model
    await chain.client(9).contributeSync({ model, ...turning })
    await chain.skip(3601)
    await chain.tester.setAutomine(false)
  })

  /** Settles it ahead of all that waits, for a higher fee. */
  async function settleFirst() {
    const { challenges, ...contribution } = await chain.client(8).getContribution({ model, index: 0n })
    const abi = abiOf(model)
    const address = trainerOf(model.mechanism).trainer
    const { twin } = await chain.client(8).syncModel({ model })
    const proof = twin.proof(model.modelId, contribution.position)
    const args = [model.modelId, argumentOf(contribution), challenges ?? [], proof] as const
    const fees = { maxFeePerGas: 100n * gwei, maxPriorityFeePerGas: 100n * gwei, gas: 1_000_000n }
    return chain.client(8).writeContract({ abi, address, functionName: 'refund', args, ...fees })
  }

  test('a limit between what it costs now and the most that it can cost holds', async () => {
    const [alice] = clients(1)
    const range = await alice!.depositRange({ model, contributions: [known, turning] })
    expect(range).toEqual({ now: 5n * deposit, most: 8n * deposit })
    const hash = await alice!.contribute({ model, ...known, maxDeposit: 2n * deposit })
    expect((await alice!.getTransaction({ hash })).value).toBe(2n * deposit)
    expect((await mineTogether([hash])).map(({ status }) => status)).toEqual(['success'])
    const dear = alice!.contribute({ model, ...turning, maxDeposit: 2n * deposit })
    await expect(dear).rejects.toMatchObject({
      name: 'MaxDepositExceededError',
      required: 4n * deposit,
      shortMessage: expect.stringMatching(/0\.004 ETH.*0\.002 ETH/),
    })
    const contributions = [known, turning]
    const both = { model, contributions, allowDuplicate: true, maxDeposit: 5n * deposit - 1n }
    await expect(alice!.contributeBatch(both)).rejects.toMatchObject({ required: 5n * deposit })
    await alice!.contributeBatch({ ...both, maxDeposit: 5n * deposit })
    await chain.tester.mine({ blocks: 1 })
  })

  test('when the model turns first, it costs more: that lands without a limit, and not above one', async () => {
    const [alice, bob] = clients(2)
    const free = await alice!.contribute({ model, ...known })
    const limited = await bob!.contribute({ model, ...known, maxDeposit: deposit })
    const receipts = await mineTogether([free, limited, await settleFirst()])
    const outcome = (hash: Hash) => receipts.find(({ transactionHash }) => transactionHash === hash)!.status
    expect(receipts[0]!.status).toBe('success')
    expect([outcome(free), outcome(limited)]).toEqual(['success', 'reverted'])
    const [, landed, ...others] = await chain.client(0).listContributions({ model })
    expect([landed!.contributor, landed!.deposit, others]).toEqual([alice!.account.address, 4n * deposit, []])
  })

  test('a bond has one size: it is sent exactly, and not above its limit', async () => {
    await chain.tester.setAutomine(true)
    const [alice, bob, carol] = clients(3)
    const { index, deposit: staked } = await alice!.contributeSync({ model, ...known })
    await chain.tester.setAutomine(false)
    const challenge = { model, index, label: 0 }
    const dear = bob!.challenge({ ...challenge, maxBond: 2n * staked - 1n })
    await expect(dear).rejects.toMatchObject({ name: 'MaxDepositExceededError', required: 2n * staked })
    const hashes = [
      await bob!.challenge({ ...challenge, maxBond: 2n * staked }),
      await carol!.challenge(challenge),
    ]
    const receipts = await mineTogether(hashes)
    expect(receipts.map(({ status }) => status)).toEqual(['success', 'reverted'])
    const values = await Promise.all(hashes.map(hash => bob!.getTransaction({ hash })))
    expect(values.map(({ value }) => value)).toEqual([2n * staked, 2n * staked])
  })
})

test('points: all land, and nothing is sent', async () => {
  await chain.tester.setAutomine(true)
  const kind = { classifier: 'sparse-perceptron', mechanism: 'points' } as const
  const options = { verifyTime: 60, confirmTime: 60, contributionPoints: 1, reportPoints: 1, dailyCap: 9 }
  const model = (await create(kind, options)) as ModelReference<'points'>
  await chain.tester.setAutomine(false)
  const hashes: Hash[] = []
  for (const one of clients(3)) {
    hashes.push(await one.contribute({ model, label: 1, sample, maxDeposit: parseEther('1') }))
  }
  expect((await mineTogether(hashes)).map(({ status }) => status)).toEqual(Array(3).fill('success'))
  for (const hash of hashes) expect((await chain.client(0).getTransaction({ hash })).value).toBe(0n)
})

test('a market: bundles of several land for stake and fee each', async () => {
  await chain.tester.setAutomine(true)
  const kind = { classifier: 'sparse-perceptron', mechanism: 'market' } as const
  const [stake, fee] = [parseEther('0.01'), 7n]
  const options = { ...defaultOptions('market'), stake, fee, testSamples: 4, minSamples: 1 }
  const model = (await create(kind, options)) as ModelReference<'market'>
  const samples = Array.from({ length: 4 }, (_, i) => ({ label: i % 2, sample: Uint16Array.of(i) }))
  const testSet = createTestSet(samples, { classifier: kind.classifier })
  await chain.client(0).openMarketSync({ model, testSet, bounty: parseEther('1') })
  await chain.tester.setAutomine(false)
  const hashes: Hash[] = []
  for (const one of clients(3)) {
    const { address: contributor } = one.account
    const of = { ...kind, modelId: model.modelId, contributor }
    const bundles = [1, 2].map(i => createBundle([{ label: 1, sample: Uint16Array.of(i) }], of))
    hashes.push(await one.commitBundles({ model, bundles }))
  }
  expect((await mineTogether(hashes)).map(({ status }) => status)).toEqual(Array(3).fill('success'))
  for (const hash of hashes) {
    expect((await chain.client(0).getTransaction({ hash })).value).toBe(2n * (stake + fee))
  }
  const bundles = await chain.client(0).listBundles({ model })
  expect(bundles.map(({ status }) => status)).toEqual(Array(6).fill('committed'))
})
