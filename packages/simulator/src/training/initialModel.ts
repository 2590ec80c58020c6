import type { ClassifierName, ClassifierOptions } from '@cotrain/sdk/kinds'
import { type ModelFile, quantise } from '@cotrain/sdk/models'
import type { DataSet, Example } from '../data/DataSet.ts'
import type { Random } from '../random/Random.ts'
import { ScenarioError } from '../scenario/ScenarioError.ts'
import type { ClassifierSettings } from '../scenario/schema.ts'
import type { TrainingData } from './TrainingData.ts'
import { trainFile } from './trainFile.ts'

/** A model as it is created on the chain. */
export type InitialModel = { classifier: ClassifierName; options: ClassifierOptions; words: bigint[] }

/** Integers of a dense sample stand for themselves / 2^15. */
const denseUnit = 2 ** 15
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
  const file = train(trainingData(data, examples), settings, random)
  const weightBits = 'weightBits' in settings ? settings.weightBits : undefined
  const sampleWeight = 'sampleWeight' in settings ? settings.sampleWeight : undefined
  const { classifier, options, words } = quantise(file, { weightBits, sampleWeight })
  return { classifier, options, words }
}

function trainingData(data: DataSet, examples: readonly Example[]): TrainingData {
  const sparse = data.form === 'sparse'
  const samples = examples.map(({ label, sample }) => ({
    label,
    sample: sparse ? sample : Float64Array.from(sample, integer => integer / denseUnit),
  }))
  return { classifications: [...data.classes], sparse, featureCount: data.features, samples }
}

function train(data: TrainingData, settings: ClassifierSettings, random: Random): ModelFile {
  const shuffle = <T>(items: readonly T[]) => Array.from(random.permutation(items.length), i => items[i]!)
  const { sparse, classifications } = data
  if (settings.type === 'logistic regression' && (!sparse || classifications.length > 2)) {
    throw new ScenarioError([
      'classifier.type: logistic regression is for sets of features and two classes only; take "perceptron"',
    ])
  }
  if (settings.type === 'naive bayes' && !sparse) {
    throw new ScenarioError(['classifier.type: naive bayes is for sets of features; take "nearest centroid"'])
  }
  return trainFile(data, settings, shuffle)
}
