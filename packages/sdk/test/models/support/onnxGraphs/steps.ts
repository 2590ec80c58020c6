import { Type } from '@cotrain/testing/onnx'
import type { Builder } from './Builder.ts'

/** A piece of a graph, from numbers [N, columns] to such numbers. */
export type Step = (b: Builder) => void

/** Steps that are affine in each column: a reader folds them in, before or behind the linear layer. */
export const scalings: Step[] = [
  b => b.step('Add', [b.perColumn()]),
  b => b.step('Sub', [b.perColumn()]),
  b => b.step('Mul', [b.perColumn()]),
  b => b.step('Div', [b.perColumn()]),
  b => b.step('Mul', [b.scalar(b.number())]),
  b => b.step('Add', [b.scalar(b.number())]),
  b => {
    b.x = b.add(b.one('Add', 'Sub', 'Mul'), [b.perColumn(), b.x])
  },
  b => {
    b.x = b.add('Sub', [b.scalar(b.number()), b.x])
  },
  b => b.step('Neg'),
  b => b.step('Identity'),
  b => b.step('Dropout'),
  b => {
    b.step('Cast', [], { to: Type.DOUBLE })
    b.step('Cast', [], { to: Type.FLOAT })
  },
  b => b.step('Flatten'),
  b => b.step('Reshape', [b.ints(b.one(-1, 0), b.columns)]),
  b => {
    // as exporters keep the number of samples
    const samples = b.add('Gather', [b.add('Shape', [b.x]), b.ints(0)])
    const target = b.add('Concat', [samples, b.ints(-1)], { axis: 0 })
    b.step('Reshape', [target])
  },
  b => {
    b.step('Unsqueeze', [b.ints(b.one(1, 2))])
    b.step('Reshape', [b.ints(-1, b.columns)])
  },
  b => {
    b.step('Transpose', [], { perm: [1n, 0n] })
    b.step('Transpose', [], { perm: [1n, 0n] })
  },
  b => b.step('Scaler', [], { offset: b.numbers(b.columns), scale: b.numbers(b.columns) }),
  b => b.step('Scaler', [], { offset: b.numbers(1), scale: b.numbers(1) }),
  b => {
    const [scale, shift, mean] = [b.perColumnList(), b.perColumnList(), b.perColumnList()]
    const variance = b.perColumnList(b.numbers(b.columns).map(Math.abs))
    b.step('BatchNormalization', [scale, shift, mean, variance], { epsilon: { float: 0.25 } })
  },
  b => {
    // never itself or its negative: nothing would be left
    const factors = b.numbers(b.columns).map(factor => (Math.abs(factor) === 1 ? 2 : factor))
    const other = b.add('Mul', [b.x, b.perColumn(factors)])
    b.step(b.one('Add', 'Sub', 'Sum'), [other])
  },
]

/** Steps that choose, repeat and mix columns. */
export const mixings: Step[] = [
  b => linear(b, b.int(2, 5)),
  b => pick(b, 'Gather', { axis: 1 }),
  b => pick(b, 'Gather', { axis: -1 }),
  b => pick(b, 'ArrayFeatureExtractor', {}),
  b => {
    if (b.columns < 3) return
    b.step('Slice', [b.ints(1), b.ints(b.one(b.columns, 9_999, -1)), b.ints(b.one(1, -1))])
    const end = b.nodes.at(-1)!
    const stop = b.tensors.find(({ name }) => name === end.input?.[2])!.int64Data![0]!
    b.columns = stop === -1n ? b.columns - 2 : b.columns - 1
  },
  b => {
    const left = b.add('Mul', [b.x, b.scalar(b.number())])
    b.x = b.add('Concat', [left, b.x], { axis: b.one(1, -1) })
    b.columns *= 2
  },
  b => {
    const widths = [BigInt(b.columns), BigInt(b.columns)]
    b.x = b.add('FeatureVectorizer', [b.x, b.add('Neg', [b.x])], { inputdimensions: widths })
    b.columns *= 2
  },
  b => {
    // a table, its rows and columns summed
    const [rows, columns] = [b.columns, b.int(2, 3)]
    linear(b, rows * columns)
    b.step('Reshape', [b.ints(-1, rows, columns)])
    b.step('Transpose', [], { perm: [0n, 2n, 1n] })
    b.step('ReduceSum', [b.ints(1)], { keepdims: 0 })
    b.columns = rows
  },
]

