import {
  denseEncoderOf,
  encoderOf,
  floatProbabilities,
  isSparse,
  ModelFileError,
  parseModel,
  predictFloat,
  quantise,
} from '@cotrain/sdk/models'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

type Written = {
  bits?: number | string
  options?: string
  labels?: [number, number]
  /** Lines between the header and the weights. */
  state?: string
  ngram?: string
  weights?: string[]
}

/** As VW 9 writes it. */
const write = ({
  bits = 4,
  options = '--link logistic',
  labels = [-50, 50],
  state = ':0',
  ngram = '0 ngram:',
  weights = [],
}: Written) =>
  `Version 9.10.0\nId \nMin label:${labels[0]}\nMax label:${labels[1]}\nbits:${bits}\nlda:0\n${ngram} \n0 skip: \noptions: ${options}\nChecksum: 1234\n${state}\n${weights.join('\n')}\n`

const read = (model: Written | string, about?: Record<string, unknown>) =>
  parseModel(new TextEncoder().encode(typeof model === 'string' ? model : write(model)), about)

const training = `:1
initial_t 0
norm normalizer 195.798
t 25
sum_loss 1.41327
sum_loss_since_last_dump 0.130366
dump_interval 32
min_label 0
max_label 0.73251
weighted_labeled_examples 25
weighted_labels 12.7545
weighted_unlabeled_examples 0
example_number 25
total_features 374
total_weight 23
sd::oec.weighted_labeled_examples 16
current_pass 1
l1_state 0
l2_state 1`

/** Hash of the constant, and 2^18 less of it, as VW prints it. */
const constant = 11_650_396
it('the constant is where VW prints it', () => {
  expect([constant % 2 ** 18, (constant * 4) % 2 ** 18]).toEqual([116_060, 202_096])
})

/** What VW does: the hash of each feature and of the constant, times the lanes, masked, plus the class. */
function vowpalScores(
  table: ReadonlyMap<number, number>,
  size: number,
  classes: number,
  hashes: number[],
): number[] {
  let lanes = 1
  while (lanes < classes) lanes *= 2
  return Array.from({ length: classes }, (_, label) =>
    hashes.reduce((sum, hash) => sum + (table.get(((hash * lanes) % size) + label) ?? 0), 0),
  )
}

