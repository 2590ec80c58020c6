import { floatProbabilities, ModelFileError, parseModel, parseOnnx, predictFloat } from '@cotrain/sdk/models'
import {
  doubles,
  floats,
  type Graph,
  integers,
  type Node,
  node,
  onnx,
  strings,
  type TensorInit,
  Type,
  tensorInfo,
  utf8,
} from '@cotrain/testing/onnx'
import { describe, expect, it } from 'vitest'

const classifier = (more: Record<string, unknown> = {}) =>
  node('LinearClassifier', ['X'], ['label', 'scores'], {
    coefficients: [-0.5, 1, 0.5, -1],
    intercepts: [-2, 2],
    classlabels_strings: ['ham', 'spam'],
    post_transform: 'LOGISTIC',
    ...more,
  })

describe('LinearClassifier', () => {
  it('of two classes: one score', () => {
    const model = parseOnnx(onnx({ node: [classifier()] }))
    expect(model).toEqual({
      type: 'dense logistic regression',
      classifications: ['ham', 'spam'],
      weights: Float64Array.of(0.5, -1),
      intercept: 2,
      learningRate: 0.2,
    })
    expect(parseOnnx(onnx({ node: [classifier({ post_transform: 'NONE' })] })).type).toBe('dense perceptron')
  })

  it('whose probabilities are a softmax: the difference of the scores', () => {
    const model = parseOnnx(onnx({ node: [classifier({ post_transform: 'SOFTMAX' })] }))
    expect(model).toMatchObject({ weights: Float64Array.of(1, -2), intercept: 4 })
    const [e0, e1] = [Math.exp(-2 - 0.5 + 3), Math.exp(2 + 0.5 - 3)]
    expect(floatProbabilities(model, [1, 3])![1]).toBeCloseTo(e1 / (e0 + e1), 6)
  })

  it('with a single row, and numbers for names', () => {
    const one = node('LinearClassifier', ['X'], ['label', 'scores'], {
      coefficients: [0.5, -1],
      intercepts: [2],
    })
    expect(parseOnnx(onnx({ node: [one] }))).toMatchObject({
      classifications: ['0', '1'],
      weights: Float64Array.of(0.5, -1),
      intercept: 2,
    })
  })

  it('of three classes, over sets if the fields beside it say so', () => {
    const three = classifier({
      coefficients: [1, 0, 0, 1, -1, -1],
      intercepts: [0, 0, 0.5],
      classlabels_strings: ['a', 'b', 'c'],
    })
    const vocabulary = ['yes', 'no']
    const model = parseOnnx(onnx({ node: [three] }), {
      vocabulary,
      learningRate: 0.5,
      classes: ['x', 'y', 'z'],
    })
    expect(model).toEqual({
      type: 'sparse multiclass perceptron',
      classifications: ['x', 'y', 'z'],
      weights: [Float64Array.of(1, 0), Float64Array.of(0, 1), Float64Array.of(-1, -1)],
      intercepts: Float64Array.of(0, 0, 0.5),
      learningRate: 0.5,
      vocabulary,
    })
    expect([[0], [1], [], [0, 1]].map(sample => predictFloat(model, sample))).toEqual([0, 1, 2, 0])
  })

  it('behind a scaler', () => {
    const scaler = node('Scaler', ['X'], 'S', { offset: [10, 20], scale: [0.5, 2] })
    const model = parseOnnx(onnx({ node: [scaler, { ...classifier(), input: ['S'] }] }))
    expect(model).toMatchObject({ weights: Float64Array.of(0.25, -2), intercept: 2 - 0.25 * 10 + 2 * 20 })
  })
})

