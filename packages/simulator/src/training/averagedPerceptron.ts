import type { MulticlassPerceptronFile, PerceptronFile } from '@cotrain/sdk/models'
import type { Shuffle } from '../random/seededShuffle.ts'
import { addTo, dot, type TrainingData } from './TrainingData.ts'

export type PerceptronOptions = {
  epochs: number
  shuffle: Shuffle
  learningRate: number
  /** Whether there is a score for each class even if there are two. */
  multiclass?: boolean | undefined
}

type Vectors = { weights: Float64Array[]; intercepts: Float64Array }

/**
 * The averaged perceptron for any number of classes (Crammer & Singer's update, Collins's averaging): the mean of the
 * vectors after each sample. For two classes the difference of the two is one score.
 */
export function trainPerceptron(
  data: TrainingData,
  { epochs, shuffle, learningRate, multiclass = false }: PerceptronOptions,
): PerceptronFile | MulticlassPerceptronFile {
  const { classifications, sparse } = data
  const { weights, intercepts } = average(data, epochs, shuffle)
  const file = { classifications, learningRate }
  if (classifications.length > 2 || multiclass) {
    const type = sparse ? 'sparse multiclass perceptron' : 'dense multiclass perceptron'
    return { ...file, type, weights, intercepts }
  }
  const [first, second] = weights as [Float64Array, Float64Array]
  return {
    ...file,
    type: sparse ? 'sparse perceptron' : 'dense perceptron',
    weights: second.map((weight, i) => weight - first[i]!),
    intercept: intercepts[1]! - intercepts[0]!,
  }
}

/** `late` sums each update times the number of its step, so that now - late / steps is the mean over all steps. */
function average(data: TrainingData, epochs: number, shuffle: Shuffle): Vectors {
  const { sparse } = data
  const now = zeros(data)
  const late = zeros(data)
  let step = 0
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const each of shuffle(data.samples)) {
      const won = winner(now, score => dot(score, each, sparse))
      if (won !== each.label) {
        for (const [label, sign] of [[each.label, 1] as const, [won, -1] as const]) {
          addTo(now.weights[label]!, each, sign, sparse)
          addTo(late.weights[label]!, each, sign * step, sparse)
          now.intercepts[label]! += sign
          late.intercepts[label]! += sign * step
        }
      }
      step++
    }
  }
  return {
    weights: now.weights.map((row, label) =>
      row.map((weight, i) => weight - late.weights[label]![i]! / step),
    ),
    intercepts: now.intercepts.map((intercept, label) => intercept - late.intercepts[label]! / step),
  }
}

function zeros({ classifications, featureCount }: TrainingData): Vectors {
  return {
    weights: classifications.map(() => new Float64Array(featureCount)),
    intercepts: new Float64Array(classifications.length),
  }
}

function winner({ weights, intercepts }: Vectors, product: (row: Float64Array) => number): number {
  const scores = weights.map((row, label) => intercepts[label]! + product(row))
  return scores.indexOf(Math.max(...scores))
}
