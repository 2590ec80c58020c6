import { createSklearnHashingEncoder, createVocabularyEncoder, hashToken } from '@cotrain/sdk/encoders'
import {
  encoderOf,
  ModelFileError,
  type NearestCentroidFile,
  parseModelFile,
  predictFloat,
} from '@cotrain/sdk/models'
import { describe, expect, it } from 'vitest'

/** What get_params() says of a CountVectorizer that was made with binary=True. */
const countParams = {
  analyzer: 'word',
  binary: true,
  decode_error: 'strict',
  dtype: "<class 'numpy.int64'>",
  encoding: 'utf-8',
  input: 'content',
  lowercase: true,
  max_df: 1,
  max_features: null,
  min_df: 1,
  ngram_range: [1, 1],
  preprocessor: null,
  stop_words: 'english',
  strip_accents: null,
  token_pattern: '(?u)\\b\\w\\w+\\b',
  tokenizer: null,
  vocabulary: null,
}
const vectorizer = {
  class: 'CountVectorizer',
  params: countParams,
  vocabulary_: { good: 1, bad: 0, café: 2 },
}
const hashingParams = {
  ...countParams,
  alternate_sign: false,
  n_features: 4096,
  norm: null,
  stop_words: null,
}
const hashing = { class: 'HashingVectorizer', params: hashingParams }

const exported = (model: object, more: object = {}) => ({ format: 'scikit-learn', model, ...more })
const sgd = {
  class: 'SGDClassifier',
  params: { alpha: 0.0001, eta0: 0, learning_rate: 'optimal', loss: 'hinge' },
  classes_: ['ham', 'spam'],
  coef_: [[3, -2, 1]],
  intercept_: [-0.5],
}
const bayes = {
  class: 'MultinomialNB',
  params: { alpha: 0.5, class_prior: null, fit_prior: true, force_alpha: true },
  classes_: [0, 1],
  class_count_: [2, 1],
  feature_count_: [
    [2, 0, 1],
    [0, 1, 0],
  ],
}
const standard = { class: 'StandardScaler', params: {}, mean_: [1, 2, 3], scale_: [2, 4, 0.5] }
const centroids = {
  class: 'NearestCentroid',
  params: { metric: 'euclidean', priors: 'uniform', shrink_threshold: null },
  classes_: ['a', 'b'],
  class_count_: [5, 7],
  centroids_: [
    [0, 1],
    [1, 0],
  ],
}

