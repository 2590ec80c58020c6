import { create, type MessageInitShape, toBinary } from '@bufbuild/protobuf'
import {
  AttributeProto_AttributeType as Attribute,
  type GraphProtoSchema,
  ModelProtoSchema,
  type NodeProtoSchema,
  type TensorProtoSchema,
  TensorProto_DataType as Type,
  type ValueInfoProtoSchema,
} from 'onnx-buf'

export type Node = MessageInitShape<typeof NodeProtoSchema>
export type Graph = MessageInitShape<typeof GraphProtoSchema>
export type TensorInit = MessageInitShape<typeof TensorProtoSchema>
type ModelFields = Pick<
  MessageInitShape<typeof ModelProtoSchema>,
  'opsetImport' | 'producerName' | 'metadataProps' | 'functions'
>
type Info = MessageInitShape<typeof ValueInfoProtoSchema>

export { Type }

export const utf8 = (text: string) => new TextEncoder().encode(text)

/** An ONNX file of a graph; without inputs and outputs, X is two numbers a sample, and the last node gives the answer. */
export function onnx(graph: Omit<Graph, '$typeName'>, more: Partial<ModelFields> = {}): Uint8Array {
  const last = graph.node?.at(-1)?.output ?? []
  return toBinary(
    ModelProtoSchema,
    create(ModelProtoSchema, {
      irVersion: 8n,
      opsetImport: [
        { domain: '', version: 15n },
        { domain: 'ai.onnx.ml', version: 2n },
      ],
      graph: {
        name: 'graph',
        input: [tensorInfo('X', Type.FLOAT, ['N', undefined])],
        output: last.map(name => ({ name })),
        ...(graph as Graph),
      },
      ...more,
    }),
  )
}

/** What a graph says of an input or output; a size may be a number, a name, or open. */
export function tensorInfo(name: string, elemType: number, dims?: (number | string | undefined)[]): Info {
  const dim = dims?.map(size => {
    if (typeof size === 'number') return { value: { case: 'dimValue' as const, value: BigInt(size) } }
    return size === undefined ? {} : { value: { case: 'dimParam' as const, value: size } }
  })
  return {
    name,
    type: { value: { case: 'tensorType', value: { elemType, ...(dim ? { shape: { dim } } : {}) } } },
  }
}

const learned = new Set([
  'ArrayFeatureExtractor',
  'FeatureVectorizer',
  'LabelEncoder',
  'LinearClassifier',
  'LinearRegressor',
  'Normalizer',
  'Scaler',
  'TreeEnsembleClassifier',
  'ZipMap',
])

export type Attributes = Record<
  string,
  number | string | number[] | string[] | bigint[] | { float: number } | TensorInit
>

/** A node; numbers are integers unless they are `{ float }`, lists are of floats unless they are bigints. */
export function node(
  opType: string,
  input: string[],
  output: string | string[],
  attributes: Attributes = {},
): Node {
  return {
    opType,
    name: `${opType}_1`,
    domain: learned.has(opType) ? 'ai.onnx.ml' : '',
    input,
    output: typeof output === 'string' ? [output] : output,
    attribute: Object.entries(attributes).map(([name, value]) => ({ name, ...attributeValue(value) })),
  }
}

function attributeValue(value: Attributes[string]) {
  if (typeof value === 'number') return { type: Attribute.INT, i: BigInt(value) }
  if (typeof value === 'string') return { type: Attribute.STRING, s: utf8(value) }
  if (!Array.isArray(value)) {
    return 'float' in value ? { type: Attribute.FLOAT, f: value.float } : { type: Attribute.TENSOR, t: value }
  }
  if (typeof value[0] === 'string')
    return { type: Attribute.STRINGS, strings: value.map(text => utf8(String(text))) }
  if (typeof value[0] === 'bigint') return { type: Attribute.INTS, ints: value.map(BigInt) }
  return { type: Attribute.FLOATS, floats: value.map(Number) }
}

export function floats(name: string, dims: number[], numbers: number[]) {
  return { name, dims: dims.map(BigInt), dataType: Type.FLOAT, floatData: numbers }
}

/** The same numbers as bytes of 64 bits each, as many exporters write them. */
export function doubles(name: string, dims: number[], numbers: number[]) {
  const rawData = new Uint8Array(Float64Array.from(numbers).buffer)
  return { name, dims: dims.map(BigInt), dataType: Type.DOUBLE, rawData }
}

export function integers(name: string, dims: number[], numbers: number[]) {
  return { name, dims: dims.map(BigInt), dataType: Type.INT64, int64Data: numbers.map(BigInt) }
}

export function strings(name: string, texts: string[]) {
  return { name, dims: [BigInt(texts.length)], dataType: Type.STRING, stringData: texts.map(utf8) }
}
