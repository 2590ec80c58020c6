import { maxFeatureCount } from '../encoders/index.ts'
import { knownDenseEncoder, knownEncoder } from './knownEncoder.ts'
import type { ModelFile } from './ModelFile.ts'

/** Whether the model takes sets of present features; else it takes a number for each feature. */
export function isSparse({ type }: ModelFile): boolean {
  return type.startsWith('sparse ') || type === 'naive bayes'
}

/** How many features the model has; those of sparse centroids may reach as far as the encoder does. */
export function featureCountOf(file: ModelFile): number {
  switch (file.type) {
    case 'sparse multiclass perceptron':
    case 'dense multiclass perceptron':
      return file.weights[0]!.length
    case 'naive bayes':
      return file.totalNumFeatures
    case 'dense nearest centroid classifier':
      return file.centroids[0]?.centroid.length ?? encoderFeatures(file)!
    case 'sparse nearest centroid classifier': {
      const declared = encoderFeatures(file)
      if (declared !== undefined) return declared
      let count = 1
      for (const { centroid } of file.centroids) {
        for (const index of centroid.keys()) count = Math.max(count, index + 1)
      }
      return Math.min(count, maxFeatureCount)
    }
    default:
      return file.weights.length
  }
}

/** How many features a file's words, inputs or named encoder have; undefined if it has none of them. */
export function encoderFeatures(file: ModelFile): number | undefined {
  const { vocabulary, inputs, encoder = '' } = file
  if (isSparse(file)) return vocabulary?.length ?? knownEncoder(encoder)?.featureCount
  return inputs?.length ?? knownDenseEncoder(encoder)?.featureCount
}