describe('linear classifiers', () => {
  it('two classes with words', () => {
    const file = parseModelFile(exported(sgd, { vectorizer, name: 'Spam' }))
    expect(file).toEqual({
      type: 'sparse perceptron',
      name: 'Spam',
      classifications: ['ham', 'spam'],
      weights: Float64Array.of(3, -2, 1),
      intercept: -0.5,
      learningRate: 0.22,
      vocabulary: ['bad', 'good', 'café'],
      encoder: createVocabularyEncoder(['bad', 'good', 'café'], 'sklearn').name,
    })
    expect(encoderOf(file).encoder.encode("It's BAD, a café_ bad!")).toEqual(Uint16Array.of(0))
  })

  it.each([
    ['Perceptron', {}, 'dense perceptron'],
    ['LinearSVC', {}, 'dense perceptron'],
    ['LogisticRegression', {}, 'dense logistic regression'],
    ['SGDClassifier', { loss: 'log_loss' }, 'dense logistic regression'],
    ['SGDClassifier', { loss: 'perceptron' }, 'dense perceptron'],
  ])('%s %o is a %s', (className, params, type) => {
    expect(parseModelFile(exported({ ...sgd, class: className, params })).type).toBe(type)
    const three = { classes_: [1, 2, 3], coef_: [[1], [2], [3]], intercept_: [0] }
    expect(parseModelFile(exported({ class: className, params, ...three }))).toMatchObject({
      type: 'dense multiclass perceptron',
      classifications: ['1', '2', '3'],
      intercepts: new Float64Array(3),
    })
  })

  it('takes the learning rate that training had, or that the file says', () => {
    const rate = (model: object, more = {}) =>
      parseModelFile(exported({ ...sgd, ...model }, more)) as { learningRate: number }
    expect(rate({ class: 'Perceptron', params: { eta0: 0.75 } }).learningRate).toBe(0.75)
    expect(rate({ params: { learning_rate: 'constant', eta0: 0.3 } }).learningRate).toBe(0.3)
    expect(rate({}, { learning_rate: 2 }).learningRate).toBe(2)
    expect(rate({ coef_: [[0]], intercept_: 0 }, { samples: 'sets' }).learningRate).toBe(0.1)
  })

  it('folds scalers into the weights', () => {
    const file = parseModelFile(exported(sgd, { scaler: standard }))
    expect(file).toMatchObject({ weights: Float64Array.of(1.5, -0.5, 2), intercept: -0.5 - 1.5 + 1 - 6 })
    const minMax = { class: 'MinMaxScaler', params: { clip: false }, scale_: [2, 2, 2], min_: [1, 1, 1] }
    expect(parseModelFile(exported(sgd, { scaler: minMax }))).toMatchObject({
      weights: Float64Array.of(6, -4, 2),
      intercept: -0.5 + 3 - 2 + 1,
    })
    const only = { ...standard, params: { with_mean: false, with_std: true } }
    expect(parseModelFile(exported(sgd, { scaler: only }))).toMatchObject({ intercept: -0.5 })
    const robust = {
      class: 'RobustScaler',
      params: { with_scaling: false },
      center_: [1, 2, 3],
      scale_: null,
    }
    expect(parseModelFile(exported(sgd, { scaler: robust }))).toMatchObject({ intercept: -0.5 - 3 + 4 - 3 })
    const maxAbs = { class: 'MaxAbsScaler', params: {}, scale_: [2, 4, 0.5] }
    expect(parseModelFile(exported(sgd, { scaler: maxAbs, vectorizer }))).toMatchObject({
      type: 'sparse perceptron',
      weights: Float64Array.of(1.5, -0.5, 2),
    })
  })

  it('has the probabilities of a softmax of two classes, whose score is half the log odds', () => {
    const read = (params: object) => parseModelFile(exported({ ...sgd, class: 'LogisticRegression', params }))
    const twice = { weights: Float64Array.of(6, -4, 2), intercept: -1 }
    expect(read({ multi_class: 'multinomial', solver: 'lbfgs' })).toMatchObject(twice)
    for (const multi_class of ['auto', 'ovr', 'deprecated', 'warn', undefined]) {
      expect(read({ multi_class })).toMatchObject({ weights: Float64Array.of(3, -2, 1), intercept: -0.5 })
    }
  })

  it('gives a number that never varied a range around its value', () => {
    const inputs = [0, 7, 5].map((min, i) => ({ name: `${i}`, min, max: i === 2 ? 5.5 : min }))
    expect(parseModelFile(exported(sgd, { inputs })).inputs).toEqual([
      { name: '0', min: -0.25, max: 0.25 },
      { name: '1', min: 6.75, max: 7.25 },
      { name: '2', min: 5, max: 5.5 },
    ])
  })
})

describe('counts and centroids', () => {
  it('MultinomialNB keeps its counts', () => {
    expect(parseModelFile(exported(bayes, { vectorizer, classes: ['good', 'bad'] }))).toMatchObject({
      type: 'naive bayes',
      classifications: ['good', 'bad'],
      classCounts: [2, 1],
      featureCounts: [
        new Map([
          [0, 2],
          [2, 1],
        ]),
        new Map([[1, 1]]),
      ],
      totalNumFeatures: 3,
      smoothingFactor: 0.5,
    })
  })

  it('NearestCentroid, dense and sparse', () => {
    expect(parseModelFile(exported(centroids))).toEqual({
      type: 'dense nearest centroid classifier',
      classifications: ['a', 'b'],
      centroids: [
        { centroid: [0, 1], dataCount: 5 },
        { centroid: [1, 0], dataCount: 7 },
      ],
    })
    // the last feature stands there even with nothing in it: it tells how many there are
    const [zero, one] = [new Map([[1, 1]]), new Map([0, 1].map(i => [i, 1 - i]))]
    expect(parseModelFile(exported(centroids, { samples: 'sets' }))).toMatchObject({
      type: 'sparse nearest centroid classifier',
      centroids: [{ centroid: zero }, { centroid: one }],
    })
  })

  it('NearestCentroid behind a scaler: distances are those between scaled numbers', () => {
    const scaler = { class: 'StandardScaler', params: {}, mean_: [10, 100], scale_: [1, 100] }
    const inputs = [
      { name: 'x', min: 0, max: 20 },
      { name: 'y', min: 0, max: 200 },
    ]
    const file = parseModelFile(exported(centroids, { scaler, inputs })) as NearestCentroidFile
    expect(file.inputs!.map(({ factor }) => factor)).toEqual([1, 0.01])
    expect(file.centroids.map(({ centroid }) => centroid)).toEqual([
      [10, 200],
      [11, 100],
    ])
    // Scaled: (0.4, 0.9), which is nearer to (0, 1).
    expect(predictFloat(file, [10.4, 190])).toBe(0)
    expect(predictFloat(file, [10.9, 140])).toBe(1)
    expect(() => parseModelFile(exported(centroids, { scaler }))).toThrow('inputs is missing')
  })
})

