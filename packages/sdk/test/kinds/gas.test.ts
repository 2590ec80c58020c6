import fc from 'fast-check'
import { toHex } from 'viem'
import { describe, expect, test } from 'vitest'
import * as measured from '../../src/abi/generated/gas.ts'
import {
  classifierNames,
  contributionGasAtMost,
  type GasAction,
  gasActions,
  gasOf,
  kinds,
  type MechanismName,
  marketGas,
  spareGas,
  testsWithin,
} from '../../src/kinds/index.ts'

const actionsOf: Readonly<Record<MechanismName, readonly GasAction[]>> = {
  deposits: ['add-agree', 'add-disagree', 'refund', 'take'],
  points: ['add-agree', 'add-disagree', 'verify', 'report', 'confirm'],
  bonded: ['add-agree', 'add-disagree', 'refund', 'refund-disagree', 'challenge'],
  market: ['claim'],
}
const flat = new Set<GasAction>(['claim', 'challenge'])
const everything = kinds.map(kind => [kind.classifier, kind.mechanism] as const)
const features = fc.integer({ min: 1, max: 1_000 })

describe.each(everything)('gas of %s under %s', (classifier, mechanism) => {
  const gas = gasOf(classifier, mechanism)

  test('grows with the sample, from more than an empty transaction takes', () => {
    fc.assert(
      fc.property(features, features, fc.constantFrom(...actionsOf[mechanism]), (some, more, action) => {
        const [less, sum] = [gas(action, some), gas(action, some + more)]
        expect(less).toBeGreaterThan(30_000)
        if (flat.has(action)) expect(sum).toBeGreaterThanOrEqual(less)
        else expect(sum).toBeGreaterThan(less)
      }),
    )
  })

  test('is not known of what nobody does there', () => {
    for (const action of gasActions) {
      if (actionsOf[mechanism].includes(action)) continue
      expect(() => gas(action, 60)).toThrow(`no gas of ${action} is known under ${mechanism}`)
    }
  })

  test.skipIf(mechanism === 'market')('of a contribution is at most what is reserved for it', () => {
    const model = { classes: classifier.includes('multiclass') ? 10 : 2 }
    fc.assert(
      fc.property(features, fc.constantFrom('add-agree', 'add-disagree'), (count, action) => {
        const most = contributionGasAtMost(classifier, model, count)
        expect(gas(action, count)).toBeLessThanOrEqual(most)
      }),
    )
  })
})

test('what was measured is given as it is', () => {
  const { pointsNaiveBayes, bondedSparsePerceptron16Bits, sparseNearestCentroid } = measured
  for (const [i, words] of [20, 60, 120].entries()) {
    expect(gasOf('naive-bayes', 'points')('report', words)).toBe(pointsNaiveBayes.report[i]![1])
    expect(gasOf('sparse-perceptron', 'bonded')('refund-disagree', words)).toBe(
      bondedSparsePerceptron16Bits['refund-disagree'][i]![1],
    )
    expect(gasOf('sparse-nearest-centroid', 'deposits')('take', words)).toBe(
      sparseNearestCentroid.take[i]![1],
    )
  }
  expect(testsWithin(marketGas.settle(20, 60, 123) + 1, 20, 60)).toBe(123)
})

test('the dearest sample that is accepted takes what is reserved for it, and what is spare covers the turn', () => {
  const { largestSample } = measured
  expect(contributionGasAtMost('sparse-perceptron', { classes: 2, weightBits: 16 }, 2_048)).toBeGreaterThan(
    largestSample['add-disagree'],
  )
  const sample = toHex(new Uint8Array(2 * 2_048))
  expect(spareGas('sparse-perceptron', [sample])).toBeGreaterThan(
    BigInt(largestSample['add-disagree'] - largestSample['add-agree']),
  )
})

test('what is spare covers what disagreeing was measured to take more, of any sample', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...classifierNames),
      fc.array(features, { minLength: 1, maxLength: 5 }),
      (name, counts) => {
        const gas = gasOf(name, 'deposits')
        const more = counts.map(count => gas('add-disagree', count) - gas('add-agree', count))
        const samples = counts.map(count => toHex(new Uint8Array(2 * count)))
        const sum = more.reduce((total, one) => total + one, 0)
        expect(spareGas(name, samples)).toBeGreaterThanOrEqual(BigInt(sum))
      },
    ),
  )
})
