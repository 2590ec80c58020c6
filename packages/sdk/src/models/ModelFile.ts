import type { NumberInput } from '../encoders/index.ts'

/** What every model file may say about itself. */
export type ModelFileCommon = {
  name?: string
  description?: string
  /** The encoder's name, as the file spells it. */
  encoder?: string
  /** The words of a vocabulary encoder; word i is feature i. */
  vocabulary?: string[]
  /** What the numbers are that a dense model takes, in the order of its features. */
  inputs?: NumberInput[]
  /** How many samples training never saw, and the share of them that the contract's integers got right. */
  heldOut?: { samples: number; accuracy: number }
  /** Addresses of pages about the model, by title. */
  links?: Record<string, string>
  /** How many features a contributed sample should have at most, where samples are sets of features. */
  maxFeatures?: number
}

/** A score that is linear in the features: intercept + Σ weight · feature. */
type OneScore = {
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

/** Class 1 when the score is above 0, else class 0. */
export type PerceptronFile = ModelFileCommon & OneScore & { type: 'sparse perceptron' | 'dense perceptron' }

/** The same, and the logistic function of the score is the probability of class 1. */
export type LogisticRegressionFile = ModelFileCommon &
  OneScore & { type: 'sparse logistic regression' | 'dense logistic regression' }

/** A score for each class; the highest wins, the first of several. */
export type MulticlassPerceptronFile = ModelFileCommon & {
  type: 'sparse multiclass perceptron' | 'dense multiclass perceptron'
  classifications: string[]
  /** For each class a weight for each feature. */
  weights: Float64Array[]
  /** One for each class. */
  intercepts: Float64Array
  learningRate: number
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
  /**
   * What each contribution adds to the counts of its class in all, in their units; 0: 1 for each of its features. Without
   * it, as much as the samples that were counted have added on average.
   */
  sampleWeight?: number
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

/** A model file, checked, its spelling made uniform: what all formats are read into and written from. */
export type ModelFile =
  | PerceptronFile
  | LogisticRegressionFile
  | MulticlassPerceptronFile
  | NaiveBayesFile
  | NearestCentroidFile
  | SparseNearestCentroidFile
