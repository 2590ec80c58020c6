import fc from 'fast-check'
import type { Address } from 'viem'
import { toHex } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type ClassifierName,
  encodeClassifierOptions,
  encodeIncentiveOptions,
  type MechanismName,
} from '../../src/kinds/index.ts'
import { classifierNumber } from '../../src/kinds/trainers.ts'
import { createTwin, type Twin } from '../../src/twin/index.ts'
import { Chain, type TrainerCall, type Transaction } from './Chain.ts'
import { Dice } from './Dice.ts'
import { sideOf } from './kinds/index.ts'
import { mechanismSides } from './mechanisms/index.ts'
import { readsOfModel, readTwin, runOnBoth } from './TwinSide.ts'
import { mechanismTwin } from './World.ts'

const accounts = Array.from({ length: 3 }, (_, i): Address => toHex(0xa000 + i, { size: 20 }))
const balance = 2n ** 120n
const classifiers = ['sparse-perceptron', 'naive-bayes', 'nearest-centroid', 'logistic-regression'] as const
const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 })
const plan = fc.record({
  creations: fc.array(seeds, { minLength: 3, maxLength: 6, size: 'max' }),
  blocks: fc.array(fc.array(seeds, { maxLength: 8, size: 'max' }), {
    minLength: 6,
    maxLength: 12,
    size: 'max',
  }),
})

/** One trainer with models of several classifiers, each model with a twin of its own. */
class Mixture {
  readonly chain: Chain
  readonly mechanism: MechanismName
  readonly twins: Twin[] = []
  readonly #newest = new Map<Address, bigint>()

  constructor(chain: Chain, mechanism: MechanismName) {
    this.chain = chain
    this.mechanism = mechanism
  }

  /** Creates a model of some classifier, which its twin learns of from the event. */
  async create(dice: Dice): Promise<void> {
    const { chain, mechanism } = this
    const classifier: ClassifierName = dice.pick(classifiers)
    const sender = dice.pick(accounts)
    const twin: Twin = createTwin({
      ...{ mechanism, classifier, only: BigInt(this.twins.length) },
      address: chain.trainer,
    })
    const side = sideOf(twin)
    const options = side.options(dice, true)
    const args = [
      BigInt(classifierNumber(classifier)),
      encodeClassifierOptions(classifier, options),
      encodeIncentiveOptions(mechanism, mechanismSides[mechanism].options(dice, true)),
      0,
      '{}',
      side.words(dice, options),
    ]
    const transaction = { functionName: 'createModel', args, sender, value: 0n }
    const [result] = await chain.run(chain.time + 1n, [transaction])
    // random parameters can be none that the classifier takes
    if (result === undefined || 'errorName' in result) return
    const id = BigInt(this.twins.length)
    const events = await chain.events()
    for (const event of events)
      if ('modelId' in event.args && event.args.modelId === id) twin.applyEvent(event)
    this.twins.push(twin)
    this.#newest.set(sender, id)
    expect(twin.newestModel(sender)).toEqual([true, id])
  }

  /** Runs a block of calls of several models, on the chain and on the twins. */
  async run(dices: readonly Dice[]): Promise<void> {
    const { chain } = this
    const time = chain.time + BigInt(dices[0]?.pick([1, 60, 4000]) ?? 1)
    const block = { time, blockNumber: chain.blockNumber + 1n }
    const transactions: Transaction[] = []
    const expected = dices.map(dice => {
      const twin = dice.pick(this.twins)
      const transaction = { ...this.#call(twin, dice), sender: dice.pick(accounts) }
      const { result, there } = runOnBoth(twin, block, transaction)
      transactions.push(there)
      return result
    })
    expect(expected).toEqual(await chain.run(time, transactions))
  }

  #call(twin: Twin, dice: Dice): Omit<Transaction, 'sender'> {
    const modelId = twin.modelCount() - 1n
    const options = twin.classifierOptions(modelId)
    const example = () => sideOf(twin).sample(dice, options)
    const classes = Number(twin.classCount(modelId))
    const label = () => dice.below(classes + (dice.oneIn(8) ? 1 : 0))
    const index = BigInt(dice.below(Number(twin.log(modelId).entries) + 1))
    const open = twin.contribution(modelId, index)
    const value = 10n ** 20n
    if (dice.oneIn(8)) return { functionName: 'addClass', args: [modelId, 'more'], value: 0n }
    if (dice.oneIn(3)) {
      const samples = [example(), example()]
      return { functionName: 'contributeBatch', args: [modelId, samples.map(label), samples], value }
    }
    if (open === undefined || dice.oneIn(2)) {
      return { functionName: 'contribute', args: [modelId, label(), example()], value }
    }
    const functionName = this.mechanism === 'points' ? 'verify' : 'refund'
    const challenges =
      this.mechanism === 'bonded' ? [mechanismTwin<'bonded'>(twin).challenges(modelId, index)] : []
    return { functionName, args: [modelId, index, open, ...challenges], value: 0n }
  }

  /** All that can be read of each model, and what is in the accounts, is the same. */
  async compare(): Promise<void> {
    const { chain, mechanism, twins } = this
    const newest = accounts.map((account): TrainerCall => ({ functionName: 'newestModel', args: [account] }))
    expect((await chain.call(newest)).map(answer => 'result' in answer && answer.result)).toEqual(
      accounts.map(account => {
        const id = this.#newest.get(account)
        return id === undefined ? [false, 0n] : [true, id]
      }),
    )
    for (const [id, twin] of twins.entries()) {
      chain.speak([{ mechanism, classifier: twin.classifier }])
      const reads = readsOfModel(twin, BigInt(id), accounts)
      const [onChain] = await chain.call([{ functionName: 'multicall', args: [reads] }])
      expect({ result: readTwin(twin, chain.time, reads), events: [] }, `model ${id}`).toEqual(onChain)
    }
    this.speakOfAll()
    const sum = (amounts: readonly bigint[]) => amounts.reduce((total, amount) => total + amount, 0n)
    expect(await chain.balances([chain.trainer, ...accounts])).toEqual([
      sum(twins.map(twin => twin.balance())),
      ...accounts.map(account => balance + sum(twins.map(twin => twin.received(account)))),
    ])
  }

  speakOfAll(): void {
    this.chain.speak(classifiers.map(classifier => ({ mechanism: this.mechanism, classifier })))
  }
}

describe.each(['deposits', 'points', 'bonded'] as const)('under %s', mechanism => {
  let chain: Chain

  beforeAll(async () => {
    chain = await Chain.start()
  })
  afterAll(() => chain.stop())

  test('models of several classifiers in one trainer do not touch one another', {
    timeout: 60_000,
  }, async () => {
    const property = fc.asyncProperty(plan, async ({ creations, blocks }) => {
      await chain.deploy({ mechanism, classifier: classifiers[0] }, accounts, balance)
      await mechanismSides[mechanism].prepare?.(chain)
      const mixture = new Mixture(chain, mechanism)
      mixture.speakOfAll()
      for (const seed of creations) await mixture.create(new Dice(seed))
      if (mixture.twins.length === 0) return
      for (const block of blocks) await mixture.run(block.map(seed => new Dice(seed)))
      await mixture.compare()
    })
    await fc.assert(property, { numRuns: 6, seed: 1 })
  })
})
