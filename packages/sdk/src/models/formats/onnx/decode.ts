import { fromBinary } from '@bufbuild/protobuf'
import { type ModelProto, ModelProtoSchema } from 'onnx-buf'
import { ModelFileError } from '../../errors.ts'

/** How the file begins that stands for another in a git repository. */
const pointerStart = 'version https://git-lfs.github.com/spec/'

/** The oldest version of the operators that is read: since then, shapes stretch by numpy's rules. */
const oldestOpset = 7n

/**
 * The protobuf message of an ONNX file.
 *
 * @throws ModelFileError if it is none, not whole, or of a version that is too old.
 */
export function decodeOnnx(bytes: Uint8Array): ModelProto & { graph: NonNullable<ModelProto['graph']> } {
  const start = new TextDecoder().decode(bytes.subarray(0, pointerStart.length))
  if (start === pointerStart) {
    throw new ModelFileError(
      '',
      'is a pointer of git LFS, not the model itself',
      'Fetch it with: git lfs pull',
    )
  }
  const model = decode(bytes)
  const { graph, opsetImport } = model
  if (!graph) throw new ModelFileError('graph', 'is missing', 'Export the model again.')
  if (opsetImport.length === 0) {
    throw new ModelFileError(
      'opset_import',
      'is missing; is the file whole?',
      'Copy or export the model again.',
    )
  }
  const opset =
    opsetImport.find(({ domain }) => domain === '' || domain === 'ai.onnx')?.version ?? oldestOpset
  if (opset < oldestOpset) {
    throw new ModelFileError(
      'opset_import',
      `is version ${opset}`,
      `Export with version ${oldestOpset} or later.`,
    )
  }
  return { ...model, graph }
}

function decode(bytes: Uint8Array): ModelProto {
  try {
    return fromBinary(ModelProtoSchema, bytes)
  } catch (cause) {
    const fix = 'An ONNX file is a protobuf message, ModelProto. Was it copied to its end?'
    throw new ModelFileError('', 'is neither JSON nor ONNX, or not whole', fix, cause)
  }
}
