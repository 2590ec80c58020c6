export { FeatureFileError, parseFeatureFile } from '../data/index.ts'
export {
  type DenseEncoderOfFile,
  denseEncoderOf,
  type EncoderOfFile,
  encoderOf,
  encodingOf,
} from './encoderOf.ts'
export * from './errors.ts'
export { featureCountOf, isSparse } from './features.ts'
export {
  type FloatSample,
  floatProbabilities,
  floatScores,
  predictFloat,
} from './float/predictFloat.ts'
export { writeModelFile } from './formats/json/writeModelFile.ts'
export { type OnnxOptions, parseOnnx } from './formats/onnx/parseOnnx.ts'
export { writeOnnx } from './formats/onnx/writeOnnx.ts'
export { writeSklearn } from './formats/sklearn/writeSklearn.ts'
export { type LinearScores, linearise } from './linearise.ts'
export type {
  LogisticRegressionFile,
  ModelFile,
  ModelFileCommon,
  MulticlassPerceptronFile,
  NaiveBayesFile,
  NearestCentroidFile,
  PerceptronFile,
  SparseNearestCentroidFile,
} from './ModelFile.ts'
export { noteOnInputs, noteOnParameters, noteOnSample, notesOnModel } from './notes.ts'
export { maxWeight, packWeights, unpackWeights } from './packedWeights.ts'
export { parseModel } from './parseModel.ts'
export { parseModelFile } from './parseModelFile.ts'
export { type PreparedModel, type PrepareModelOptions, prepareModel } from './prepareModel.ts'
export { type Accuracies, type ClippedInput, measure } from './quantise/measure.ts'
export type {
  ClippedParameter,
  FloatLabelled,
  QuantisedModel,
  QuantiseModelOptions,
} from './quantise/QuantisedModel.ts'
export { quantise } from './quantise/quantise.ts'
export { type QuantisedSparsePerceptron, quantiseSparsePerceptron } from './quantise/sparsePerceptron.ts'
export { type About, type IntegerModel, toModelFile } from './quantise/toModelFile.ts'
export { maxSampleWeight, usualSampleWeight } from './sampleWeight.ts'
export { suggestMaxFeatures } from './suggestMaxFeatures.ts'
