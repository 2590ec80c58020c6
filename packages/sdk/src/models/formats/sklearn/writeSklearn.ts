import { resolveEncoder, vocabularyTokens } from '../../../encoders/index.ts'
import { featureIndicesOf } from '../../encoderOf.ts'
import { UnsupportedModelError } from '../../errors.ts'
import { featureCountOf, isSparse } from '../../features.ts'
import type { ModelFile, NearestCentroidFile, SparseNearestCentroidFile } from '../../ModelFile.ts'
import { checkClasses } from '../checkClasses.ts'
import { sklearnFormat } from './parseSklearn.ts'

const hashing = /^murmur3-sklearn-v1:\d+$/

/**
 * The model as JSON of which docs/scikit_learn.py makes an estimator of scikit-learn; parseModelFile
 * reads it as well.
 *
 * @throws UnsupportedModelError if the model has fewer than two classes, or uses some features of its encoder only.
 */
export function writeSklearn(file: ModelFile): string {
  checkClasses(file, 'scikit-learn')
  if (featureIndicesOf(file)) {
    throw new UnsupportedModelError(file.type, 'scikit-learn has no place for featureIndices')
  }
  const { name, description, links, inputs, maxFeatures, classifications } = file
  return `${JSON.stringify({
    format: sklearnFormat,
    name,
    description,
    links,
    inputs,
    maxFeatures,
    sampleWeight: 'sampleWeight' in file ? file.sampleWeight : undefined,
    samples: isSparse(file) ? 'sets' : 'numbers',
    learning_rate: 'learningRate' in file ? file.learningRate : undefined,
    ...encoding(file),
    model: { ...estimator(file), classes_: classifications },
  })}\n`
}

/** The vectorizer, if scikit-learn has one for the encoder. */
function encoding({ encoder = '', vocabulary }: ModelFile): object {
  const words = {
    analyzer: 'word',
    binary: true,
    lowercase: true,
    ngram_range: [1, 1],
    token_pattern: '(?u)\\b\\w\\w+\\b',
  }
  if (vocabulary && vocabularyTokens(encoder) === 'sklearn') {
    const vocabulary_ = Object.fromEntries(vocabulary.map((word, i) => [word, i]))
    return { vectorizer: { class: 'CountVectorizer', params: words, vocabulary_ } }
  }
  if (hashing.test(encoder)) {
    const { featureCount } = resolveEncoder(encoder)
    const params = { ...words, alternate_sign: false, norm: null, n_features: featureCount }
    return { vectorizer: { class: 'HashingVectorizer', params } }
  }
  return { encoder: encoder === '' ? undefined : encoder, vocabulary }
}

function estimator(file: ModelFile): object {
  switch (file.type) {
    case 'sparse multiclass perceptron':
    case 'dense multiclass perceptron':
      return linear('Perceptron', file.weights, file.intercepts)
    case 'naive bayes':
      return {
        class: 'MultinomialNB',
        params: { alpha: file.smoothingFactor, fit_prior: true, class_prior: null },
        class_count_: file.classCounts,
        feature_count_: file.featureCounts.map(counts => spread(counts, file.totalNumFeatures)),
      }
    case 'dense nearest centroid classifier':
    case 'sparse nearest centroid classifier':
      return centroids(file)
    default: {
      const className = file.type.endsWith('perceptron') ? 'Perceptron' : 'LogisticRegression'
      return linear(className, [file.weights], Float64Array.of(file.intercept))
    }
  }
}

function linear(className: string, weights: Float64Array[], intercepts: Float64Array) {
  return {
    class: className,
    params: {},
    coef_: weights.map(row => Array.from(row)),
    intercept_: Array.from(intercepts),
  }
}

/** In the units of people, so that they fit the model's inputs. */
function centroids(file: NearestCentroidFile | SparseNearestCentroidFile) {
  return {
    class: 'NearestCentroid',
    params: { metric: 'euclidean' },
    class_count_: file.centroids.map(({ dataCount }) => dataCount),
    centroids_: file.centroids.map(({ centroid }) =>
      Array.isArray(centroid) ? centroid : spread(centroid, featureCountOf(file)),
    ),
  }
}

function spread(numbers: ReadonlyMap<number, number>, count: number): number[] {
  return Array.from({ length: count }, (_, i) => numbers.get(i) ?? 0)
}
