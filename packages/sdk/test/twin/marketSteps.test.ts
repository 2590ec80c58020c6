import { type Address, toHex } from 'viem'
import { describe, expect, test } from 'vitest'
import {
  classifierNumber,
  defaultOptions,
  encodeClassifierOptions,
  encodeIncentiveOptions,
} from '../../src/kinds/index.ts'
import { commitmentOf, createBundle, createTestSet, testSetHashes } from '../../src/market/index.ts'
import { packWeights } from '../../src/models/index.ts'
import { createTwin } from '../../src/twin/index.ts'
import { Dice } from './Dice.ts'

const classifier = 'sparse-perceptron'
const account = (i: number): Address => toHex(0xa000 + i, { size: 20 })
const burnt = '0x000000000000000000000000000000000000dEaD'
const day = 86_400n
const bounty = 10n ** 18n
const features = 40

/** Even features speak for class 1, odd ones for class 0. */
function exampleOf(dice: Dice) {
  const label = dice.below(2)
  const chosen = Array.from({ length: features }, (_, i) => i).filter(i =>
    dice.oneIn(i % 2 === label ? 12 : 5),
  )
  return { label: chosen.length === 0 ? 0 : label, sample: Uint16Array.from(chosen.length ? chosen : [1]) }
}

/** A market of six bundles, of which one is not revealed, about to be settled. */
function settling(loss: number, seed: number) {
  const dice = new Dice(seed)
  const options = {
    ...defaultOptions('market'),
    ...{ testSamples: 60, minSamples: 1, fee: 10n ** 15n + 7n, loss },
  }
  const twin = createTwin({ mechanism: 'market', classifier })
  const call = { sender: account(0), time: 1000n, blockNumber: 1n }
  const words = packWeights(new Int32Array(features + 1), 16)
  const encoded = encodeClassifierOptions(classifier, {
    featureCount: features,
    weightBits: 16,
    learningRate: 10,
  })
  const number = BigInt(classifierNumber(classifier))
  twin.createModel(call, number, encoded, encodeIncentiveOptions('market', options), 0, '{}', words)
  const testSet = createTestSet(
    Array.from({ length: options.testSamples }, () => exampleOf(dice)),
    { classifier },
  )
  twin.open({ ...call, value: bounty }, 0n, testSetHashes(testSet, 0n))
  const bundles = Array.from({ length: 6 }, (_, i) => {
    const samples = new Map(
      Array.from({ length: 12 }, () => exampleOf(dice)).map(each => [each.sample.join(), each]),
    )
    const own = [...samples.values()].map(({ label, sample }) => ({
      label: i === 2 ? 1 - label : label,
      sample,
    }))
    return createBundle(own, { classifier, modelId: 0n, contributor: account(i + 1) })
  })
  const price = options.stake + options.fee
  for (const bundle of bundles) {
    twin.commit({ ...call, sender: bundle.contributor, value: price }, 0n, [commitmentOf(bundle)])
  }
  for (const [i, { samples, contributor, salt }] of bundles.slice(0, 5).entries()) {
    const labels = samples.map(({ label }) => label)
    const packed = samples.map(({ sample }) => sample)
    const when = { sender: contributor, time: 1000n + 7n * day, blockNumber: 2n }
    twin.reveal(when, 0n, labels, packed, BigInt(i), salt)
  }
  const time = 1000n + 9n * day
  for (const { data } of testSet.pages) twin.publish({ ...call, time }, 0n, testSet.salt, data)
  return { twin, options, price, time }
}

describe.each([
  ['errors', 0],
  ['quadratic', 1],
] as const)('a market by the loss %s', (_, loss) => {
  test.each([1, 2, 3, 4, 5, 6])('pays by the rules, however it is settled (%i)', seed => {
    const { twin, options, price, time } = settling(loss, seed)
    const settler = { sender: account(90), time, blockNumber: 3n }
    expect(twin.received(burnt)).toBe(price)

    /** Settles all in steps of so many test samples. */
    const settle = (step: bigint) => {
      const scored: unknown[] = []
      for (let bundle = twin.nextBundle(0n); bundle !== undefined; bundle = twin.nextBundle(0n)) {
        const before = twin.incentive(0n, time)
        const { labels, samples, contributor, salt } = twin.contentsOf(0n, bundle)!
        const args = [0n, labels, samples, bundle, contributor, salt, step] as const
        const [event] = twin.settle(settler, ...args).events
        if (event?.eventName !== 'BundleSettled') continue
        const { kept, payLoss, keepLoss, amount } = event.args
        const half = BigInt(options.testSamples / 2) << 16n
        const most = before.keepLoss + (half * BigInt(options.tolerance)) / 1_000_000n
        expect(kept).toBe(keepLoss <= most)
        const fall = before.payLoss - payLoss
        const worth = fall >= 0n ? (options.value * fall) / half : (options.value * fall - half + 1n) / half
        const [least, pot] = [-options.stake, before.pot]
        const earned = worth > pot ? pot : worth < least ? least : worth
        expect(amount).toBe(options.stake + (kept ? earned : 0n))
        scored.push([bundle, kept, amount])
      }
      return { scored, fees: twin.received(settler.sender), loss: twin.incentive(0n, time).payLoss }
    }
    const atOnce = twin.simulate(() => settle(60n))
    expect(twin.incentive(0n, time)).toMatchObject({ settled: 0n, tested: 0n })
    expect(twin.simulate(() => settle(7n))).toEqual(atOnce)
    expect(settle(1n)).toEqual(atOnce)
    expect(atOnce.scored).toHaveLength(5)
    expect(atOnce.fees).toBe(5n * options.fee)

    for (let bundle = 0n; bundle < 5n; bundle++)
      if (twin.bundle(0n, bundle).amount > 0n) twin.claim(settler, 0n, bundle)
    expect(twin.balance()).toBe(0n)
    expect(twin.incentive(0n, time)).toMatchObject({ unpaid: 0n, pot: 0n, settled: 5n })
  })
})
