import { maxFeatureCount } from '../../../encoders/index.ts'
import { ModelFileError } from '../../errors.ts'
import { classNames, type Fields, finite, indexKey, list, object, positive, whole } from '../../fields.ts'
import { knownEncoder } from '../../knownEncoder.ts'
import type { LogisticRegressionFile, ModelFileCommon, PerceptronFile } from '../../ModelFile.ts'

/** Taken when the file says nothing. */
export const defaultLearningRate = 0.5

/** Perceptrons and logistic regression: the same fields, whatever the score is used for. */
export function parseOneScore<type extends (PerceptronFile | LogisticRegressionFile)['type']>(
  type: type,
  fields: Fields,
  common: ModelFileCommon,
) {
  const classifications = classNames(fields.classifications, 'classifications', 2)
  const weights = parseWeights(fields, fields.featureIndices == null ? declaredFeatures(common) : undefined)
  const file: OneScoreFields & { type: type } = {
    ...common,
    type,
    classifications,
    weights,
    intercept:
      fields.intercept === undefined && fields.bias !== undefined
        ? finite(fields.bias, 'bias')
        : finite(fields.intercept, 'intercept'),
    learningRate: positive(fields.learningRate ?? defaultLearningRate, 'learningRate'),
  }
  const featureIndices = fields.featureIndices ?? undefined
  if (featureIndices !== undefined) file.featureIndices = parseFeatureIndices(featureIndices, file)
  else checkVocabulary(file, fields.sparseWeights !== undefined)
  return file
}

type OneScoreFields = Omit<PerceptronFile, 'type'>

/** Features that the encoder has, if the file tells: sparse weights need not go up to the last one. */
function declaredFeatures({ vocabulary, encoder = '' }: ModelFileCommon): number | undefined {
  return vocabulary?.length ?? knownEncoder(encoder)?.featureCount
}

function parseWeights(fields: Fields, declared: number | undefined): Float64Array {
  const first = list(fields.weights ?? [], 'weights').map((weight, i) => finite(weight, `weights[${i}]`))
  const rest = Object.entries(object(fields.sparseWeights ?? {}, 'sparseWeights')).map(
    ([key, weight]): [number, number] => [
      indexKey(key, 'sparseWeights', maxFeatureCount),
      finite(weight, `sparseWeights["${key}"]`),
    ],
  )
  const count = rest.reduce((most, [index]) => Math.max(most, index + 1), first.length)
  const featureCount = rest.length > 0 ? Math.max(count, declared ?? 0) : count
  if (count === 0) {
    throw new ModelFileError(
      'weights',
      'is empty',
      'Give a weight for each feature, in weights or sparseWeights.',
    )
  }
  if (count > maxFeatureCount) {
    throw new ModelFileError(
      'weights',
      `has ${count} numbers`,
      `A model has at most ${maxFeatureCount} features.`,
    )
  }
  const weights = new Float64Array(featureCount)
  weights.set(first)
  for (const [index, weight] of rest) {
    if (index < first.length) {
      throw new ModelFileError(
        `sparseWeights["${index}"]`,
        'is the weight of a feature that stands in weights too',
        `Keep one of them; weights has the features 0 to ${first.length - 1}.`,
      )
    }
    weights[index] = weight
  }
  return weights
}

function parseFeatureIndices(value: unknown, { weights, vocabulary }: OneScoreFields): number[] {
  const below = vocabulary?.length ?? maxFeatureCount
  const indices = list(value, 'featureIndices').map((index, i) => whole(index, `featureIndices[${i}]`, below))
  if (indices.length !== weights.length) {
    throw new ModelFileError(
      'featureIndices',
      `has ${indices.length} indices, but there are ${weights.length} weights`,
      'Name one output of the encoder for each weight.',
    )
  }
  const seen = new Map<number, number>()
  for (const [i, index] of indices.entries()) {
    const first = seen.get(index)
    if (first !== undefined) {
      throw new ModelFileError(
        `featureIndices[${i}]`,
        `is ${index}, as featureIndices[${first}] is`,
        'Use each output of the encoder once.',
      )
    }
    seen.set(index, i)
  }
  return indices
}

function checkVocabulary({ vocabulary, weights }: OneScoreFields, sparse: boolean) {
  if (vocabulary === undefined || vocabulary.length === weights.length) return
  throw new ModelFileError(
    'vocabulary',
    `has ${vocabulary.length} words, but the model has ${weights.length} features`,
    sparse ? 'List a word for each feature, up to the highest index.' : 'Give one weight for each word.',
  )
}
