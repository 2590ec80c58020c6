import { expect, test } from 'vitest'
import {
  classifierNumber,
  defaultOptions,
  encodeClassifierOptions,
  encodeIncentiveOptions,
  kinds,
  mechanismNames,
  optionsOf,
} from '../../src/kinds/index.ts'
import { createTwin, depositPrice } from '../../src/twin/index.ts'
import { call } from '../conformance/newModel.ts'
import { subjectOf } from '../conformance/subjects.ts'

test.each(kinds)('a $classifier under $mechanism takes the defaults of the rows', kind => {
  const twin = createTwin(kind)
  const options = defaultOptions(kind.mechanism, kind.classifier)
  const classifier = encodeClassifierOptions(kind.classifier, subjectOf(kind).options)
  const number = BigInt(classifierNumber(kind.classifier))
  twin.createModel(call, number, classifier, encodeIncentiveOptions(kind.mechanism, options), 0, '{}', [])
  expect(twin.incentive(0n, call.time).options).toEqual(options)
})

test.each(mechanismNames)('defaults under %s are within the bounds', mechanism => {
  for (const [, { least, most, default: value, choices }] of optionsOf(mechanism)) {
    expect(value >= least && value <= most).toBe(true)
    if (choices) expect(Number(most) + 1).toBe(choices.length)
  }
})

test('a deposit falls with the root of the time since the last contribution, from the top price', () => {
  const options = { depositWeight: 1_000 }
  const top = 3_600n * 1_000n * 10n ** 9n
  expect([-1, 0, 1, 3].map(seconds => depositPrice(options, seconds))).toEqual([top, top, top, top])
  expect(depositPrice(options, 4)).toBe(top / 2n)
  expect(depositPrice(options, 3_600)).toBe(60n * 1_000n * 10n ** 9n)
})