describe('graphs', () => {
  it('of SGDClassifier with the loss of logistic regression, as skl2onnx writes it', () => {
    const graph = {
      initializer: [
        doubles('coef', [2, 1], [0.5, -1]),
        floats('intercept', [1], [2]),
        floats('negate', [], [-1]),
        floats('unity', [], [1]),
        strings('classes', ['no', 'yes']),
      ],
      node: [
        node('MatMul', ['X', 'coef'], 'product'),
        node('Add', ['product', 'intercept'], 'score'),
        node('Mul', ['score', 'negate'], 'negated'),
        node('Exp', ['negated'], 'exp'),
        node('Add', ['exp', 'unity'], 'sum'),
        node('Reciprocal', ['sum'], 'proba'),
        node('Sub', ['unity', 'proba'], 'rest'),
        node('Concat', ['rest', 'proba'], 'probabilities', { axis: 1 }),
        node('ArgMax', ['probabilities'], 'winner', { axis: 1 }),
        node('ArrayFeatureExtractor', ['classes', 'winner'], 'label'),
      ],
    }
    expect(parseOnnx(onnx(graph))).toMatchObject({
      type: 'dense logistic regression',
      classifications: ['no', 'yes'],
      weights: Float64Array.of(0.5, -1),
      intercept: 2,
    })
  })

  it('of SGDClassifier with the hinge loss', () => {
    const graph = {
      initializer: [
        floats('coef', [2, 1], [0.5, -1]),
        floats('intercept', [1], [2]),
        floats('negate', [], [-1]),
      ],
      node: [
        node('MatMul', ['X', 'coef'], 'product'),
        node('Add', ['product', 'intercept'], 'score'),
        node('Mul', ['score', 'negate'], 'negated'),
        node('Concat', ['negated', 'score'], 'scores', { axis: 1 }),
        node('ArgMax', ['scores'], 'winner', { axis: 1 }),
      ],
    }
    expect(parseOnnx(onnx(graph))).toMatchObject({
      type: 'dense perceptron',
      weights: Float64Array.of(0.5, -1),
      intercept: 2,
    })
  })

  it('of MultinomialNB: its logarithms as weights', () => {
    const graph = {
      initializer: [
        floats('feature_log_prob', [2, 3], [-1, -2, -3, -3, -2, -1]),
        floats('class_log_prior', [1, 3], [-1, -0.5, -2]),
        integers('classes', [3], [3, 5, 7]),
      ],
      node: [
        node('MatMul', ['X', 'feature_log_prob'], 'product'),
        node('Cast', ['product'], 'cast', { to: 1 }),
        node('Add', ['cast', 'class_log_prior'], 'jll'),
        node('ArgMax', ['jll'], 'winner', { axis: 1 }),
        node('ArrayFeatureExtractor', ['classes', 'winner'], 'label'),
      ],
    }
    expect(parseOnnx(onnx(graph), { samples: 'sets' })).toMatchObject({
      type: 'sparse multiclass perceptron',
      classifications: ['3', '5', '7'],
      weights: [Float64Array.of(-1, -3), Float64Array.of(-2, -2), Float64Array.of(-3, -1)],
      intercepts: Float64Array.of(-1, -0.5, -2),
    })
  })

  it('of a linear layer with softmax behind two affine ones', () => {
    const graph = {
      initializer: [
        floats('mean', [2], [1, 2]),
        floats('deviation', [2], [2, 4]),
        floats('W', [3, 2], [1, 0, 0, 1, 1, 1]),
        floats('b', [3], [1, 2, 3]),
      ],
      node: [
        node('Sub', ['X', 'mean'], 'centred'),
        node('Div', ['centred', 'deviation'], 'scaled'),
        node('Gemm', ['scaled', 'W', 'b'], 'logits', { transB: 1 }),
        node('Softmax', ['logits'], 'Y'),
      ],
    }
    expect(parseOnnx(onnx(graph))).toMatchObject({
      type: 'dense multiclass perceptron',
      weights: [Float64Array.of(0.5, 0), Float64Array.of(0, 0.25), Float64Array.of(0.5, 0.25)],
      intercepts: Float64Array.of(1 - 0.5, 2 - 0.5, 3 - 1),
    })
  })

  it('of two linear layers with nothing between', () => {
    const graph = {
      initializer: [floats('A', [2, 2], [1, 2, 3, 4]), floats('B', [2, 1], [1, -1]), floats('b', [1], [5])],
      node: [
        node('MatMul', ['X', 'A'], 'hidden'),
        node('MatMul', ['hidden', 'B'], 'product'),
        node('Add', ['b', 'product'], 'score'),
        node('Sigmoid', ['score'], 'Y'),
      ],
    }
    expect(parseOnnx(onnx(graph))).toMatchObject({
      type: 'dense logistic regression',
      weights: Float64Array.of(-1, -1),
      intercept: 5,
    })
  })
})

