import { describe, expect, it, test } from 'vitest'
import { createHashingEncoder, createIndexEncoder, createSelectionEncoder } from '../../src/encoders/index.ts'
import {
  classNamesOf,
  classScores,
  createWeigh,
  type Judge,
  judgeSample,
  weighSample,
} from '../../src/judgement/index.ts'
import { classifierNames, classifiers, trainerOf } from '../../src/kinds/index.ts'
import type { Twin } from '../../src/twin/index.ts'
import { teach, untrained } from '../conformance/newModel.ts'
import { problem } from '../conformance/problem.ts'

const nameless = () => undefined

describe.each(classifierNames)('what a %s says, and why', classifier => {
  const kind = { classifier, mechanism: 'deposits' } as const
  const twin = untrained(kind) as unknown as Twin
  const binary = ['score', 'probability'].includes(classifiers[classifier].tells)
  const samples = problem(kind, binary ? 2 : 3, 40, 5)
  for (const { label, sample } of samples) teach(twin as never, label, sample)
  const judge: Judge = { twin, model: { ...kind, ...trainerOf('deposits'), modelId: 0n } }

  it('has weights that add up to the lead, and the class of the highest score', () => {
    const weigh = createWeigh(judge)
    for (const { sample } of samples) {
      const scores = classScores(judge, sample)
      const { left, right, features, intercept } = weigh(sample, nameless)
      const lead = features.reduce((sum, { weight }) => sum + weight, intercept)
      const size = Math.max(1, ...scores.filter(Number.isFinite).map(Math.abs))
      expect(Math.abs(lead - (scores[right]! - scores[left]!)) / size).toBeLessThan(1e-4)
      const { label } = judgeSample(judge, sample)
      expect(scores[label]).toBe(Math.max(...scores))
      expect([left, right]).toContain(label)
      expect(weighSample(judge, sample, nameless)).toEqual(weigh(sample, nameless))
    }
  })

  it('puts those that weigh most first, and leaves out those that weigh nothing', () => {
    const { sample } = samples[0]!
    const { features } = weighSample(judge, sample, index => `word ${index}`)
    const sizes = features.map(({ weight }) => Math.abs(weight))
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a))
    expect(Math.min(...sizes)).toBeGreaterThan(0)
    for (const { index, word } of features) expect(word).toBe(`word ${index}`)
  })
})

test('the words of a text that hashed features stand for', () => {
  const encoder = createHashingEncoder({ bits: 12 })
  const text = 'Win a free prize, win!'
  const words = encoder.wordsIn!(text)
  expect([...words.keys()].sort((a, b) => a - b)).toEqual([...encoder.encode(text)])
  expect([...words.values()].sort()).toEqual(['a', 'free', 'prize', 'win'])
  const [first, second] = encoder.encode('free prize')
  const selection = createSelectionEncoder(encoder, [second!, first!])
  expect([...selection.wordsIn!(text).keys()].sort()).toEqual([0, 1])
  expect(selection.wordsIn!(text).get(0)).toBe(words.get(second!))
  expect(createIndexEncoder(9).wordsIn).toBeUndefined()
})

test('the names of classes that were added are made safe, or made up', () => {
  const kind = { classifier: 'naive-bayes', mechanism: 'deposits' } as const
  const twin = untrained(kind) as unknown as Twin
  const judge: Judge = { twin, model: { ...kind, ...trainerOf('deposits'), modelId: 0n } }
  const count = Number(twin.classCount!(0n))
  const event = (label: number, name: string) => ({
    eventName: 'ClassAdded' as const,
    args: { modelId: 0n, label: BigInt(label), name },
  })
  const events = [event(count - 2, 'a\u001b[2Jb'), event(count - 1, '\u202e')]
  const names = classNamesOf({ classes: ['x'] }, judge, events)
  expect(names).toHaveLength(count)
  expect(names.at(-2)).toBe('a[2Jb')
  expect(names.at(-1)).toBe(`class ${count - 1}`)
})
