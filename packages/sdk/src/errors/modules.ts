import { contractError } from './contractError.ts'

/** The classifier's models have the classes that they were created with. */
export class ClassesAreFixedError extends contractError('ClassesAreFixed', ({ modelId }) => [
  `Model ${modelId} cannot get more classes: its classifier fixes them when a model is created.`,
  'Naive Bayes and nearest centroids can get more later.',
]) {}

/** Learning from a sample later could take more gas than a transaction has. */
export class SampleTooDearError extends contractError('SampleTooDear', ({ gas, max }) => [
  `To learn from this sample later could take ${gas} gas; ${max} is the most that is accepted.`,
  'Contribute a sample with fewer features.',
]) {}

/** Classifiers without probabilities have no quadratic loss. */
export class QuadraticLossNotOfferedError extends contractError('QuadraticLossNotOffered', () => [
  'The classifier gives no probabilities, and so has no quadratic loss.',
  'Choose the loss "errors", or another classifier than a nearest centroid.',
]) {}

/** The trainer has no classifier of this number. */
export class UnknownClassifierError extends contractError(
  'UnknownClassifier',
  ({ classifier, classifiers }) => [
    `The trainer has no classifier ${classifier}.`,
    `Its classifiers have the numbers 0 to ${classifiers - 1n}.`,
  ],
) {}

/** Neither the trainer nor the model's classifier has such a function. */
export class UnknownFunctionError extends contractError('UnknownFunction', ({ selector }) => [
  `Neither the trainer nor the model's classifier has a function ${selector}.`,
  'Use the ABI of the trainer, or the one of the classifier with a model as the first argument.',
]) {}

/** A trainer is built with one classifier at least. */
export class ModuleCountOutOfRangeError extends contractError('ModuleCountOutOfRange', ({ modules, max }) => [
  `A trainer cannot have ${modules} classifiers.`,
  `Build it with 1 to ${max} of them.`,
]) {}

/** There is no code where a classifier should be. */
export class NotAModuleError extends contractError('NotAModule', ({ module }) => [
  `There is no classifier at ${module}.`,
  'Deploy the code of all classifiers before the trainer; deployTrainer does.',
]) {}

/** A step that is done again was given other uploaded words than the model has. */
export class UploadedWordsMismatchError extends contractError(
  'UploadedWordsMismatch',
  ({ words, requiredWords }) => [
    `The step was given ${words} uploaded words; the model has ${requiredWords}.`,
    'Give all words as they were uploaded: training does not change them.',
  ],
) {}

/** A step that is done again needs a word that was not given. */
export class WordMissingError extends contractError('WordMissing', ({ index }) => [
  `The step needs word ${index} of the parameters, which was not given next.`,
  'Give the words that the sample touches, in their order.',
]) {}

/** A step that is done again was given a word that it does not need. */
export class WordNotNeededError extends contractError('WordNotNeeded', ({ index }) => [
  `The step does not need word ${index} of the parameters, which was given.`,
  'Give the words that the sample touches, and no others.',
]) {}
