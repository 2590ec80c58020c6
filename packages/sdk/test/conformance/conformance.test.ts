import type { Hex } from 'viem'
import { beforeEach, describe, expect, test } from 'vitest'
import { packDenseSample, packSample } from '../../src/encoders/index.ts'
import { classifiers, type Kind, kindsUnder } from '../../src/kinds/index.ts'
import { denseEncoderOf, isSparse, predictFloat, quantise } from '../../src/models/index.ts'
import { type Twin, TwinError } from '../../src/twin/index.ts'
import { Dice } from '../twin/Dice.ts'
import { sideOf } from '../twin/kinds/index.ts'
import { readsOf, readTwin } from '../twin/TwinSide.ts'
import { call, canAddClasses, owner, teach, teachBatch, untrained, withModel } from './newModel.ts'
import { problem, randomDense, randomSparse } from './problem.ts'
import { subjectOf } from './subjects.ts'

/**
 * What every classifier has to do, under mechanisms that let it learn at once; under markets it learns when they are
 * settled. chain.test.ts has what it has to do on a chain.
 */
describe.each([...kindsUnder('deposits'), ...kindsUnder('points')])('$classifier under $mechanism', kind => {
  const { classes, file } = subjectOf(kind)
  let twin: Twin
  beforeEach(() => {
    twin = untrained(kind)
  })

  test('learns to tell apart what can be told apart', () => {
    const lessons = problem(kind, classes, 400, 1)
    for (let pass = 0; pass < 3; pass++) for (const { label, sample } of lessons) teach(twin, label, sample)
    const exam = problem(kind, classes, 1000, 2)
    const right = exam.filter(({ label, sample }) => twin.predict(0n, sample) === label)
    expect(right.length).toBeGreaterThanOrEqual(980)
  })

  test('does with a batch what it does with one sample after the other', () => {
    const lessons = problem(kind, classes, 50, 3)
    const other = untrained(kind)
    teachBatch(twin, lessons)
    for (const { label, sample } of lessons) teach(other, label, sample)
    expect(state(twin)).toEqual(state(other))
  })

  test('takes packed samples as those that are not', () => {
    const lessons = problem(kind, classes, 20, 4)
    const other = untrained(kind)
    for (const { label, sample } of lessons) {
      teach(twin, label, sample)
      other.contribute({ ...call, value: 10n ** 18n }, 0n, label, pack(sample))
      expect(twin.predict(0n, pack(sample))).toBe(other.predict(0n, sample))
    }
    expect(state(twin)).toEqual(state(other))
  })

  test('refuses malformed samples and labels that it does not have, and is then as before', () => {
    teachBatch(twin, problem(kind, classes, 20, 5))
    const before = state(twin)
    const { sample } = problem(kind, classes, 1, 6)[0]!
    expect(() => teach(twin, classes, sample)).toThrow('LabelOutOfRange')
    expect(() => teach(twin, 255, sample)).toThrow('LabelOutOfRange')
    for (let seed = 0; seed < 200; seed++) {
      const malformed = sideOf(kind).malformed(new Dice(seed), twin.classifierOptions(0n))
      const contribute = () => twin.contribute({ ...call, value: 10n ** 18n }, 0n, 0, malformed)
      const error = malformed === '0x' ? 'EmptySample' : errorOf(() => twin.predict(0n, malformed))
      // Once in a while a sample that was to be malformed is not.
      if (error !== undefined) expect(errorOf(contribute)).toBe(error)
    }
    const wrongForm = classifiers[kind.classifier].samples === 'sparse' ? Int16Array.of(1) : Uint16Array.of(1)
    expect(() => teach(twin, 0, wrongForm)).toThrow(TypeError)
    expect(state(twin)).toEqual(before)
  })

  test('undoes what it has learned in a call that fails', () => {
    teachBatch(twin, problem(kind, classes, 20, 7))
    const before = state(twin)
    const lessons = problem(kind, classes, 30, 8)
    expect(() => teachBatch(twin, [...lessons, { ...lessons[0]!, label: 255 }])).toThrow('LabelOutOfRange')
    expect(state(twin)).toEqual(before)
  })

  test('learns a class that nobody has taught before', () => {
    if (!canAddClasses(twin)) return
    for (const lesson of problem(kind, classes - 1, 60, 9)) teach(twin, lesson.label, lesson.sample)
    const last = classes - 1
    const news = problem(kind, classes, 200, 10).filter(({ label }) => label === last)
    for (const { sample } of news) expect(twin.predict(0n, sample)).not.toBe(last)
    for (const { sample } of news.slice(0, 10)) teach(twin, last, sample)
    const right = news.filter(({ sample }) => twin.predict(0n, sample) === last)
    expect(right.length / news.length).toBeGreaterThan(0.9)
  })

  test('says what its floating-point model says, of 99.9 % of samples', () => {
    const quantised = quantise(file, { weightBits: 16 })
    const live = withModel(kind, quantised.options as never, quantised.words)
    expect(quantised.classifier).toBe(kind.classifier)
    expect(live.model(0n).ready).toBe(true)
    const dice = new Dice(11)
    const count = 5000
    let agreed = 0
    for (let i = 0; i < count; i++) {
      const { floats, sample } = sampleOf(kind, dice, i)
      if (live.predict(0n, sample) === predictFloat(file, floats)) agreed++
    }
    expect(agreed / count).toBeGreaterThanOrEqual(0.999)
  })

  /** A sample as the file and as the contract take it. */
  function sampleOf(kind: Kind, dice: Dice, i: number) {
    if (file.type === 'naive bayes' || file.type === 'sparse nearest centroid classifier') {
      const { sample } = problem(kind, classes, 1, i)[0]!
      return { floats: sample, sample }
    }
    if (isSparse(file)) {
      const sample = randomSparse(dice, 300, 60)
      return { floats: sample, sample }
    }
    const { encoder } = denseEncoderOf(file)
    const floats = randomDense(dice, encoder.featureCount)
    return { floats, sample: encoder.encode(floats) }
  }
})

function state(twin: Twin): unknown[] {
  return [
    readTwin(twin, call.time + 100n, readsOf(twin, [owner])),
    twin.integers(0n),
    twin.balance(),
    twin.received(owner),
  ]
}

function pack(sample: Uint16Array | Int16Array): Hex {
  return sample instanceof Int16Array ? packDenseSample(sample) : packSample(sample)
}

/** The name of the error that `run` throws. */
function errorOf(run: () => unknown): string | undefined {
  try {
    run()
    return undefined
  } catch (error) {
    if (!(error instanceof TwinError)) throw error
    return error.errorName
  }
}
