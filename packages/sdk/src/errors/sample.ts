import { contractError } from './contractError.ts'

export class EmptySampleError extends contractError('EmptySample', () => [
  'The sample has no features.',
  'None of its words is known to the model, so that it cannot teach it anything. Give a longer sample.',
]) {}

export class SampleMisalignedError extends contractError('SampleMisaligned', ({ bytesGiven }) => [
  `A packed sample has two bytes a feature; ${bytesGiven} bytes were given.`,
  'Pack it with `packSample`.',
]) {}

export class SampleTooLongError extends contractError('SampleTooLong', ({ features, max }) => [
  `The sample has ${features} features; at most ${max} are allowed.`,
  'Shorten it, or split it into several samples.',
]) {}

/** The model's owner has limited how many features a contributed sample may have. */
export class TooManyFeaturesError extends contractError('TooManyFeatures', ({ features, max }) => [
  `The sample has ${features} features; this model learns from samples of at most ${max}.`,
  'Its owner chose that limit when the model was created. Shorten the sample, or split it into several.',
]) {}

/** Indices are out of order or repeated. */
export class IndicesNotAscendingError extends contractError(
  'IndicesNotAscending',
  ({ position, previous, index }) => [
    `Feature ${index} at position ${position} follows ${previous}: indices must ascend, each standing once.`,
    'Sort them and drop repetitions, as `toSample` does.',
  ],
) {}

export class IndexOutOfRangeError extends contractError('IndexOutOfRange', ({ index, featureCount }) => [
  `The model has no feature ${index}.`,
  `Indices are 0 to ${featureCount - 1n}. Check that the sample was encoded with this model's encoder.`,
]) {}

/** A dense sample has a number for each feature. */
export class SampleLengthMismatchError extends contractError(
  'SampleLengthMismatch',
  ({ bytesGiven, bytesExpected }) => [
    `The model takes ${bytesExpected / 2n} numbers of two bytes, ${bytesExpected} bytes; ${bytesGiven} bytes were given.`,
    "Check that the sample was encoded with this model's encoder.",
  ],
) {}

/** A dense sample is longer than 1. */
export class NormAboveOneError extends contractError('NormAboveOne', ({ squaredNorm }) => [
  `The sample has a Euclidean norm of ${(Math.sqrt(Number(squaredNorm)) / 2 ** 15).toFixed(4)}; at most 1 is allowed.`,
  'Divide all samples by the largest norm that they can have, or each one by its own.',
]) {}

export class EmptyBatchError extends contractError('EmptyBatch', () => [
  'There are no samples to contribute.',
  'Give at least one.',
]) {}

export class LengthMismatchError extends contractError('LengthMismatch', ({ labels, samples }) => [
  `There are ${labels} labels for ${samples} samples.`,
  'Give one label for each sample.',
]) {}
