export * from './errors.ts'
export { type Decimal, encodeDecimals, encodeIntegers, type FixedPointOptions } from './fixedPoint.ts'
export { createHashingEncoder, hashToken } from './hashing.ts'
export { createIndexEncoder } from './indices.ts'
export { resolveEncoder } from './resolveEncoder.ts'
export {
  type LabelledSample,
  maxFeatureCount,
  maxSampleLength,
  packSample,
  type Sample,
  toSample,
  unpackSample,
} from './Sample.ts'
export type { SampleEncoder } from './SampleEncoder.ts'
export { createSelectionEncoder, encodeSelection } from './selection.ts'
export { tokenize } from './tokenize.ts'
export {
  createVocabularyEncoder,
  decodeVocabulary,
  encodeVocabulary,
  type VocabularyEncoder,
  vocabularyName,
  vocabularyPrefix,
} from './vocabulary.ts'