describe('readable models of Vowpal Wabbit', () => {
  it('score as VW does, for two classes and for many, with and without the constant', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 4, max: 8 }),
        fc.integer({ min: 1, max: 9 }),
        fc.boolean(),
        fc.infiniteStream(fc.integer({ min: -2000, max: 2000 })),
        fc.array(fc.uniqueArray(fc.nat(2 ** 31), { maxLength: 6 }), { minLength: 5, maxLength: 5 }),
        fc.boolean(),
        (bits, classes, noconstant, numbers, samples, resume) => {
          const size = 2 ** bits
          let lanes = 1
          while (lanes < classes) lanes *= 2
          fc.pre(size / lanes >= 2)
          const table = new Map<number, number>()
          for (let index = 0; index < size; index++) {
            const weight = numbers.next().value! / 1000
            if (index % lanes < classes && Math.abs(weight) > 0.3) table.set(index, weight)
          }
          const more = resume ? ' 1.48172 0.727735' : ''
          const weights = [...table].map(([index, weight]) => `${index}:${weight}${more}`)
          const options = `${classes > 1 ? `--oaa ${classes}` : '--link=logistic'}${noconstant ? ' --noconstant' : ''}`
          const file = read({ bits, options, weights, state: resume ? training : ':0' })
          const { predict } = quantise(file, { weightBits: 16 })
          for (const hashes of samples) {
            const features = [...new Set(hashes.map(hash => hash % (size / lanes)))].sort((a, b) => a - b)
            const scores = vowpalScores(table, size, classes, noconstant ? features : [...features, constant])
            const [best = 0, second = 0] = classes > 1 ? [...scores].sort((a, b) => b - a) : [scores[0], 0]
            const wanted = classes > 1 ? scores.indexOf(best) : Number(best > 0)
            if (Math.abs(best - second) > 1e-9) expect(predictFloat(file, features)).toBe(wanted)
            if (Math.abs(best - second) > 0.05) expect(predict(Uint16Array.from(features))).toBe(wanted)
            const share = floatProbabilities(file, features)?.[1]
            if (classes === 1) expect(share).toBeCloseTo(1 / (1 + Math.exp(-best)), 9)
          }
        },
      ),
      { numRuns: 60 },
    )
  })

  it('name the classes by their labels, and take samples as indices', () => {
    const file = read({ weights: ['3:0.5'] })
    expect(file).toMatchObject({
      type: 'sparse logistic regression',
      classifications: ['-1', '1'],
      intercept: 0,
    })
    expect(encoderOf(file).encoder.name).toBe('indices-v1:16')
    expect(read({ options: '--oaa 3', weights: [] }).classifications).toEqual(['1', '2', '3'])
    expect(read({ options: '--oaa 3 --indexing 0' }).classifications).toEqual(['0', '1', '2'])
    const about = { name: 'Spam', classes: ['ham', 'spam'], learningRate: 0.25 }
    const named = read({ weights: ['3:0.5'] }, about)
    expect(named).toMatchObject({ name: 'Spam', classifications: ['ham', 'spam'], learningRate: 0.25 })
    expect(isSparse(named)).toBe(true)
    expect(() => denseEncoderOf(named)).toThrow()
  })

  it.each<[string, Written, string]>([
    ['-1 and 1 as labels', { options: '', labels: [-1, 1] }, 'sparse perceptron'],
    ['hinge loss', { options: '--loss_function hinge', labels: [-1, 1] }, 'sparse perceptron'],
    ['--binary', { options: '--binary', labels: [-1, 1] }, 'sparse perceptron'],
    ['a link behind scores that are cut', { labels: [-1, 1] }, 'sparse perceptron'],
    ['logistic loss', { options: '--loss_function logistic' }, 'sparse logistic regression'],
    ['glf1', { options: '--link glf1' }, 'sparse perceptron'],
    ['Windows', { state: ':0\r' }, 'sparse logistic regression'],
  ])('%s make %s', (_, model, type) => {
    expect(read({ weights: ['3:0.5', '4:-1e-05'], ...model }).type).toBe(type)
  })

  it.each<[string, Written | string]>([
    ['bits is 18: 262144 features, and a contract holds 65536', { bits: 18 }],
    ['bits is 19: 131072 features', { bits: 19, options: '--oaa 3' }],
    ['bits is "x"', { bits: 'x' }],
    ['bits is missing', write({}).replace(/bits:.*\n/, '')],
    ['bits is too few for so many classes', { bits: 1, options: '--oaa 3' }],
    ['options: --quadratic is "::"', { options: '--quadratic ::' }],
    ['options: --cubic is "abc"', { options: '--cubic=abc' }],
    ['options: --cb is "4"', { options: '--cb 4' }],
    ['options: --nn is "5"', { options: '--nn 5' }],
    ['options: --lda is "10"', { options: '--lda 10' }],
    ['options: --csoaa is "3"', { options: '--csoaa 3' }],
    ['options: --ignore is "a"', { options: '--ignore a' }],
    ['options: --something_new is not read', { options: '--something_new' }],
    ['options: --link is "poisson"', { options: '--link poisson' }],
    ['options: --oaa is "1"', { options: '--oaa 1' }],
    ['options: --binary stands beside --link logistic', { options: '--binary --link logistic' }],
    ['options: --noconstant is "5"', { options: '--noconstant 5' }],
    ['options: --bit_precision is "5", but bits is 4', { options: '--bit_precision 5' }],
    ['ngram is "1"', { ngram: '1 ngram:2' }],
    ['l1_state is "0.5"', { state: training.replace('l1_state 0', 'l1_state 0.5') }],
    ['new_state is "7"', { state: ':0\nnew_state 7' }],
    ['Min label is 0, and Max label 1', { options: '', labels: [0, 1] }],
    ['Max label is 1, where vw cuts scores', { options: '--oaa 3', labels: [-1, 1] }],
    ['weight 16 is beyond the 4 bits', { weights: ['16:1'] }],
    ['weight 3 is beyond the 3 classes', { options: '--oaa 3', weights: ['3:1'] }],
    ['line 13 repeats the weight of index 3', { weights: ['3:1', '3:1'] }],
    ['line 12 is "f^a:3:1"', { weights: ['f^a:3:1'] }],
    ['line 12 is "Constant:3:1"', { weights: ['Constant:3:1'] }],
    ['line 12 is "3:nan"', { weights: ['3:nan'] }],
    ['line 12 is "3:0x1.8p+0"', { weights: ['3:0x1.8p+0'] }],
    ['line 9 has "stray" among the options', { options: 'stray' }],
    ['line 9 has the option --oaa twice', { options: '--oaa 3 --oaa 4' }],
  ])('refuses: %s', (problem, model) => {
    expect(() => read(model)).toThrow(ModelFileError)
    expect(() => read(model)).toThrow(`Model file: ${problem}`)
  })

  it('refuses fields beside it that it has no use for', () => {
    expect(() => read({}, { vocabulary: ['a'] })).toThrow('Model file: vocabulary is not read')
  })
})