/** A linear layer over the two numbers of X, of three classes. */
const layer = {
  initializer: [floats('W', [2, 3], [1, 0, 2, 0, 1, -1]), floats('b', [3], [0, 0.5, 1])],
  node: [node('Gemm', ['X', 'W', 'b'], 'scores')],
}
const scores = {
  weights: [Float64Array.of(1, 0), Float64Array.of(0, 1), Float64Array.of(2, -1)],
  intercepts: Float64Array.of(0, 0.5, 1),
}
/** The layer, and more behind it. */
const behind = (nodes: ReturnType<typeof node>[], more: ReturnType<typeof floats>[] = []): Graph => ({
  initializer: [...layer.initializer, ...more],
  node: [...layer.node, ...nodes],
  output: (nodes.at(-1)?.output ?? ['scores']).map(name => ({ name })),
})

describe('what stands behind the scores', () => {
  it.each<[string, Graph, object]>([
    ['nothing', behind([]), scores],
    [
      'ArgMin: all signs turn',
      behind([node('ArgMin', ['scores'], 'y', { axis: 1 })]),
      { weights: scores.weights.map(row => row.map(x => -x)), intercepts: scores.intercepts.map(x => -x) },
    ],
    [
      'a factor for each class, then a softmax',
      behind(
        [node('Mul', ['scores', 's'], 'm'), node('Softmax', ['m'], 'y')],
        [floats('s', [3], [1, -2, 0.5])],
      ),
      {
        weights: [Float64Array.of(1, 0), Float64Array.of(0, -2), Float64Array.of(1, -0.5)],
        intercepts: Float64Array.of(0, -1, 0.5),
      },
    ],
    [
      'a negative factor behind a softmax',
      behind([node('Softmax', ['scores'], 'p'), node('Neg', ['p'], 'y')]),
      { weights: scores.weights.map(row => row.map(x => -x)) },
    ],
    [
      'the last of equal scores: the classes stand in reverse',
      behind([node('ArgMax', ['scores'], 'y', { axis: 1, select_last_index: 1 })]),
      {
        classifications: ['2', '1', '0'],
        weights: scores.weights.toReversed(),
        intercepts: scores.intercepts.toReversed(),
      },
    ],
  ])('%s', (_, graph, expected) => {
    const { weights, intercepts, classifications } = parseOnnx(onnx(graph)) as never
    expect(JSON.parse(JSON.stringify({ weights, intercepts, classifications }))).toMatchObject(
      JSON.parse(JSON.stringify(expected).replaceAll('-0,', '0,')),
    )
  })

  it('a comparison: ties go where the operator says', () => {
    const graph = (opType: string, level: number) => ({
      initializer: [floats('W', [2, 1], [1, 2]), floats('level', [], [level])],
      node: [node('MatMul', ['X', 'W'], 's'), node(opType, ['s', 'level'], 'y')],
    })
    for (const opType of ['Greater', 'GreaterOrEqual', 'Less', 'LessOrEqual']) {
      const model = parseOnnx(onnx(graph(opType, 3)))
      const told = [
        [1, 0],
        [1, 1],
        [2, 1],
      ].map(sample => model.classifications[predictFloat(model, sample)])
      const [below, equal, above] = [
        opType.startsWith('Less'),
        opType.endsWith('Equal'),
        opType.startsWith('Greater'),
      ]
      expect(told, opType).toEqual([below, equal, above].map(each => String(Number(each))))
    }
    expect(parseOnnx(onnx(graph('GreaterOrEqual', 3)), { classes: ['no', 'yes'] }).classifications).toEqual([
      'yes',
      'no',
    ])
  })

  it('a norm before scores without intercepts, which changes no answer', () => {
    const normed = (more: ReturnType<typeof node>[]) =>
      onnx({
        ...layer,
        node: [
          node('Normalizer', ['X'], 'n', { norm: 'L2' }),
          node('MatMul', ['n', 'W'], 's'),
          ...more,
          node('ArgMax', [more.length > 0 ? 't' : 's'], 'y', { axis: 1 }),
        ],
      })
    expect(parseOnnx(normed([]))).toMatchObject({ weights: scores.weights })
    expect(() => parseOnnx(normed([node('Add', ['s', 'b'], 't')]))).toThrow(
      'adds to numbers that a norm divides',
    )
  })
})

