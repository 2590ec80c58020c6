export { checkPublished } from './checkPublished.ts'
export {
  type ClippedNumber,
  type DenseEncoder,
  type DenseSample,
  denseUnit,
  type LabelledDenseSample,
  maxDenseFeatureCount,
  packDenseSample,
  toDenseSample,
  unpackDenseSample,
} from './DenseSample.ts'
export * from './errors.ts'
export { type Decimal, encodeDecimals, encodeIntegers, type FixedPointOptions } from './fixedPoint.ts'
export { createHashingEncoder, createSklearnHashingEncoder, hashToken } from './hashing.ts'
export { hexOfBytes } from './hex.ts'
export { createIndexEncoder } from './indices.ts'
export { isLoadableEncoder, type LoadableEncoder, loadableEncoder } from './loadable.ts'
export {
  createLoadedEncoder,
  type LoadEncoder,
  type LoadedDenseEncoder,
  type LoadedEncoder,
  type PictureInput,
  unloadedEncoder,
} from './loaded.ts'
export {
  createNumbersEncoder,
  createVectorEncoder,
  encodeInputs,
  isDenseEncoder,
  type NumberInput,
  type NumbersEncoder,
  resolveDenseEncoder,
} from './numbers.ts'
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
export { type Tokens, tokenize } from './tokenize.ts'
export {
  createVocabularyEncoder,
  decodeVocabulary,
  encodeVocabulary,
  type VocabularyEncoder,
  vocabularyName,
  vocabularyPrefix,
  vocabularyTokens,
} from './vocabulary.ts'
