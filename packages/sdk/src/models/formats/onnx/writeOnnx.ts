import { create, type MessageInitShape, toBinary } from '@bufbuild/protobuf'
import {
  AttributeProto_AttributeType,
  ModelProtoSchema,
  type NodeProtoSchema,
  TensorProto_DataType,
  type ValueInfoProtoSchema,
} from 'onnx-buf'
import { featureIndicesOf } from '../../encoderOf.ts'
import { UnsupportedModelError } from '../../errors.ts'
import { featureCountOf, isSparse } from '../../features.ts'
import { linearise } from '../../linearise.ts'
import type { ModelFile } from '../../ModelFile.ts'
import { checkClasses } from '../checkClasses.ts'
import { aboutKey } from './parseOnnx.ts'

/** ONNX 1.10 and ai.onnx.ml 1: what every runtime of today reads. */
const versions = { irVersion: 8n, onnx: 15n, ml: 1n }

/**
 * The model as an ONNX file with one LinearClassifier: every classifier here has scores that are linear in the
 * sample. Weights are rounded to 32 bits. What naive Bayes and centroids have counted is lost; what ONNX has no place
 * for goes into `metadata_props`.
 *
 * @throws UnsupportedModelError if the model has fewer than two classes, or uses some features of its encoder only.
 */
export function writeOnnx(file: ModelFile): Uint8Array {
  checkClasses(file, 'ONNX')
  if (featureIndicesOf(file)) {
    throw new UnsupportedModelError(file.type, 'ONNX has no place for featureIndices')
  }
  const { type, classifications } = file
  const { weights, intercepts } = linearise(file)
  const features = featureCountOf(file)
  const logistic = type.endsWith('logistic regression')
  const node = linearClassifier(
    weights.flatMap(row => Array.from(row)),
    Array.from(intercepts),
    classifications,
    logistic ? 'LOGISTIC' : type === 'naive bayes' ? 'SOFTMAX' : 'NONE',
  )
  const model = create(ModelProtoSchema, {
    irVersion: versions.irVersion,
    producerName: 'cotrain',
    opsetImport: [
      { domain: '', version: versions.onnx },
      { domain: 'ai.onnx.ml', version: versions.ml },
    ],
    graph: {
      name: file.name ?? type,
      docString: file.description ?? '',
      node: [node],
      input: [tensorInfo('samples', TensorProto_DataType.FLOAT, features)],
      output: [
        tensorInfo('label', TensorProto_DataType.STRING),
        tensorInfo('scores', TensorProto_DataType.FLOAT, classifications.length),
      ],
    },
    metadataProps: [{ key: aboutKey, value: about(file) }],
  })
  return toBinary(ModelProtoSchema, model)
}

function about(file: ModelFile): string {
  const { name, description, encoder, vocabulary, inputs, links } = file
  return JSON.stringify({
    name,
    description,
    encoder,
    vocabulary,
    inputs,
    links,
    samples: isSparse(file) ? 'sets' : 'numbers',
    learningRate: 'learningRate' in file ? file.learningRate : undefined,
  })
}

function linearClassifier(
  coefficients: number[],
  intercepts: number[],
  classes: string[],
  transform: string,
): MessageInitShape<typeof NodeProtoSchema> {
  const { FLOATS, STRINGS, STRING, INT } = AttributeProto_AttributeType
  const utf8 = (text: string) => new TextEncoder().encode(text)
  return {
    name: 'classifier',
    opType: 'LinearClassifier',
    domain: 'ai.onnx.ml',
    input: ['samples'],
    output: ['label', 'scores'],
    attribute: [
      { name: 'coefficients', type: FLOATS, floats: coefficients },
      { name: 'intercepts', type: FLOATS, floats: intercepts },
      { name: 'classlabels_strings', type: STRINGS, strings: classes.map(utf8) },
      { name: 'multi_class', type: INT, i: classes.length > 2 ? 1n : 0n },
      { name: 'post_transform', type: STRING, s: utf8(transform) },
    ],
  }
}

/** Any number of rows, of so many elements each. */
function tensorInfo(
  name: string,
  elemType: TensorProto_DataType,
  columns?: number,
): MessageInitShape<typeof ValueInfoProtoSchema> {
  const dim = [
    { value: { case: 'dimParam' as const, value: 'N' } },
    ...(columns === undefined ? [] : [{ value: { case: 'dimValue' as const, value: BigInt(columns) } }]),
  ]
  return { name, type: { value: { case: 'tensorType', value: { elemType, shape: { dim } } } } }
}
