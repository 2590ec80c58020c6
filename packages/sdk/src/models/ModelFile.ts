/** What every model file may say about itself. */
export type ModelFileCommon = {
  name?: string
  description?: string
  /** The encoder's name, as the file spells it. */
  encoder?: string
  /** The words of a vocabulary encoder; word i is feature i. */
  vocabulary?: string[]
  /** Addresses of pages about the model, by title. */
  links?: Record<string, string>
}

/** Class 1 when intercept + Σ weight · feature > 0, else class 0. */
export type PerceptronFile = ModelFileCommon & {
  type: 'sparse perceptron' | 'dense perceptron'
  /** Names of the classes 0 and 1. */
  classifications: string[]
  /** A weight for each feature of the model. */
  weights: Float64Array
  intercept: number
  /** How far an update moves a weight. */
  learningRate: number
  /** Feature i of the model is output `featureIndices[i]` of the encoder; without it, output i. */
  featureIndices?: number[]
}

/** Multinomial naive Bayes, as counts. */
export type NaiveBayesFile = ModelFileCommon & {
  type: 'naive bayes'
  classifications: string[]
  /** Samples of each class. */
  classCounts: number[]
  /** For each class, how often each feature occurred. */
  featureCounts: Map<number, number>[]
  totalNumFeatures: number
  smoothingFactor: number
}

/** A centroid for each class, as a list of numbers. */
export type NearestCentroidFile = ModelFileCommon & {
  type: 'dense nearest centroid classifier'
  classifications: string[]
  centroids: { centroid: number[]; dataCount: number }[]
}

/** A centroid for each class, by index of feature; features that do not stand in it are 0. */
export type SparseNearestCentroidFile = ModelFileCommon & {
  type: 'sparse nearest centroid classifier'
  classifications: string[]
  centroids: { centroid: Map<number, number>; dataCount: number }[]
}

/** A model file, checked, its spelling made uniform. */
export type ModelFile = PerceptronFile | NaiveBayesFile | NearestCentroidFile | SparseNearestCentroidFile
