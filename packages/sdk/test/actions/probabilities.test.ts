import { describe, expect, test } from 'vitest'
import {
  kindNames,
  kinds,
  kindUnder,
  type MechanismName,
  mechanismTitles,
  probabilitiesOf,
} from '../../src/kinds/index.ts'
import { teach, untrained } from '../conformance/newModel.ts'
import { problem } from '../conformance/problem.ts'

const mechanisms = Object.keys(mechanismTitles) as MechanismName[]

describe('the probabilities of the classes by their scores', () => {
  test.each(mechanisms)('of naive Bayes, under %s', mechanism => {
    const kind = kindUnder('naive-bayes-drt', mechanism)
    const deposits = untrained('naive-bayes-drt')
    for (const { label, sample } of problem(kind, 3, 30, 5)) teach(deposits, label, sample)
    const scores = 'scores' in deposits ? deposits.scores(0n, Uint16Array.of(1, 5, 9) as never) : []
    const shares = probabilitiesOf(kind, scores)!
    // The fourth class has no samples.
    expect([scores[3], shares[3]]).toEqual([Number.NEGATIVE_INFINITY, 0])
    expect(shares.reduce((sum, share) => sum + share)).toBeCloseTo(1, 12)
    expect(shares[0]! / shares[1]!).toBeCloseTo(2 ** ((scores[0]! - scores[1]!) / 2 ** 32), 9)
    const contract = scores.map(score => (Number.isFinite(score) ? score : Number(-(2n ** 255n))))
    expect(probabilitiesOf(kind, contract)).toEqual(shares)
  })

  test('of classifiers whose scores are weights, or without any sample: none', () => {
    for (const kind of kindNames) {
      if (kinds[kind].classifierName !== 'naive-bayes') expect(probabilitiesOf(kind, [1, 2])).toBeUndefined()
    }
    expect(
      probabilitiesOf('naive-bayes-points', [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY]),
    ).toBeUndefined()
    expect(probabilitiesOf('naive-bayes-points', [-(2 ** 255), -(2 ** 255)])).toBeUndefined()
    expect(probabilitiesOf('naive-bayes-points', [])).toBeUndefined()
  })
})
