import type { ClassifierOptions, KindName } from '@cotrain/sdk/kinds'
import { type ModelFile, quantise } from '@cotrain/sdk/models'
import type { DataSet, Example } from '../data/DataSet.ts'
import type { Random } from '../random/Random.ts'
import { ScenarioError } from '../scenario/ScenarioError.ts'
import type { ClassifierSettings } from '../scenario/schema.ts'
import { trainPerceptron } from './averagedPerceptron.ts'
import { trainLogisticRegression } from './logisticRegression.ts'
import { trainNaiveBayes } from './naiveBayes.ts'
import { trainNearestCentroid } from './nearestCentroid.ts'
import type { TrainingData } from './TrainingData.ts'

/** A model as it is created on the chain. */
export type InitialModel = { kind: KindName; options: ClassifierOptions; words: bigint[] }

/** Integers of a dense sample stand for themselves / 2^15. */
const denseUnit = 2 ** 15
/** Of the root mean square of the weights: what models that are deployed without a rate get. */
const defaultSteps = { sparse: 1 / 10, dense: 1 / 4 }

/**
 * Trains a model on samples, off chain and in floating point, and rounds it to the integers of its contract.
 * @throws ScenarioError when there are no samples, or no contract has such a classifier over them.
 */
export function trainInitialModel(
  data: DataSet,
  examples: readonly Example[],
  settings: ClassifierSettings,
  random: Random,
): InitialModel {
  if (examples.length === 0) {
    throw new ScenarioError(['data.initialShare: leaves no sample to train the initial model with'])
  }
  const file = trainFile(trainingData(data, examples), settings, random)
  const weightBits = 'weightBits' in settings ? settings.weightBits : undefined
  const { kind, options, words } = quantise(file, { weightBits })
  return { kind, options, words }
}

function trainingData(data: DataSet, examples: readonly Example[]): TrainingData {
  const sparse = data.form === 'sparse'
  const samples = examples.map(({ label, sample }) => ({
    label,
    sample: sparse ? sample : Float64Array.from(sample, integer => integer / denseUnit),
  }))
  return { classifications: [...data.classes], sparse, featureCount: data.features, samples }
}

function trainFile(data: TrainingData, settings: ClassifierSettings, random: Random): ModelFile {
  const shuffle = <T>(items: readonly T[]) => Array.from(random.permutation(items.length), i => items[i]!)
  const { sparse, classifications } = data
  switch (settings.type) {
    case 'perceptron': {
      const file = trainPerceptron(data, { epochs: settings.epochs, shuffle, learningRate: 1 })
      return withStep(file, settings.step, sparse)
    }
    case 'logistic regression': {
      if (!sparse || classifications.length > 2) {
        throw new ScenarioError([
          'classifier.type: logistic regression is for sets of features and two classes only; take "perceptron"',
        ])
      }
      const { epochs, rate } = settings
      const file = trainLogisticRegression(data, { epochs, rate, shuffle, learningRate: 1 })
      return withStep(file, settings.step, sparse)
    }
    case 'naive bayes':
      if (sparse) return trainNaiveBayes(data, settings.smoothing)
      throw new ScenarioError([
        'classifier.type: naive bayes is for sets of features; take "nearest centroid"',
      ])
    case 'nearest centroid':
      return trainNearestCentroid(data)
  }
}

/** The file with a learning rate that is so large beside the weights. */
function withStep<file extends { weights: Float64Array | Float64Array[]; learningRate: number }>(
  file: file,
  step: number | undefined,
  sparse: boolean,
): file {
  const weights = (Array.isArray(file.weights) ? file.weights : [file.weights]).flatMap(row =>
    Array.from(row).filter(weight => weight !== 0),
  )
  const size = Math.sqrt(weights.reduce((sum, weight) => sum + weight ** 2, 0) / Math.max(1, weights.length))
  return { ...file, learningRate: (size || 1) * (step ?? defaultSteps[sparse ? 'sparse' : 'dense']) }
}
