import { parseOnnx, predictFloat } from '@cotrain/sdk/models'
import { floats, type Graph, integers, node, onnx, strings, Type, tensorInfo } from '@cotrain/testing/onnx'
import { describe, expect, it } from 'vitest'
import { runOnnx } from './support/onnxRuntime.ts'

const X = [tensorInfo('X', Type.FLOAT, ['N', 4])]
const outputs = (...names: string[]) => names.map(name => ({ name }))
/** Numbers that look like weights, always the same. */
const weights = (count: number, start: number) =>
  Array.from({ length: count }, (_, i) => Math.round(Math.sin(start + i * 1.7) * 64) / 32)
const samples = Array.from({ length: 60 }, (_, k) => weights(4, k * 3.1).map(x => x * 2))

const scaler = node('Scaler', ['X'], 'scaled', { offset: weights(4, 1), scale: [0.5, 2, 1, 0.25] })
const regression = (input: string, names: string[], columns = 4, suffix = '') =>
  node('LinearClassifier', [input], [`label${suffix}`, `raw${suffix}`], {
    coefficients: weights(columns * names.length, 2),
    intercepts: weights(names.length, 3),
    classlabels_strings: names,
    multi_class: 1,
    post_transform: 'SOFTMAX',
  })
/** One against the rest: a classifier a class, of which the second column counts. */
const oneRest = (k: number) => [
  node('LinearClassifier', ['X'], [`l${k}`, `p${k}`], {
    coefficients: [...weights(4, k).map(x => -x), ...weights(4, k)],
    intercepts: [-0.25, 0.25],
    classlabels_ints: [0n, 1n],
    post_transform: 'LOGISTIC',
  }),
  node('ArrayFeatureExtractor', [`p${k}`, 'second'], `q${k}`),
]

/** Graphs as exporters write them; the first output is the answer. */
const exports: [string, Graph, kind: 'label' | 'scores' | 'probability', names?: string[]][] = [
  [
    'skl2onnx: a scaler and a logistic regression',
    {
      input: X,
      node: [
        scaler,
        regression('scaled', ['low', 'middle', 'high']),
        node('Normalizer', ['raw'], 'normed', { norm: 'L1' }),
        node('ZipMap', ['normed'], 'probabilities', { classlabels_strings: ['low', 'middle', 'high'] }),
      ],
      output: outputs('label', 'probabilities'),
    },
    'label',
  ],
  [
    'skl2onnx: principal components before it',
    {
      input: X,
      initializer: [floats('components', [2, 4], weights(8, 5)), floats('mean', [4], weights(4, 6))],
      node: [
        node('Sub', ['X', 'mean'], 'centred'),
        node('Transpose', ['components'], 'turned', { perm: [1n, 0n] }),
        node('MatMul', ['centred', 'turned'], 'reduced'),
        regression('reduced', ['a', 'b'], 2),
        node('Cast', ['raw'], 'probabilities', { to: Type.FLOAT }),
      ],
      output: outputs('label', 'probabilities'),
    },
    'label',
  ],
  [
    'skl2onnx: selected columns, one against the rest',
    {
      input: X,
      initializer: [
        integers('second', [1], [1]),
        strings('names', ['x', 'y', 'z']),
        integers('list', [1], [-1]),
      ],
      node: [
        ...[0, 1, 2].flatMap(oneRest),
        node('Concat', ['q0', 'q1', 'q2'], 'all', { axis: 1 }),
        node('ReduceSum', ['all', 'second'], 'sum'),
        node('Div', ['all', 'sum'], 'probabilities'),
        node('ArgMax', ['all'], 'winner', { axis: 1 }),
        node('ArrayFeatureExtractor', ['names', 'winner'], 'found'),
        node('Reshape', ['found', 'list'], 'label'),
      ],
      output: outputs('label', 'probabilities'),
    },
    'label',
  ],
  [
    'PyTorch: a picture, flattened, normalised by its batch, and a layer',
    {
      input: [tensorInfo('X', Type.FLOAT, ['N', 1, 2, 2])],
      initializer: [
        floats('W', [3, 4], weights(12, 7)),
        floats('b', [3], weights(3, 8)),
        ...['scale', 'shift', 'mean'].map((name, i) => floats(name, [4], weights(4, i))),
        floats('variance', [4], [1, 0.5, 2, 4]),
      ],
      node: [
        node('Flatten', ['X'], 'flat'),
        node('BatchNormalization', ['flat', 'scale', 'shift', 'mean', 'variance'], 'normed'),
        node('Gemm', ['normed', 'W', 'b'], 'logits', { transB: 1, alpha: { float: 1 } }),
      ],
      output: outputs('logits'),
    },
    'scores',
  ],
  [
    'Keras: a dense layer with a sigmoid',
    {
      input: X,
      initializer: [floats('kernel', [4, 1], weights(4, 9)), floats('bias', [1], [0.25])],
      node: [
        node('MatMul', ['X', 'kernel'], 'm'),
        node('Add', ['m', 'bias'], 'a'),
        node('Sigmoid', ['a'], 'dense'),
      ],
      output: outputs('dense'),
    },
    'probability',
  ],
]

describe('graphs as exporters write them say what they say in their runtime', () => {
  it.each(exports)('%s', async (_, graph, kind) => {
    const nodes = graph.node!.map((each, i) => ({ ...each, name: `${each.opType}_${i}` }))
    const file = onnx({ ...graph, node: nodes })
    const model = parseOnnx(file)
    const [answer] = graph.output!.map(({ name }) => name!)
    const dims = graph.input![0] === X[0] ? [4] : [1, 2, 2]
    const { [answer!]: rows } = await runOnnx(file, samples, [answer!], [{ name: 'X', dims }])
    const told = rows!.map(row => {
      if (kind === 'label') return String(row[0])
      const numbers = row.map(Number)
      return String(
        kind === 'probability' ? Number(numbers[0]! > 0.5) : numbers.indexOf(Math.max(...numbers)),
      )
    })
    expect(samples.map(sample => model.classifications[predictFloat(model, sample)])).toEqual(told)
    expect(new Set(told).size).toBeGreaterThan(1)
  })
})
