export {
  type DecodeTextOptions,
  decodeText,
  markOf,
  type TextEncoding,
  textEncodings,
  withoutMark,
} from './decodeText.ts'
export { describeClasses, FeatureFileError, LabelError, TextEncodingError } from './errors.ts'
export { createLabelReader, findLabel, type LabelReader } from './labels.ts'
export { readLabel } from './lines.ts'
export { parseFeatureFile } from './parseFeatureFile.ts'
export { parseNumber, parseNumbersFile } from './parseNumbersFile.ts'