describe('HashingVectorizer', () => {
  it('takes the absolute value of the signed hash', () => {
    const file = parseModelFile(exported({ ...sgd, coef_: [Array(4096).fill(1)] }, { vectorizer: hashing }))
    expect(file.encoder).toBe('murmur3-sklearn-v1:4096')
    const { encoder } = encoderOf(file)
    for (const word of ['hey', 'blockchain', 'café']) {
      const signed = hashToken(word) | 0
      expect(encoder.encode(word.toUpperCase())).toEqual(Uint16Array.of(Math.abs(signed) % 4096))
    }
    // 3905957473 as a signed number is -389009823.
    expect(encoder.encode('blockchain')).toEqual(Uint16Array.of(389_009_823 % 4096))
    expect(createSklearnHashingEncoder({ featureCount: 1000 }).encode('blockchain')).toEqual(
      Uint16Array.of(823),
    )
  })
})

describe('errors name the field', () => {
  const params = (change: object) => ({
    vectorizer: { ...vectorizer, params: { ...countParams, ...change } },
  })
  const hashed = (change: object) => ({ vectorizer: { ...hashing, params: { ...hashingParams, ...change } } })
  it.each<[string, object]>([
    ['model is missing', { model: undefined }],
    ['model.class is "SVC"', { model: { ...sgd, class: 'SVC' } }],
    ['model.class is missing', { model: { params: {} } }],
    ['model.classes_ has 1 names', { model: { ...sgd, classes_: ['a'] } }],
    ['classes has 3 names', { classes: ['a', 'b', 'c'] }],
    ['model.coef_ has 2 entries, not 1', { model: { ...sgd, coef_: [[1], [2]] } }],
    ['model.coef_[0][1] is "x"', { model: { ...sgd, coef_: [[1, 'x']] } }],
    ['model.coef_ is "<Compressed', { model: { ...sgd, coef_: '<Compressed Sparse Row matrix>' } }],
    ['model.intercept_ has 2 entries', { model: { ...sgd, intercept_: [1, 2] } }],
    ['learning_rate is 0', { learning_rate: 0 }],
    ['samples is "words"', { samples: 'words' }],
    ['samples is "numbers"', { samples: 'numbers', vectorizer }],
    ['vectorizer.class is "TfidfVectorizer"', { vectorizer: { ...vectorizer, class: 'TfidfVectorizer' } }],
    ['vectorizer.params.binary is false', params({ binary: false })],
    ['vectorizer.params.binary is false', params({ binary: undefined })],
    ['vectorizer.params.ngram_range is [1,2]', params({ ngram_range: [1, 2] })],
    ['vectorizer.params.token_pattern is', params({ token_pattern: '\\w+' })],
    ['vectorizer.params.tokenizer is', params({ tokenizer: '<function f>' })],
    ['vectorizer.params.alternate_sign is true', hashed({ alternate_sign: true })],
    ['vectorizer.params.alternate_sign is true', hashed({ alternate_sign: undefined })],
    ['vectorizer.params.norm is "l2"', hashed({ norm: undefined })],
    ['vectorizer.params.n_features is 1048576', hashed({ n_features: undefined })],
    ['vectorizer.params.stop_words is "english"', hashed({ stop_words: 'english' })],
    [
      'vectorizer.vocabulary_["b"] is column 0, as "a" is',
      { vectorizer: { ...vectorizer, vocabulary_: { a: 0, b: 0 } } },
    ],
    ['vectorizer.vocabulary_["a"] is 7', { vectorizer: { ...vectorizer, vocabulary_: { a: 7 } } }],
    [
      'vectorizer.vocabulary_ has 1 words, but the model has 3',
      { vectorizer: { ...vectorizer, vocabulary_: { a: 0 } } },
    ],
    ['scaler.class is "Normalizer"', { scaler: { class: 'Normalizer' } }],
    ['scaler.center_ is missing', { scaler: { class: 'RobustScaler' } }],
    ['scaler.params.with_mean is "no"', { scaler: { ...standard, params: { with_mean: 'no' } } }],
    [
      'scaler.params.clip is true',
      { scaler: { class: 'MaxAbsScaler', scale_: [1, 1, 1], params: { clip: true } } },
    ],
    [
      'scaler.params.threshold is not read of a StandardScaler',
      { scaler: { ...standard, params: { threshold: 1 } } },
    ],
    ['scaler.lambdas_ is not read of a StandardScaler', { scaler: { ...standard, lambdas_: [1] } }],
    [
      'scaler.feature_names_in_[1] is "z", where the model has "y"',
      {
        model: { ...sgd, feature_names_in_: ['x', 'y', 'z'] },
        scaler: { ...standard, feature_names_in_: ['x', 'z', 'y'] },
      },
    ],
    ['model.feature_names_in_ has 2 entries', { model: { ...sgd, feature_names_in_: ['x', 'y'] } }],
    [
      'inputs[0].name is "y", which the model has as number 1',
      {
        model: { ...sgd, feature_names_in_: ['x', 'y', 'z'] },
        inputs: ['y', 'x', 'z'].map(name => ({ name, min: 0, max: 1 })),
      },
    ],
    ['learningRate is not read', { learningRate: 2 }],
    ['calibrator is not read', { calibrator: {} }],
    ['model.threshold_ is not read of a SGDClassifier', { model: { ...sgd, threshold_: 0.7 } }],
    [
      'model.params.decision_threshold is not read',
      { model: { ...sgd, params: { decision_threshold: 0.7 } } },
    ],
    [
      'model.params.multi_class is "one"',
      { model: { ...sgd, class: 'LogisticRegression', params: { multi_class: 'one' } } },
    ],
    [
      'model.classes_[0] is [0,1]',
      {
        model: {
          ...sgd,
          classes_: [
            [0, 1],
            [0, 1],
          ],
        },
      },
    ],
    ['vectorizer.params.input is "file"', params({ input: 'file' })],
    ['vectorizer.params.stop_words is "english"', params({ vocabulary: ['bad', 'good', 'café'] })],
    ['vocabulary stands beside a vectorizer', { vectorizer, vocabulary: ['x', 'y', 'z'] }],
    ['scaler.scale_[1] is 0', { scaler: { class: 'StandardScaler', mean_: [0, 0, 0], scale_: [1, 0, 1] } }],
    ['inputs[0].max is 0, below min', { inputs: [{ name: 'x', min: 1, max: 0 }] }],
    ['inputs[0].max is 1e+308, too far from min', { inputs: [{ name: 'x', min: -1e308, max: 1e308 }] }],
    ['inputs are those of a dense model', { vectorizer, inputs: [{ name: 'x', min: 0, max: 1 }] }],
    ['model.params.metric is "manhattan"', { model: { ...centroids, params: { metric: 'manhattan' } } }],
    ['model.class_count_ is missing', { model: { ...centroids, class_count_: undefined } }],
    ['model.params.fit_prior is "no"', { model: { ...bayes, params: { fit_prior: 'no' } } }],
    ['model.params.class_prior[1] is 0', { model: { ...bayes, params: { class_prior: [1, 0] } } }],
    ['model.params.alpha is -1', { model: { ...bayes, params: { alpha: -1 } } }],
    ['model.params.alpha[2] is missing', { model: { ...bayes, params: { alpha: [1, 1, undefined] } } }],
    [
      'model.feature_count_[1][1] is -1',
      {
        model: {
          ...bayes,
          feature_count_: [
            [1, 1],
            [1, -1],
          ],
        },
      },
    ],
    ['model.params.alpha is 0', { model: { ...bayes, params: { alpha: 0 } } }],
  ])('%s', (problem, change) => {
    const read = () => parseModelFile({ ...exported(sgd), ...change })
    expect(read).toThrow(ModelFileError)
    expect(read).toThrow(`Model file: ${problem}`)
  })
})
