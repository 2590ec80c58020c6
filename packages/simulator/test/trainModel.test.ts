import { isDeepStrictEqual } from 'node:util'
import { parseModelFile, writeModelFile } from '@cotrain/sdk/models'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { irisInputs, readIrises, readPenguins, readReviews } from '../src/data/sets/index.ts'
import {
  findClassifier,
  holdOut,
  seededShuffle,
  type TrainingInputs,
  type TrainModelOptions,
  trainModel,
} from '../src/training/index.ts'

const options: TrainModelOptions = { heldOut: 0.2, seed: 1, epochs: 10 }

const all = <sample>({ train, heldOut }: { train: sample[]; heldOut: sample[] }) => [...train, ...heldOut]
const reviews: TrainingInputs = {
  form: 'texts',
  classes: ['negative', 'positive'],
  samples: all(readReviews(1)),
  features: { vocabulary: 4_000 },
}
const penguins: TrainingInputs = {
  form: 'numbers',
  classes: readPenguins(1).classes,
  samples: all(readPenguins(1)),
  names: ['a', 'b', 'c', 'd'],
}
const setosa: TrainingInputs = {
  form: 'numbers',
  classes: ['other', 'setosa'],
  samples: all(readIrises(1)).map(({ label, input }) => ({ label: label === 0 ? 1 : 0, input })),
  names: irisInputs.map(({ name }) => name),
}

describe('every classifier of the contracts is trained in their integers', () => {
  test.each([
    ['sparse-perceptron', reviews, 0.72],
    ['logistic-regression', reviews, 0.72],
    ['naive-bayes', reviews, 0.75],
    ['sparse-nearest-centroid', reviews, 0.6],
    ['sparse-multiclass-perceptron', reviews, 0.72],
    ['dense-perceptron', setosa, 0.95],
    ['dense-multiclass-perceptron', penguins, 0.9],
    ['nearest-centroid', penguins, 0.9],
  ])('%s', (classifier, inputs, accuracy) => {
    const trained = trainModel(inputs, { ...options, classifier })
    expect(trained.classifier).toBe(classifier)
    expect(trained.quantised.classifier).toBe(classifier)
    expect(trained.heldOut?.accuracy).toBeGreaterThan(accuracy)
    expect(Math.abs(trained.heldOut!.accuracy - trained.heldOut!.floatAccuracy)).toBeLessThan(0.03)
    const json = writeModelFile(trained.file)
    const read = parseModelFile(json)
    expect(isDeepStrictEqual(JSON.parse(writeModelFile(read)), JSON.parse(json))).toBe(true)
    expect(read.heldOut).toEqual({ samples: trained.heldOut?.samples, accuracy: trained.heldOut?.accuracy })
    expect(writeModelFile(trainModel(inputs, { ...options, classifier }).file) === json).toBe(true)
  })

  test('and without a name the one that does best on a part of the training samples', () => {
    const progress: number[] = []
    const trained = trainModel(reviews, {
      ...options,
      onProgress: (done, total) => progress.push(done / total),
    })
    expect(trained.tried).toHaveLength(4)
    const most = Math.max(...trained.tried.map(({ accuracy }) => accuracy))
    expect(trained.tried.find(({ classifier }) => classifier === trained.classifier)?.accuracy).toBe(most)
    expect(progress.at(-1)).toBe(1)
    expect(progress).toEqual([...progress].sort((a, b) => a - b))
  })

  test('another seed is another split', () => {
    const [one, other] = [1, 2].map(seed =>
      trainModel(penguins, { ...options, seed, classifier: 'perceptron' }),
    )
    expect(writeModelFile(one!.file)).not.toBe(writeModelFile(other!.file))
  })

  test('hashed words are features as well', () => {
    const trained = trainModel({ ...reviews, features: { hashBits: 12 } } as TrainingInputs, {
      ...options,
      classifier: 'naive-bayes',
    })
    expect(trained.file.encoder).toBe('murmur3-v1:12')
    expect(trained.heldOut?.accuracy).toBeGreaterThan(0.7)
  })
})

test('the words that say most about the class are chosen, not the most frequent ones', () => {
  const samples = Array.from({ length: 60 }, (_, i) => {
    const label = i % 3
    const word = i % 5 === 0 ? '' : ['red', 'green', 'blue'][label]
    return { label, input: `the very same words ${i} ${word}` }
  })
  const inputs: TrainingInputs = {
    form: 'texts',
    classes: ['r', 'g', 'b'],
    samples,
    features: { vocabulary: 3 },
  }
  const { file } = trainModel(inputs, { ...options, classifier: 'naive-bayes' })
  expect(file.vocabulary?.toSorted()).toEqual(['blue', 'green', 'red'])
})

test('families stand for what suits the samples', () => {
  expect(findClassifier('perceptron', 'texts', 2)).toBe('sparse-perceptron')
  expect(findClassifier('Perceptron', 'numbers', 3)).toBe('dense-multiclass-perceptron')
  expect(findClassifier('nearest-centroid', 'texts', 3)).toBe('sparse-nearest-centroid')
})

