import { contractError } from './contractError.ts'

/** The label is not one of the model's classes. */
export class LabelOutOfRangeError extends contractError('LabelOutOfRange', ({ label, classes }) => [
  `The model has no class ${label}.`,
  `Labels are 0 to ${classes - 1n}.`,
]) {}

export class FeatureCountOutOfRangeError extends contractError(
  'FeatureCountOutOfRange',
  ({ featureCount, max }) => [
    `A model cannot have ${featureCount} features.`,
    `Choose 1 to ${max} of them; hashing maps more onto these.`,
  ],
) {}

export class WeightBitsOutOfRangeError extends contractError(
  'WeightBitsOutOfRange',
  ({ weightBits, min, max }) => [
    `A weight cannot have ${weightBits} bits.`,
    `Choose ${min} to ${max}: fewer bits, less gas.`,
  ],
) {}

export class LearningRateOutOfRangeError extends contractError(
  'LearningRateOutOfRange',
  ({ learningRate, max }) => [
    `The learning rate cannot be ${learningRate}.`,
    `It is a whole number of weight units, 1 to ${max}.`,
  ],
) {}

/** Weights of several classes have 8 bits or 16. */
export class WeightBitsNotSupportedError extends contractError('WeightBitsNotSupported', ({ weightBits }) => [
  `A weight of a model of several classes cannot have ${weightBits} bits.`,
  'Choose 8 or 16: fewer bits, less gas.',
]) {}

export class ScaleBitsOutOfRangeError extends contractError('ScaleBitsOutOfRange', ({ scaleBits, max }) => [
  `The scale cannot have ${scaleBits} bits.`,
  `A weight of 1 is 2^scaleBits units; choose 0 to ${max}.`,
]) {}

export class ClassCountOutOfRangeError extends contractError(
  'ClassCountOutOfRange',
  ({ classCount, min, max }) => [
    `The model cannot have ${classCount} classes there.`,
    `Choose ${min} to ${max}; no more may be uploaded than the model may have at most.`,
  ],
) {}

/** The model has as many classes as it may have. */
export class TooManyClassesError extends contractError('TooManyClasses', ({ modelId, max }) => [
  `Model ${modelId} has all of its ${max} classes.`,
  'Its owner chose that limit when the model was created.',
]) {}

/** Features times classes are more than a trainer can work with in one transaction. */
export class ModelTooLargeError extends contractError('ModelTooLarge', ({ size, max }) => [
  `The model is too large: features times classes are ${size}, and may be ${max}.`,
  'Choose fewer classes, or fewer features; hashing maps more onto these.',
]) {}

export class CountBitsOutOfRangeError extends contractError(
  'CountBitsOutOfRange',
  ({ countBits, min, max }) => [
    `A count cannot have ${countBits} bits.`,
    `Choose ${min} to ${max}: fewer bits, less gas.`,
  ],
) {}

export class ClassesPerWordOutOfRangeError extends contractError(
  'ClassesPerWordOutOfRange',
  ({ classesPerWord, min, max }) => [
    `${classesPerWord} classes cannot share a word.`,
    `Choose a power of two from ${min} to ${max}: 1 makes contributions cheapest, more make predictions cheaper.`,
  ],
) {}

export class SampleWeightOutOfRangeError extends contractError(
  'SampleWeightOutOfRange',
  ({ sampleWeight, max }) =>
    max === 0n
      ? [`This classifier has no sample weight, and ${sampleWeight} was given.`, 'Give 0.']
      : [
          `A sample cannot weigh ${sampleWeight}.`,
          `Choose 0 to ${max}: 0 counts 1 for each feature, others are for the whole sample.`,
        ],
) {}

/** Samples that have a number for every feature all have as many. */
export class MaxFeaturesNotOfferedError extends contractError('MaxFeaturesNotOffered', () => [
  'Samples of this classifier all have the same number of features, which nothing limits.',
  'Leave `maxFeatures` out, or choose a classifier of sets of features.',
]) {}

export class SampleCountTooLargeError extends contractError(
  'SampleCountTooLarge',
  ({ label, samples, max }) => [
    `Class ${label} cannot begin with ${samples} samples.`,
    `It may have ${max}; divide the sample counts and the feature counts of all classes by the same number.`,
  ],
) {}

export class SmoothingOutOfRangeError extends contractError('SmoothingOutOfRange', ({ smoothing, max }) =>
  max === 0n
    ? [`Centroids have no smoothing, and ${smoothing} was given.`, 'Give 0.']
    : [`The smoothing cannot be ${smoothing}/256.`, `Choose 1/256 to ${max}/256; 256/256 is Laplace's.`],
) {}

/** A bit is set where a packed word has no parameter. */
export class WordNotCanonicalError extends contractError('WordNotCanonical', ({ word }) => [
  `Word ${word} of the parameters has bits set where no parameter stands.`,
  'Pack the parameters with the options that the model is created with.',
]) {}
