import type { NodeProto } from 'onnx-buf'
import { ModelFileError } from '../../errors.ts'
import type { Curve } from './curves.ts'
import type { Forms } from './forms.ts'
import { nodePath } from './nodes.ts'
import type { Tensor } from './tensors.ts'

/** The shape of what the graph makes of one sample; the axis of the samples, if it has one, counts as 1. */
export type Shape = { dims: number[]; batch: number | undefined }

export type Constant = { kind: 'constant' } & Tensor

type Made = Shape & { by: NodeProto | undefined }

/** What is known of the order of several numbers, and what the classes are called that they are for. */
type Ordered = Made & {
  forms: Forms
  /** The numbers are those of `forms` times one positive number that is not known, as behind a Normalizer. */
  relative: boolean
  labels?: string[] | undefined
}

/** Numbers that are affine in the sample. */
export type Affine = Ordered & { kind: 'affine'; integers: boolean }

/** The same, each bent: scales · curves(forms) + offsets. */
export type Curved = Ordered & {
  kind: 'curved'
  curves: Curve[]
  scales: Float64Array
  offsets: Float64Array
}

/** Numbers of which only the order is known: that of `forms`. */
export type Ranked = Ordered & { kind: 'ranked'; positive: boolean }

/** One number a sample, the same for all classes, such as the sum of their probabilities. */
export type Row = Made & {
  kind: 'row'
  sign: 'positive' | 'not negative' | 'any'
  logSumOf?: Forms | undefined
}

/** Which class wins: that of the highest score, the first of several. */
export type Verdict = {
  scores: Forms
  /** The probability of class 1 of two is the logistic function of the difference of their scores. */
  logistic: boolean
  /** Class i is the number `order[i]` of the graph: where the last of equal scores wins, they stand in reverse. */
  order: number[]
}

/** One label a sample: `table[i]` if class i wins. */
export type Decision = Made & {
  kind: 'decision'
  verdict: Verdict
  table: (number | string)[]
  type: Tensor['type']
}

/** What is known of a tensor of the graph. */
export type Value = Constant | Affine | Curved | Ranked | Row | Decision

/** What an operator makes of its inputs. */
export type Operator = (node: NodeProto, inputs: (Value | undefined)[], file: FileFacts) => Value | Value[]

/** What operators know besides their node: versions of the operators, and how many samples a run has, if it is told. */
export type FileFacts = { opset: number; batchSize: number | undefined }

/** How many numbers a shape has. */
export function sizeOf(dims: readonly number[]): number {
  return dims.reduce((product, dim) => product * dim, 1)
}

/** The numbers of a constant, to be calculated with. */
export function numbersOf(node: NodeProto, value: Value | undefined, what = 'an input'): Float64Array {
  if (value?.kind !== 'constant' || value.type === 'text')
    throw refused(node, `${what} is no constant of numbers`)
  const wrong = value.numbers.findIndex(number => !Number.isFinite(number))
  if (wrong < 0) return value.numbers
  throw refused(node, `${what} is no number that is known`)
}

const onlyLinear =
  'Export a linear classifier by itself. docs/import.md lists the nodes that are folded in, kept and refused.'

/** The error about a node that is not read. */
export function refused(node: NodeProto, problem: string, fix = onlyLinear): ModelFileError {
  return new ModelFileError(nodePath(node), problem, fix)
}

/** The error about a node that reads what it cannot be read behind. */
export function misplaced(node: NodeProto, inputs: readonly (Value | undefined)[]): ModelFileError {
  const culprit = inputs.find(value => value && !['constant', 'affine'].includes(value.kind))
  const by = culprit && 'by' in culprit ? culprit.by : undefined
  if (by) return refused(node, `reads ${nodePath(by)}, which is not linear`)
  return refused(node, 'is neither linear nor a last step that keeps the answer')
}
