import { maxFeatureCount } from '../encoders/index.ts'
import { knownEncoder } from './knownEncoder.ts'
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
      return file.centroids[0]!.centroid.length
    case 'sparse nearest centroid classifier': {
      const declared = file.vocabulary?.length ?? knownEncoder(file.encoder ?? '')?.featureCount
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
