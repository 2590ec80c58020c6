import { type TensorProto, TensorProto_DataLocation, TensorProto_DataType } from 'onnx-buf'
import { ModelFileError } from '../../errors.ts'

/** A tensor of numbers, or of texts. Truth is 0 or 1. */
export type Tensor =
  | { dims: number[]; type: 'float' | 'int' | 'bool'; numbers: Float64Array }
  | { dims: number[]; type: 'text'; texts: string[] }

const types = TensorProto_DataType

/** What the types of ONNX are here; those of 16 bits and less round too much. */
const known: Record<number, Tensor['type']> = {
  [types.FLOAT]: 'float',
  [types.DOUBLE]: 'float',
  [types.INT32]: 'int',
  [types.INT64]: 'int',
  [types.BOOL]: 'bool',
  [types.STRING]: 'text',
}

/** @throws ModelFileError if the type of a tensor or of a cast is one that no linear model has. */
export function tensorType(dataType: number, path: string): Tensor['type'] {
  const type = known[dataType]
  if (type) return type
  throw new ModelFileError(
    path,
    `is of the type ${types[dataType] ?? dataType}`,
    'Export the model with floats of 32 or 64 bits.',
  )
}

/** @throws ModelFileError if the tensor is of a type that no linear model has, or its numbers are elsewhere. */
export function readTensor(tensor: TensorProto, path = `tensor "${tensor.name}"`): Tensor {
  const dims = tensor.dims.map(Number)
  if (tensor.dataLocation === TensorProto_DataLocation.EXTERNAL || tensor.externalData.length > 0) {
    const file = tensor.externalData.find(({ key }) => key === 'location')?.value ?? ''
    throw new ModelFileError(path, `has its data in another file, "${file}"`, 'Save the model as one file.')
  }
  const type = tensorType(tensor.dataType, path)
  const decoder = new TextDecoder()
  const texts = type === 'text' ? tensor.stringData.map(bytes => decoder.decode(bytes)) : undefined
  const numbers = texts ? [] : tensor.rawData.length > 0 ? readRaw(tensor, path) : readLists(tensor)
  const [length, count] = [(texts ?? numbers).length, dims.reduce((product, dim) => product * dim, 1)]
  if (length !== count || dims.some(dim => dim < 0)) {
    throw new ModelFileError(path, `has ${length} numbers, not ${count}`, 'Export the model again.')
  }
  if (texts) return { dims, type: 'text', texts }
  const wrong = numbers.findIndex(number => !Number.isFinite(number))
  if (wrong < 0) return { dims, type: type as 'float', numbers: Float64Array.from(numbers) }
  throw new ModelFileError(`${path}[${wrong}]`, `is ${numbers[wrong]}`, 'Weights are finite numbers.')
}

function readRaw({ rawData, dataType }: TensorProto, path: string): Float64Array {
  const view = new DataView(rawData.buffer, rawData.byteOffset, rawData.byteLength)
  const read = (bytes: number, at: (offset: number) => number) => {
    if (rawData.length % bytes !== 0) {
      throw new ModelFileError(path, `has ${rawData.length} bytes of data`, 'Export the model again.')
    }
    return Float64Array.from({ length: rawData.length / bytes }, (_, i) => at(i * bytes))
  }
  if (dataType === types.FLOAT) return read(4, offset => view.getFloat32(offset, true))
  if (dataType === types.DOUBLE) return read(8, offset => view.getFloat64(offset, true))
  if (dataType === types.INT32) return read(4, offset => view.getInt32(offset, true))
  if (dataType === types.BOOL) return read(1, offset => view.getUint8(offset))
  return read(8, offset => Number(view.getBigInt64(offset, true)))
}

function readLists({ dataType, floatData, doubleData, int32Data, int64Data }: TensorProto): number[] {
  if (dataType === types.FLOAT) return floatData
  if (dataType === types.DOUBLE) return doubleData
  if (dataType === types.INT64) return int64Data.map(Number)
  return int32Data
}
