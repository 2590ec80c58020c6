import type { NodeProto } from 'onnx-buf'
import { lay, shapeOf } from '../layouts.ts'
import { linearClassifier } from '../linearClassifier.ts'
import { checkNode } from '../nodes.ts'
import { type Operator, refused } from '../values.ts'
import { arithmetic, negative, sum } from './arithmetic.ts'
import { constant, constantOfShape } from './constants.ts'
import { argMax, cast, compare, equal, not, where } from './decisions.ts'
import { given } from './inputs.ts'
import { arrayFeatureExtractor, labelEncoder, zipMap } from './labels.ts'
import { featureVectorizer, normalizer, scaler } from './learned.ts'
import { monotone } from './monotone.ts'
import { batchNormalization, gemm, matMul } from './products.ts'
import { reduce } from './reduce.ts'
import { softmax } from './softmax.ts'
import {
  concat,
  flatten,
  gatherEntries,
  reshape,
  shape,
  slice,
  squeeze,
  transpose,
  unsqueeze,
} from './structure.ts'

/** How an operator is read: the attributes that it may have, the most inputs, and what it does. */
type Entry = { run: Operator; attributes: string[]; inputs: number }

const entry = (run: Operator, inputs: number, ...attributes: string[]): Entry => ({ run, attributes, inputs })
const any = Number.POSITIVE_INFINITY

const identity: Operator = (node, [value]) => {
  const it = given(node, value)
  return lay(node, it, shapeOf(it))
}

/** Nothing is dropped but in training. */
const dropout: Operator = (node, [value, , training]) => {
  const trains =
    training && !(training.kind === 'constant' && training.type !== 'text' && training.numbers[0] === 0)
  if (trains) throw refused(node, 'is in training mode')
  return identity(node, [value], { opset: 0, batchSize: undefined })
}

const sums = entry(reduce, 2, 'axes', 'keepdims', 'noop_with_empty_axes')
const bends = entry(monotone, 1)
const four = entry(arithmetic, 2)
const comparison = entry(compare, 2)

/** The operators of ONNX itself that are read. */
const onnx: Record<string, Entry> = {
  Add: four,
  ArgMax: entry(argMax, 1, 'axis', 'keepdims', 'select_last_index'),
  ArgMin: entry(argMax, 1, 'axis', 'keepdims', 'select_last_index'),
  BatchNormalization: entry(batchNormalization, 5, 'epsilon', 'momentum', 'training_mode', 'spatial'),
  Cast: entry(cast, 1, 'to', 'saturate', 'round_mode'),
  Concat: entry(concat, any, 'axis'),
  Constant: entry(
    constant,
    0,
    'value',
    'value_float',
    'value_floats',
    'value_int',
    'value_ints',
    'value_string',
    'value_strings',
  ),
  ConstantOfShape: entry(constantOfShape, 1, 'value'),
  Div: four,
  Dropout: entry(dropout, 3, 'ratio', 'seed'),
  Equal: entry(equal, 2),
  Exp: bends,
  Flatten: entry(flatten, 1, 'axis'),
  Gather: entry(gatherEntries, 2, 'axis'),
  Gemm: entry(gemm, 3, 'alpha', 'beta', 'transA', 'transB'),
  Greater: comparison,
  GreaterOrEqual: comparison,
  Identity: entry(identity, 1),
  Less: comparison,
  LessOrEqual: comparison,
  Log: bends,
  LogSoftmax: entry(softmax, 1, 'axis'),
  MatMul: entry(matMul, 2),
  Mul: four,
  Neg: entry(negative, 1),
  Not: entry(not, 1),
  Reciprocal: bends,
  ReduceL1: sums,
  ReduceL2: sums,
  ReduceLogSumExp: sums,
  ReduceMax: sums,
  ReduceMean: sums,
  ReduceMin: sums,
  ReduceSum: sums,
  ReduceSumSquare: sums,
  Reshape: entry(reshape, 2, 'shape', 'allowzero'),
  Shape: entry(shape, 1),
  Sigmoid: bends,
  Slice: entry(slice, 5, 'starts', 'ends', 'axes'),
  Softmax: entry(softmax, 1, 'axis'),
  Softplus: bends,
  Sqrt: bends,
  Squeeze: entry(squeeze, 2, 'axes'),
  Sub: four,
  Sum: entry(sum, any),
  Tanh: bends,
  Transpose: entry(transpose, 1, 'perm'),
  Unsqueeze: entry(unsqueeze, 2, 'axes'),
  Where: entry(where, 3),
}

const labels = ['strings', 'int64s', 'floats', 'tensor'].flatMap(type =>
  ['keys', 'values', 'default'].map(
    side => `${side}_${type === 'int64s' && side === 'default' ? 'int64' : type}`,
  ),
)

/** Those of ai.onnx.ml. */
const learned: Record<string, Entry> = {
  ArrayFeatureExtractor: entry(arrayFeatureExtractor, 2),
  FeatureVectorizer: entry(featureVectorizer, any, 'inputdimensions'),
  LabelEncoder: entry(labelEncoder, 1, ...labels, 'classes_strings', 'default_string', 'default_float'),
  LinearClassifier: entry(
    linearClassifier,
    1,
    'coefficients',
    'intercepts',
    'classlabels_strings',
    'classlabels_ints',
    'multi_class',
    'post_transform',
  ),
  Normalizer: entry(normalizer, 1, 'norm'),
  Scaler: entry(scaler, 1, 'offset', 'scale'),
  ZipMap: entry(zipMap, 1, 'classlabels_strings', 'classlabels_int64s'),
}

const domains: Record<string, Record<string, Entry>> = { '': onnx, 'ai.onnx': onnx, 'ai.onnx.ml': learned }

/**
 * What reads a node.
 *
 * @throws ModelFileError if nothing does, or the node has more to it than is read.
 */
export function operatorOf(node: NodeProto): Operator {
  const { opType, domain } = node
  const operators = Object.hasOwn(domains, domain) ? domains[domain]! : {}
  const found = Object.hasOwn(operators, opType) ? operators[opType] : undefined
  if (!found) {
    const foreign = domain !== '' && !Object.hasOwn(domains, domain) ? ` of "${domain}"` : ''
    throw refused(
      node,
      `is an operator${foreign} that is neither linear nor a last step that keeps the answer`,
    )
  }
  checkNode(node, found.attributes, found.inputs)
  return found.run
}
