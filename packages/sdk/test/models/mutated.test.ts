import { CotrainError } from '@cotrain/sdk/errors'
import { featureCountOf, isSparse, type ModelFile, parseModelFile, predictFloat } from '@cotrain/sdk/models'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
type Fields = { [key: string]: Json }

const scaler = {
  class: 'StandardScaler',
  params: { copy: true, with_mean: true, with_std: true },
  mean_: [1, -2, 3],
  scale_: [2, 0.5, 4],
}
const inputs = ['x', 'y', 'z'].map(name => ({ name, min: -10, max: 10 }))
const linear = { classes_: ['a', 'b'], coef_: [[1, -2, 0.5]], intercept_: [0.25] }
/** Files of every form, each of which is read as it is. */
const files: Record<string, Fields> = {
  'numbers behind a scaler': {
    format: 'scikit-learn',
    model: { class: 'LogisticRegression', params: { multi_class: 'multinomial', C: 1 }, ...linear },
    scaler,
    inputs,
  },
  'three classes': {
    format: 'scikit-learn',
    model: {
      class: 'SGDClassifier',
      params: { loss: 'hinge' },
      classes_: [1, 2, 3],
      coef_: [
        [1, 2, 3],
        [3, 1, 2],
        [2, 3, 1],
      ],
      intercept_: [0.1, 0.2, -0.3],
    },
    inputs,
  },
  'naive Bayes': {
    format: 'scikit-learn',
    model: {
      class: 'MultinomialNB',
      params: { alpha: 0.3, class_prior: null, fit_prior: true, force_alpha: true },
      classes_: ['a', 'b'],
      class_count_: [4, 6],
      feature_count_: [
        [3, 1, 2],
        [1, 5, 2],
      ],
    },
    samples: 'sets',
  },
  centroids: {
    format: 'scikit-learn',
    model: {
      class: 'NearestCentroid',
      params: { metric: 'euclidean', shrink_threshold: null },
      classes_: ['a', 'b'],
      class_count_: [4, 6],
      centroids_: [
        [1, 0.5, -1],
        [-1, 0.25, 1],
      ],
    },
    scaler,
    inputs,
  },
  'our own perceptron': {
    type: 'sparse perceptron',
    classifications: ['a', 'b'],
    weights: [1, -2, 0.5],
    intercept: 0.25,
    learningRate: 0.5,
    vocabulary: ['fine', 'grand', 'awful'],
  },
}

const samples = [[], [0], [1], [2], [0, 1], [0, 2], [1, 2], [0, 1, 2]]
const toSample = (file: ModelFile, present: number[]) =>
  isSparse(file) ? present : [0, 1, 2].map(i => (present.includes(i) ? 3 * i - 2 : 7 - 4 * i))

/** The fields of a file by their paths, the deepest included. */
function pathsOf(value: Json, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [path]
  const inner = Object.entries(value).flatMap(([key, each]) =>
    pathsOf(each, [...path, Array.isArray(value) ? Number(key) : key]),
  )
  return path.length === 0 ? inner : [path, ...inner]
}

type Change =
  | 'remove'
  | 'text'
  | 'null'
  | 'huge'
  | 'nan'
  | 'longer'
  | 'shorter'
  | 'object'
  | 'number'
  | 'extra'
const changes: Change[] = [
  'remove',
  'text',
  'null',
  'huge',
  'nan',
  'longer',
  'shorter',
  'object',
  'number',
  'extra',
]

/** The file with one change; undefined if the change says nothing at this place. */
function mutate(file: Fields, path: (string | number)[], change: Change): Json | undefined {
  const copy: Fields = structuredClone(file)
  const key = path.at(-1)!
  const parent = path.slice(0, -1).reduce<Json>((at, step) => (at as Fields)[step]!, copy) as Fields
  const value = parent[key]!
  const to = (changed: Json | undefined) => {
    if (changed !== undefined) parent[key] = changed
    else if (Array.isArray(parent)) parent.splice(Number(key), 1)
    else delete parent[key]
    return copy
  }
  if (change === 'remove') return to(undefined)
  if (change === 'null') return to(null)
  if (change === 'object') return to({ value })
  if (change === 'extra') {
    if (typeof value !== 'object' || Array.isArray(value) || value === null) return undefined
    return to({ ...value, surprise: 1 })
  }
  if (change === 'number') return to(typeof value === 'number' ? value * 2 + 1 : 5)
  if (Array.isArray(value)) {
    if (change === 'longer') return to([...value, value[0] ?? 1])
    return change === 'shorter' ? to(value.slice(1)) : undefined
  }
  if (typeof value !== 'number') return undefined
  if (change === 'text') return to(String(value))
  if (change === 'huge') return to(Number.POSITIVE_INFINITY)
  return change === 'nan' ? to('NaN') : undefined
}

