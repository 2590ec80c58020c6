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

/** A bit is set above the last weight of a packed word. */
export class WordNotCanonicalError extends contractError('WordNotCanonical', ({ word }) => [
  `Word ${word} of the weights has bits set where no weight stands.`,
  'Pack the weights with `packWeights` and the bits that the model is created with.',
]) {}