function pick(b: Builder, opType: string, attributes: Record<string, number>): void {
  const list = Array.from({ length: b.int(2, 5) }, () => b.int(0, b.columns - 1))
  b.step(opType, [b.ints(...list)], attributes)
  b.columns = list.length
}

/** A linear layer of so many scores, as exporters write it. */
export function linear(b: Builder, scores: number): void {
  const weights = b.numbers(b.columns * scores)
  const bias = b.numbers(scores)
  const from = b.columns
  b.columns = scores
  switch (b.one('MatMul', 'MatMul', 'Gemm', 'Gemm transposed', 'Gemm transA', 'left')) {
    case 'Gemm':
      b.step('Gemm', [b.constant([from, scores], weights), b.perColumn(bias)], gemm(b))
      return
    case 'Gemm transposed':
      b.step('Gemm', [b.constant([scores, from], weights), b.perColumn(bias)], { ...gemm(b), transB: 1 })
      return
    case 'Gemm transA':
      b.step('Transpose', [], { perm: [1n, 0n] })
      b.step('Gemm', [b.constant([from, scores], weights)], { transA: 1 })
      return
    case 'left': {
      b.step('Transpose')
      b.x = b.add('MatMul', [b.constant([scores, from], weights), b.x])
      b.step('Transpose')
      return
    }
    default:
      b.step('MatMul', [b.constant([from, scores], weights)])
      b.x = b.add(b.one('Add', 'Sub'), [b.x, b.perColumn(bias)])
  }
}

const gemm = (b: Builder) => ({ alpha: { float: b.number() }, beta: { float: b.number() } })

/** Steps that change answers, or nearly: what is behind them must be refused, unless it does no harm. */
export const spoilers: Step[] = [
  ...[
    'Relu',
    'Abs',
    'Exp',
    'Tanh',
    'Sigmoid',
    'Softplus',
    'Floor',
    'Round',
    'Erf',
    'LeakyRelu',
    'Sign',
    'Elu',
  ].map(
    (opType): Step =>
      b =>
        b.step(opType),
  ),
  ...['Softmax', 'LogSoftmax', 'Hardmax'].map(
    (opType): Step =>
      b =>
        b.step(opType, [], { axis: b.one(0, 1, -1) }),
  ),
  b => b.step('Clip', [b.scalarTensor(-0.5), b.scalarTensor(0.5)]),
  b => b.step('Mul', [b.x]),
  b => b.step(b.one('Max', 'Min'), [b.perColumn()]),
  b => b.step('Pow', [b.scalar(2)]),
  b => {
    b.step('Cast', [], { to: b.one(Type.INT64, Type.INT32, Type.BOOL) })
    b.step('Cast', [], { to: Type.FLOAT })
  },
  b => b.step('Normalizer', [], { norm: b.one('MAX', 'L1', 'L2') }),
  b => {
    const total = b.add(b.one('ReduceMax', 'ReduceL2', 'ReduceMean'), [b.x], { axes: [BigInt(b.one(0, 1))] })
    b.step(b.one('Sub', 'Div', 'Mul'), [total])
  },
  b => {
    // two classifiers, one vote each
    const one = b.add('Softmax', [b.x])
    b.x = b.add('Add', [one, b.add('Softmax', [b.add('Neg', [b.x])])])
  },
  b => {
    const winner = b.add('ArgMax', [b.x], { axis: b.one(0, 1) })
    b.step('Add', [b.add('Cast', [winner], { to: Type.FLOAT })])
  },
  b => {
    b.step('ArgMax', [], { axis: 1 })
    b.step('Cast', [], { to: Type.FLOAT })
    b.columns = 1
  },
  b => {
    const yes = b.add('Greater', [b.x, b.scalar(b.number())])
    b.x = b.add('Where', [yes, b.x, b.scalar(b.number())])
  },
  b => {
    b.x = b.add('Div', [b.scalar(1), b.x])
  },
  b => {
    const rows = b.add('Concat', [b.x, b.add('Neg', [b.x])], { axis: 0 })
    b.x = b.add('ReduceMean', [rows], { axes: [0n] })
  },
  b => b.step('Scaler', [], { offset: b.numbers(b.columns), scale: b.numbers(b.columns).map(() => 0) }),
]
