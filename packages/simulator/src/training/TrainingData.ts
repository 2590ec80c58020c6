/** Samples to train a model with. */
export type TrainingData = {
  /** Names of the classes, in the order of their labels. */
  classifications: string[]
  /** Whether samples are indices of present features; else they are a number for each feature. */
  sparse: boolean
  featureCount: number
  samples: readonly TrainingSample[]
}

export type TrainingSample = { label: number; sample: ArrayLike<number> }

/** Adds sample · factor to a vector. */
export function addTo(vector: Float64Array, { sample }: TrainingSample, factor: number, sparse: boolean) {
  for (let i = 0; i < sample.length; i++) {
    if (sparse) vector[sample[i]!]! += factor
    else vector[i]! += factor * sample[i]!
  }
}

/** Σ vector · sample. */
export function dot(vector: Float64Array, { sample }: TrainingSample, sparse: boolean): number {
  let sum = 0
  for (let i = 0; i < sample.length; i++) sum += sparse ? vector[sample[i]!]! : vector[i]! * sample[i]!
  return sum
}