describe('outputs', () => {
  const two = behind([node('Softmax', ['scores'], 'p'), node('ArgMax', ['scores'], 'y', { axis: 1 })])
  const negated = behind([node('Neg', ['scores'], 'n'), node('ArgMax', ['scores'], 'y', { axis: 1 })])
  const outputs = (graph: Graph, ...names: string[]) =>
    onnx({ ...graph, output: names.map(name => ({ name })) })

  it('of one classifier are one', () => {
    expect(parseOnnx(outputs(two, 'y', 'p', 'scores'))).toMatchObject(scores)
  })

  it('of several are refused, unless one is named', () => {
    const file = outputs(negated, 'y', 'n')
    expect(() => parseOnnx(file)).toThrow('graph.output has "y" and "n", which are not of one classifier')
    expect(() => parseOnnx(file)).toThrow('--output or the option output: y, n.')
    expect(parseOnnx(file, {}, { output: 'y' })).toMatchObject(scores)
    expect(parseModel(file, {}, { output: 'n' })).not.toMatchObject(scores)
    expect(() => parseOnnx(file, {}, { output: 'z' })).toThrow('graph.output has no "z"')
  })

  it('that are partly not read are refused, unless another is named', () => {
    const graph = behind([node('Relu', ['scores'], 'r'), node('ArgMax', ['scores'], 'y', { axis: 1 })])
    expect(() => parseOnnx(outputs(graph, 'y', 'r'))).toThrow('(Relu)')
    expect(parseOnnx(outputs(graph, 'y', 'r'), {}, { output: 'y' })).toMatchObject(scores)
  })

  it('of a regression or a transformer are none', () => {
    const one = { initializer: [floats('W', [2, 1], [1, 2])], node: [node('MatMul', ['X', 'W'], 'y')] }
    expect(() => parseOnnx(onnx(one))).toThrow('output "y" is one number, as of a regression')
    expect(() => parseOnnx(onnx(layer, { producerName: 'skl2onnx' }))).toThrow('is that of no classifier')
  })
})

