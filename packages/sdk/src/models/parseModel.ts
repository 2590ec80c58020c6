import { decodeText, markOf } from '../data/decodeText.ts'
import { ModelFileError } from './errors.ts'
import { type Fields, object } from './fields.ts'
import { refuseForeign } from './formats/foreign.ts'
import { type OnnxOptions, parseOnnx } from './formats/onnx/parseOnnx.ts'
import { parseVowpalWabbit } from './formats/vw/parseVowpalWabbit.ts'
import { isReadableModel } from './formats/vw/readableModel.ts'
import type { ModelFile } from './ModelFile.ts'
import { parseJson, parseModelFile } from './parseModelFile.ts'

/**
 * Reads a model file of any format, told by its content: JSON (our own, older ones, scikit-learn's),
 * ONNX, or the text that Vowpal Wabbit writes.
 *
 * @param about Fields that stand in for those of the file, such as `name`, `classes`, `vocabulary`: see parseOnnx and
 * parseVowpalWabbit.
 * @param options Of ONNX: which output to read, if the graph has those of several classifiers.
 * @throws ModelFileError that names the field, or the node of a graph; TextEncodingError if JSON is not UTF-8.
 */
export function parseModel(content: Uint8Array, about: Fields = {}, options: OnnxOptions = {}): ModelFile {
  if (content.length === 0) throw new ModelFileError('', 'is empty', 'Export the model again.')
  refuseForeign(content)
  if (!looksLikeJson(content) && !isReadableModel(startOf(content))) {
    return parseOnnx(content, about, options)
  }
  if (options.output !== undefined) {
    throw new ModelFileError('', 'is not ONNX, and has no outputs', 'Name an output of ONNX files only.')
  }
  const text = decodeText(content, { name: 'the model file' })
  if (isReadableModel(text)) return parseVowpalWabbit(text, about)
  if (Object.keys(about).length === 0) return parseModelFile(text)
  return parseModelFile({ ...object(parseJson(text), ''), ...about })
}

/** Whether the first character that is no space begins a JSON object or list. ONNX begins with a byte of 8. */
function looksLikeJson(content: Uint8Array): boolean {
  if (markOf(content) !== undefined) return true
  const start = startOf(content).trimStart()
  return start.startsWith('{') || start.startsWith('[')
}

function startOf(content: Uint8Array): string {
  return new TextDecoder().decode(content.subarray(0, 1024))
}
