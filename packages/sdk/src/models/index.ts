export { accuracyOf, scoreOf } from './accuracy.ts'
export { type EncoderOfFile, encoderOf } from './encoderOf.ts'
export * from './errors.ts'
export { type Evaluation, evaluate } from './evaluate.ts'
export type {
  ModelFile,
  ModelFileCommon,
  NaiveBayesFile,
  NearestCentroidFile,
  PerceptronFile,
  SparseNearestCentroidFile,
} from './ModelFile.ts'
export { maxWeight, packWeights, unpackWeights } from './packedWeights.ts'
export { parseFeatureFile } from './parseFeatureFile.ts'
export { parseModelFile } from './parseModelFile.ts'
export {
  assertDeployable,
  type QuantisedPerceptron,
  type QuantiseOptions,
  quantisePerceptron,
} from './quantisePerceptron.ts'