describe('inputs', () => {
  const weights = floats('W', [3, 2], [1, 2, 3, 4, 5, 6])
  const transposed = [Float64Array.of(1, 3, 5), Float64Array.of(2, 4, 6)]
  const difference = { weights: transposed[1]!.map((x, i) => x - transposed[0]![i]!) }
  it.each<[string, Graph]>([
    [
      'several columns',
      {
        input: ['a', 'b', 'c'].map(name => tensorInfo(name, Type.FLOAT, ['N', 1])),
        node: [node('Concat', ['a', 'b', 'c'], 'X', { axis: 1 }), node('MatMul', ['X', 'W'], 'y')],
      },
    ],
    [
      'one sample alone',
      { input: [tensorInfo('X', Type.FLOAT, [3])], node: [node('MatMul', ['X', 'W'], 'y')] },
    ],
    [
      'one sample a run, of whole numbers',
      {
        input: [tensorInfo('X', Type.INT64, [1, 3])],
        node: [
          node('Cast', ['X'], 'F', { to: Type.FLOAT }),
          node('Constant', [], 'shape', { value: integers('', [2], [1, -1]) }),
          node('Reshape', ['F', 'shape'], 'R'),
          node('MatMul', ['R', 'W'], 'y'),
        ],
      },
    ],
    ['without a shape', { input: [tensorInfo('X', Type.FLOAT)], node: [node('MatMul', ['X', 'W'], 'y')] }],
  ])('%s', (_, graph) => {
    expect(parseOnnx(onnx({ initializer: [weights], ...graph }))).toMatchObject(difference)
  })
})

