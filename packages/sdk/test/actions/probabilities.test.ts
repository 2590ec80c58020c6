import { describe, expect, test } from 'vitest'
import { classifierNames, probabilitiesOf } from '../../src/kinds/index.ts'
import { teach, untrained } from '../conformance/newModel.ts'
import { problem } from '../conformance/problem.ts'

describe('the probabilities of the classes by their scores', () => {
  test('of naive Bayes', () => {
    const kind = { classifier: 'naive-bayes', mechanism: 'deposits' } as const
    const twin = untrained(kind)
    for (const { label, sample } of problem(kind, 3, 30, 5)) teach(twin, label, sample)
    const scores = twin.scores!(0n, Uint16Array.of(1, 5, 9))
    const shares = probabilitiesOf('naive-bayes', scores)!
    // The fourth class has no samples.
    expect([scores[3], shares[3]]).toEqual([Number.NEGATIVE_INFINITY, 0])
    expect(shares.reduce((sum, share) => sum + share)).toBeCloseTo(1, 12)
    expect(shares[0]! / shares[1]!).toBeCloseTo(2 ** ((scores[0]! - scores[1]!) / 2 ** 32), 9)
    const contract = scores.map(score => (Number.isFinite(score) ? score : Number(-(2n ** 255n))))
    expect(probabilitiesOf('naive-bayes', contract)).toEqual(shares)
  })

  test('of classifiers whose scores are weights, or without any sample: none', () => {
    for (const classifier of classifierNames) {
      if (classifier !== 'naive-bayes') expect(probabilitiesOf(classifier, [1, 2])).toBeUndefined()
    }
    expect(
      probabilitiesOf('naive-bayes', [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY]),
    ).toBeUndefined()
    expect(probabilitiesOf('naive-bayes', [-(2 ** 255), -(2 ** 255)])).toBeUndefined()
    expect(probabilitiesOf('naive-bayes', [])).toBeUndefined()
  })
})