describe('holding out', () => {
  const sample = fc.record({
    label: fc.nat({ max: 2 }),
    input: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'),
  })

  test('keeps what is the same together, loses nothing, and leaves each class something to learn from', () => {
    fc.assert(
      fc.property(
        fc.array(sample, { maxLength: 40 }),
        fc.constantFrom(0, 0.2, 0.5, 0.9),
        fc.nat(),
        (samples, share, seed) => {
          const key = (input: string) => input
          const { train, heldOut, duplicates } = holdOut(samples, 3, key, share, seededShuffle(seed))
          const inputs = new Set(samples.map(({ input }) => input))
          expect([...train, ...heldOut].map(each => JSON.stringify(each)).sort()).toEqual(
            samples.map(each => JSON.stringify(each)).sort(),
          )
          const known = new Set(train.map(({ input }) => input))
          expect(heldOut.filter(({ input }) => known.has(input))).toEqual([])
          expect(duplicates).toBe(samples.length - inputs.size)
          expect(heldOut.length).toBeLessThanOrEqual(Math.ceil(share * samples.length) + 2)
          for (const label of [0, 1, 2]) {
            const first = samples.some(
              each => each.label === label && samples.find(({ input }) => input === each.input) === each,
            )
            if (first) expect(train.some(each => each.label === label)).toBe(true)
          }
        },
      ),
    )
  })
})

describe('samples that no model can be trained on', () => {
  const texts = (classes: string[], samples: { label: number; input: string }[]): TrainingInputs => ({
    form: 'texts',
    classes,
    samples,
    features: { vocabulary: 100 },
  })
  const many = (count: number) =>
    texts(
      Array.from({ length: count }, (_, i) => `c${i}`),
      Array.from({ length: 2 * count }, (_, i) => ({ label: i % count, input: `word${i}` })),
    )

  test.each([
    ['one class', texts(['a'], [{ label: 0, input: 'x' }]), {}, /one class only, "a"/],
    ['no class', texts([], []), {}, /no class/],
    ['65 classes', many(65), {}, /65 classes; a contract knows 64/],
    [
      'a rare class',
      texts(
        ['a', 'b'],
        [
          { label: 0, input: 'x' },
          { label: 0, input: 'y' },
          { label: 1, input: 'z' },
        ],
      ),
      {},
      /one sample only: b.*--held-out 0/s,
    ],
    [
      'a class of the same text only',
      texts(
        ['a', 'b'],
        [
          { label: 0, input: 'x' },
          { label: 0, input: 'y' },
          { label: 1, input: 'z' },
          { label: 1, input: 'Z!' },
        ],
      ),
      {},
      /one sample only: b/,
    ],
    [
      'no words',
      texts(
        ['a', 'b'],
        [0, 0, 1, 1].map((label, i) => ({ label, input: '?'.repeat(i + 1) })),
      ),
      {},
      /one sample only|no words/,
    ],
    ['too few to hold out', many(2), {}, /too few samples to hold some out/],
    ['an unknown classifier', reviews, { classifier: 'forest' }, /no classifier "forest".*naive-bayes/s],
    [
      'a classifier of numbers',
      reviews,
      { classifier: 'dense-perceptron' },
      /does not take texts.*sparse-perceptron/s,
    ],
    [
      'a classifier of two classes',
      penguins,
      { classifier: 'dense-perceptron' },
      /two classes apart; the samples have 3/,
    ],
    [
      'naive Bayes of numbers',
      penguins,
      { classifier: 'naive-bayes' },
      /does not take numbers.*nearest-centroid/s,
    ],
    [
      'numbers that never vary',
      {
        form: 'numbers',
        classes: ['a', 'b'],
        names: ['x'],
        samples: [0, 0, 1, 1].map(label => ({ label, input: [1] })),
      } as TrainingInputs,
      { heldOut: 0 },
      /the same in all samples/,
    ],
    [
      'too many numbers',
      {
        form: 'numbers',
        classes: ['a', 'b'],
        names: Array.from({ length: 1_025 }, (_, i) => `x${i}`),
        samples: [0, 1].map(label => ({ label, input: Array<number>(1_025).fill(label) })),
      } as TrainingInputs,
      { heldOut: 0 },
      /1024 numbers at most.*--features/s,
    ],
  ])('%s', (_, inputs, more, message) => {
    expect(() => trainModel(inputs, { ...options, ...more })).toThrow(message)
  })

  test('numbers that never vary are left out, and said', () => {
    const samples = [1, 2, 3, 4].map(x => ({ label: x > 2 ? 1 : 0, input: [7, x] }))
    const inputs: TrainingInputs = { form: 'numbers', classes: ['a', 'b'], names: ['same', 'x'], samples }
    const { file, notes } = trainModel(inputs, { ...options, heldOut: 0, classifier: 'perceptron' })
    expect(file.inputs).toEqual([{ name: 'x', min: 1, max: 4 }])
    expect(notes.join()).toContain('same')
  })

  test('64 classes are trained', () => {
    const { quantised } = trainModel(many(64), { ...options, heldOut: 0, classifier: 'naive-bayes' })
    expect(quantised.classifier).toBe('naive-bayes')
  })
})