describe('errors name the node', () => {
  const weights = floats('W', [2, 1], [1, 2])
  const wide = { input: [tensorInfo('X', Type.FLOAT, ['N', 2])] }
  const one = { initializer: [floats('one', [1, 2], [1, 1])] }
  const twice = (each: Node): Node => {
    const { attribute = [], ...rest } = each
    return { ...rest, attribute: [...attribute, ...attribute] } as Node
  }
  const withWeights = (tensor: TensorInit): Graph => ({
    initializer: [tensor],
    node: [node('MatMul', ['X', 'W'], 's'), node('Sigmoid', ['s'], 'y')],
  })
  it.each<[string, Graph]>([
    [
      'node "LinearClassifier_1" (LinearClassifier) coefficients has 3 numbers for 2 scores',
      { node: [classifier({ coefficients: [1, 2, 3] })] },
    ],
    [
      'node "LinearClassifier_1" (LinearClassifier) coefficients[1] is NaN',
      { node: [classifier({ coefficients: [1, Number.NaN, 3, 4] })] },
    ],
    ['has 3 labels for 2 scores', { node: [classifier({ classlabels_strings: ['a', 'b', 'c'] })] }],
    [
      'node "Tanh_1" (Tanh), which is not linear',
      {
        node: [node('Mul', ['X', 'one'], 'M'), node('Tanh', ['M'], 'T'), { ...classifier(), input: ['T'] }],
        ...one,
      },
    ],
    [
      'node "Relu_1" (Relu) is an operator that is neither linear nor a last step',
      { initializer: [weights], node: [node('Relu', ['X'], 'R'), node('MatMul', ['R', 'W'], 'Y')], ...wide },
    ],
    ['node "MatMul_1" (MatMul) has no constant matrix', { node: [node('MatMul', ['X', 'X'], 'Y')], ...wide }],
    [
      'node "Sub_1" (Sub) reads tensors of the shapes [samples, 2] and [3]',
      {
        initializer: [floats('c', [3], [1, 2, 3])],
        node: [node('Sub', ['X', 'c'], 'S')],
        ...wide,
      },
    ],
    [
      'node "MatMul_1" (MatMul) has weights for 2 numbers, but gets 3',
      {
        initializer: [weights, floats('c', [3], [1, 2, 3])],
        node: [node('Sub', ['X', 'c'], 'S'), node('MatMul', ['S', 'W'], 'Y')],
      },
    ],
    [
      'tensor "W" has 1 numbers, not 2',
      { initializer: [floats('W', [2, 1], [1])], node: [node('MatMul', ['X', 'W'], 'Y')] },
    ],
    ['tensor "W" is of the type FLOAT16', withWeights({ ...weights, dataType: Type.FLOAT16 })],
    ['tensor "W"[1] is Infinity', withWeights(floats('W', [2, 1], [1, Number.POSITIVE_INFINITY]))],
    [
      'tensor "W" has its data in another file, "weights.bin"',
      withWeights({ ...weights, floatData: [], externalData: [{ key: 'location', value: 'weights.bin' }] }),
    ],
    [
      'node "TreeEnsembleClassifier_1" (TreeEnsembleClassifier) is an operator that is neither',
      { node: [node('TreeEnsembleClassifier', ['X'], 'Y')], ...wide },
    ],
    [
      'node "MatMul_1" (MatMul) is an operator of "com.example"',
      {
        initializer: [weights],
        node: [{ ...node('MatMul', ['X', 'W'], 'Y'), domain: 'com.example' }],
        ...wide,
      },
    ],
    [
      'node "ArgMax_1" (ArgMax) puts several samples together',
      { node: [node('ArgMax', ['X'], 'Y', { axis: 0 })], ...wide },
    ],
    [
      'node "Gemm_1" (Gemm) has an attribute gamma, which is not read',
      { initializer: [weights], node: [node('Gemm', ['X', 'W'], 'Y', { gamma: 1 })] },
    ],
    [
      'node "ArgMax_1" (ArgMax) has the attribute axis twice',
      { node: [twice(node('ArgMax', ['X'], 'Y', { axis: 1 }))], ...wide },
    ],
    [
      'node "LabelEncoder_1" (LabelEncoder) has a key twice',
      {
        node: [
          node('ArgMax', ['X'], 'w', { axis: 1 }),
          node('LabelEncoder', ['w'], 'y', { keys_int64s: [0n, 1n, 0n], values_int64s: [5n, 6n, 7n] }),
        ],
        ...wide,
      },
    ],
    [
      'node "Cast_1" (Cast) makes numbers of the type int of what is not constant',
      { node: [node('Cast', ['X'], 'C', { to: Type.INT64 })], ...wide },
    ],
    [
      'gives the label 1 to two classes',
      {
        initializer: [integers('same', [2], [1, 1])],
        node: [node('ArgMax', ['X'], 'w', { axis: 1 }), node('Gather', ['same', 'w'], 'y')],
        ...wide,
      },
    ],
    ['input "X" is of a size that the file leaves open', { node: [node('ArgMax', ['X'], 'y', { axis: 1 })] }],
    [
      'node "MatMul_1" (MatMul) reads "V", which nothing before it gives',
      {
        node: [node('MatMul', ['X', 'V'], 'y')],
        ...wide,
      },
    ],
    ['input "X" is text', { input: [tensorInfo('X', Type.STRING)], node: [node('Identity', ['X'], 'Y')] }],
  ])('%s', (problem, graph) => {
    const read = () => parseOnnx(onnx(graph))
    expect(read).toThrow(ModelFileError)
    expect(read).toThrow(problem)
  })

  it('or say what is wrong with the file', () => {
    const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n'
    expect(() => parseModel(utf8(pointer))).toThrow('is a pointer of git LFS')
    expect(() => parseModel(utf8(pointer))).toThrow('git lfs pull')
    const whole = onnx({ node: [classifier()] })
    for (let length = 1; length < whole.length; length += 7) {
      expect(() => parseModel(whole.subarray(0, length)), String(length)).toThrow(ModelFileError)
    }
    const old = onnx({ node: [classifier()] }, { opsetImport: [{ domain: '', version: 6n }] })
    expect(() => parseOnnx(old)).toThrow('opset_import is version 6')
    const named = onnx(
      { node: [classifier()] },
      { functions: [{ domain: 'ai.onnx.ml', name: 'LinearClassifier' }] },
    )
    expect(() => parseOnnx(named)).toThrow('is a function of the file')
  })

  it('and the field beside it', () => {
    const bytes = onnx({ node: [classifier()] })
    const inputs = [{ name: 'x', min: 0, max: 1 }]
    expect(() => parseOnnx(bytes, { inputs })).toThrow('inputs has 1 entries, but the model has 2 features')
    expect(() => parseOnnx(bytes, { samples: 'words' })).toThrow('samples is "words"')
    expect(() => parseOnnx(bytes, { classes: ['a'] })).toThrow('classes has 1 names')
  })
})
