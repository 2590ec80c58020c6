import { type TensorProto, TensorProto_DataLocation, TensorProto_DataType } from 'onnx-buf'
import { ModelFileError } from '../../errors.ts'

/** A tensor of numbers, or of texts. */
export type Tensor = { dims: number[]; numbers: Float64Array } | { dims: number[]; texts: string[] }

const types = TensorProto_DataType

/** @throws ModelFileError if the tensor is of a type that no linear model has, or its numbers are elsewhere. */
export function readTensor(tensor: TensorProto, path = `tensor "${tensor.name}"`): Tensor {
  const dims = tensor.dims.map(Number)
  if (tensor.dataLocation === TensorProto_DataLocation.EXTERNAL) {
    throw new ModelFileError(path, 'has its data in another file', 'Save the model as one file.')
  }
  if (tensor.dataType === types.STRING) {
    return { dims, texts: tensor.stringData.map(bytes => new TextDecoder().decode(bytes)) }
  }
  const numbers = tensor.rawData.length > 0 ? readRaw(tensor, path) : readLists(tensor, path)
  const count = dims.reduce((product, dim) => product * dim, 1)
  if (numbers.length !== count) {
    throw new ModelFileError(path, `has ${numbers.length} numbers, not ${count}`, 'Export the model again.')
  }
  const wrong = numbers.findIndex(number => !Number.isFinite(number))
  if (wrong < 0) return { dims, numbers }
  throw new ModelFileError(`${path}[${wrong}]`, `is ${numbers[wrong]}`, 'Weights are finite numbers.')
}

function readRaw({ rawData, dataType }: TensorProto, path: string): Float64Array {
  const view = new DataView(rawData.buffer, rawData.byteOffset, rawData.byteLength)
  const read = (bytes: number, at: (offset: number) => number) =>
    Float64Array.from({ length: Math.floor(rawData.length / bytes) }, (_, i) => at(i * bytes))
  if (dataType === types.FLOAT) return read(4, offset => view.getFloat32(offset, true))
  if (dataType === types.DOUBLE) return read(8, offset => view.getFloat64(offset, true))
  if (dataType === types.INT32) return read(4, offset => view.getInt32(offset, true))
  if (dataType === types.INT64) return read(8, offset => Number(view.getBigInt64(offset, true)))
  throw wrongType(dataType, path)
}

function readLists(tensor: TensorProto, path: string): Float64Array {
  if (tensor.dataType === types.FLOAT) return Float64Array.from(tensor.floatData)
  if (tensor.dataType === types.DOUBLE) return Float64Array.from(tensor.doubleData)
  if (tensor.dataType === types.INT32) return Float64Array.from(tensor.int32Data)
  if (tensor.dataType === types.INT64) return Float64Array.from(tensor.int64Data, Number)
  throw wrongType(tensor.dataType, path)
}

function wrongType(dataType: number, path: string) {
  return new ModelFileError(
    path,
    `is of the type ${types[dataType] ?? dataType}`,
    'Export the model with floats of 32 or 64 bits.',
  )
}
