import type { ModelFile } from '@cotrain/sdk/models'
import type { Shuffle } from '../random/seededShuffle.ts'
import type { ClassifierSettings } from '../scenario/schema.ts'
import { trainPerceptron } from './averagedPerceptron.ts'
import { trainLogisticRegression } from './logisticRegression.ts'
import { trainNaiveBayes } from './naiveBayes.ts'
import { trainNearestCentroid } from './nearestCentroid.ts'
import type { TrainingData } from './TrainingData.ts'

/** Of the root mean square of the weights: what models that are deployed without a rate get. */
const defaultSteps = { sparse: 1 / 10, dense: 1 / 4 }

/** What a classifier learns with; the weights' bits are no matter of training. */
export type TrainerSettings = ClassifierSettings & {
  /** Whether a perceptron has a score for each class even if there are two. */
  multiclass?: boolean
}

/** Trains a model of any classifier, in floating point. */
export function trainFile(data: TrainingData, settings: TrainerSettings, shuffle: Shuffle): ModelFile {
  switch (settings.type) {
    case 'perceptron': {
      const { epochs, step, multiclass } = settings
      return withStep(
        trainPerceptron(data, { epochs, shuffle, learningRate: 1, multiclass }),
        step,
        data.sparse,
      )
    }
    case 'logistic regression': {
      const { epochs, rate, step } = settings
      return withStep(
        trainLogisticRegression(data, { epochs, rate, shuffle, learningRate: 1 }),
        step,
        data.sparse,
      )
    }
    case 'naive bayes':
      return trainNaiveBayes(data, settings.smoothing)
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
