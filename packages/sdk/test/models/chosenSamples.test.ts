import { expect, test } from 'vitest'
import {
  maxSampleWeight,
  parseModelFile,
  quantise,
  suggestMaxFeatures,
  toModelFile,
  usualSampleWeight,
  writeModelFile,
} from '../../src/models/index.ts'
import { withModel } from '../conformance/newModel.ts'

const file = {
  type: 'naive bayes',
  classifications: ['ham', 'spam'],
  classCounts: [3, 1],
  featureCounts: [
    [
      [0, 3],
      [1, 7],
    ],
    [[1, 4]],
  ],
  totalNumFeatures: 600,
} as const

const kind = { classifier: 'naive-bayes', mechanism: 'deposits' } as const
const weightOf = (fields: object, options = {}) =>
  (quantise(parseModelFile({ ...file, ...fields }), options).options as { sampleWeight: number }).sampleWeight

test('a naive Bayes weighs samples like those that it has counted, unless it is told otherwise', () => {
  expect(weightOf({})).toBe(4) // 14 for 4 samples
  expect(weightOf({ sampleWeight: 9 })).toBe(9)
  expect(weightOf({ sampleWeight: 0 })).toBe(0)
  expect(weightOf({ sampleWeight: 9 }, { sampleWeight: 0 })).toBe(0)
  expect(weightOf({}, { sampleWeight: 100 })).toBe(100)
  const none = { classCounts: [0, 0], featureCounts: [[], []] }
  expect(weightOf(none)).toBeGreaterThan(1)
  const long = { classCounts: [1, 0], featureCounts: [Array.from({ length: 600 }, (_, i) => [i, 1]), []] }
  expect(weightOf(long)).toBe(maxSampleWeight)
})

test('the weight is in the units of the counts, and never becomes none', () => {
  const twice = { classCounts: [1, 1], featureCounts: [[[0, 2 * 65_535]], [[1, 2]]] }
  expect(weightOf({ ...twice, sampleWeight: 100 })).toBe(50)
  expect(weightOf({ ...twice, sampleWeight: 1 })).toBe(1)
})

test('a weight changes nothing of what the model says at first', () => {
  const all = [0, 4, 448].map(sampleWeight => quantise(parseModelFile({ ...file, sampleWeight })))
  for (const { words } of all) expect(words).toEqual(all[0]!.words)
})

test('a file keeps it, and so does a live model that is written to one', () => {
  const parsed = parseModelFile({ ...file, sampleWeight: 7, maxFeatures: 30 })
  expect(parsed).toMatchObject({ sampleWeight: 7, maxFeatures: 30 })
  expect(parseModelFile(writeModelFile(parsed))).toEqual(parsed)
  const { options, words } = quantise(parsed)
  const live = toModelFile(withModel(kind, options as never, words).integers(0n), {
    classifications: ['ham', 'spam'],
  })
  expect(live).toMatchObject({ sampleWeight: 7 })
  expect(() => parseModelFile({ ...file, sampleWeight: 449 })).toThrow(/sampleWeight.*449/s)
  const dense = { type: 'dense perceptron', classifications: ['a', 'b'], weights: [1], intercept: 0 }
  expect(() => parseModelFile({ ...dense, maxFeatures: 3 })).toThrow(/maxFeatures.*Leave it out/s)
})

test('every sample adds its weight, however long it is, and what does not fit is lost', () => {
  const { options, words } = quantise(parseModelFile({ ...file, sampleWeight: 50 }))
  const twin = withModel(kind, options as never, words)
  const call = {
    sender: '0x70997970C51812dc3A010C7d01b50e0d17dc79C8',
    time: 1_000_000n,
    blockNumber: 7n,
  } as const
  const total = () => twin.classState!(0n, 1n)[1]
  for (const length of [1, 3, 49, 50, 51, 448]) {
    const before = total()
    const sample = Uint16Array.from({ length }, (_, i) => i + 100)
    twin.simulate(() => twin.contribute({ ...call, value: 10n ** 20n }, 0n, 1, sample))
    expect(total()).toBe(before)
    twin.contribute({ ...call, value: 10n ** 20n }, 0n, 1, sample)
    expect(total() - before).toBe(50n)
  }
  // a count of 4 bits and 4 more takes 255
  const before = total()
  for (let i = 0; i < 6; i++) twin.contribute({ ...call, value: 10n ** 20n }, 0n, 1, Uint16Array.of(5))
  expect(total() - before).toBe(255n)
})

test('the limit that is suggested is that of 99 samples in 100', () => {
  const samples = Array.from({ length: 200 }, (_, i) => ({ length: i + 1 }))
  expect(suggestMaxFeatures(samples)).toBe(198)
  expect(suggestMaxFeatures([{ length: 7 }])).toBe(7)
  expect(suggestMaxFeatures([])).toBeUndefined()
  expect(suggestMaxFeatures([{ length: 0 }])).toBeUndefined()
  expect(usualSampleWeight({ classCounts: [2], featureCounts: [new Map([[0, 1]])] })).toBe(1)
})