/** What scikit-learn, or our own format, makes of the fields: its textbook, written down once more. */
function expected(fields: Fields, present: number[]): number {
  if ('type' in fields) {
    const { weights, intercept } = fields as { weights: number[]; intercept: number }
    return present.reduce((sum, i) => sum + weights[i]!, intercept) > 0 ? 1 : 0
  }
  const { model, scaler: scale } = fields as unknown as {
    model: { class: string; coef_: number[][]; intercept_: number | number[]; centroids_: number[][] }
    scaler?: { params?: Fields; mean_: number[]; scale_: number[] }
  }
  const sets = fields.samples === 'sets' || (model.class === 'MultinomialNB' && !fields.inputs)
  const raw = [0, 1, 2].map(i =>
    sets ? Number(present.includes(i)) : toSample({ type: 'dense perceptron' } as ModelFile, present)[i]!,
  )
  const x = raw.map((number, i) => {
    const centred = scale && scale.params?.with_mean !== false ? number - scale.mean_[i]! : number
    return scale && scale.params?.with_std !== false ? centred / scale.scale_[i]! : centred
  })
  const dot = (row: number[]) => row.reduce((sum, weight, i) => sum + weight * x[i]!, 0)
  const scores =
    model.class === 'MultinomialNB'
      ? bayes(model as never).map(([prior, row]) => prior + dot(row))
      : model.class === 'NearestCentroid'
        ? model.centroids_.map(row => -row.reduce((sum, c, i) => sum + (c - x[i]!) ** 2, 0))
        : model.coef_.map((row, k) => dot(row) + ([model.intercept_].flat()[k] ?? 0))
  const all = scores.length === 1 ? [0, scores[0]!] : scores
  return all.indexOf(Math.max(...all))
}

function bayes(model: {
  params?: { alpha?: number; fit_prior?: boolean; class_prior?: number[] }
  class_count_: number[]
  feature_count_: number[][]
}): [number, number[]][] {
  const { alpha, fit_prior, class_prior } = model.params ?? {}
  return model.feature_count_.map((row, k) => {
    const smoothed = row.map(count => count + (alpha ?? 1))
    const total = smoothed.reduce((sum, count) => sum + count, 0)
    const prior = class_prior?.[k] ?? (fit_prior === false ? 1 : model.class_count_[k]!)
    return [Math.log(prior), smoothed.map(count => Math.log(count / total))]
  })
}

describe('a model file with one thing wrong', () => {
  const places = Object.entries(files).flatMap(([name, file]) => pathsOf(file).map(path => ({ name, path })))

  it.each(Object.entries(files))('%s: is read as it is without a change', (_, file) => {
    const model = parseModelFile(file)
    for (const present of samples) {
      expect(predictFloat(model, toSample(model, present))).toBe(expected(file, present))
    }
  })

  it('is refused by the name of a field, or predicts what it says', () => {
    let refused = 0
    let read = 0
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.constantFrom(...changes), ({ name, path }, change) => {
        const mutated = mutate(files[name]!, path, change)
        fc.pre(mutated !== undefined)
        let model: ModelFile
        try {
          model = parseModelFile(mutated)
        } catch (error) {
          expect(error).toBeInstanceOf(CotrainError)
          expect((error as Error).message).toMatch(/^Model file: [A-Za-z_]+[\w.[\]"]* /)
          const names = path.filter(step => typeof step === 'string')
          const shape = ['longer', 'shorter', 'remove'].includes(change) || typeof path.at(-1) === 'number'
          if (!shape)
            expect((error as Error).message).toContain(change === 'extra' ? 'surprise' : names.at(-1))
          refused++
          return
        }
        read++
        const count = featureCountOf(model)
        // without its vocabulary, our own perceptron may be one of fewer features
        for (const present of samples.filter(each => each.every(i => i < count))) {
          expect(predictFloat(model, toSample(model, present))).toBe(expected(mutated as Fields, present))
        }
      }),
      { numRuns: 1500 },
    )
    expect(Math.min(refused, read)).toBeGreaterThan(100)
  })
})
