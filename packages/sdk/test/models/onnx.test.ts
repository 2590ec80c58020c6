import { create, type MessageInitShape, toBinary } from '@bufbuild/protobuf'
import { floatProbabilities, ModelFileError, parseOnnx, predictFloat } from '@cotrain/sdk/models'
import {
  type GraphProtoSchema,
  ModelProtoSchema,
  type NodeProtoSchema,
  TensorProto_DataType as Type,
} from 'onnx-buf'
import { describe, expect, it } from 'vitest'

type Node = MessageInitShape<typeof NodeProtoSchema>
type Graph = MessageInitShape<typeof GraphProtoSchema>

const utf8 = (text: string) => new TextEncoder().encode(text)

function onnx(graph: Graph): Uint8Array {
  const input = [{ name: 'X', type: { value: { case: 'tensorType' as const, value: { elemType: 1 } } } }]
  return toBinary(ModelProtoSchema, create(ModelProtoSchema, { irVersion: 8n, graph: { input, ...graph } }))
}

function node(
  opType: string,
  input: string[],
  output: string,
  attributes: Record<string, unknown> = {},
): Node {
  const attribute = Object.entries(attributes).map(([name, value]) => ({ name, ...attributeValue(value) }))
  return { opType, name: `${opType}_1`, input, output: [output], attribute }
}

function attributeValue(value: unknown) {
  if (typeof value === 'number') return { i: BigInt(value) }
  if (typeof value === 'string') return { s: utf8(value) }
  const list = value as (string | number)[]
  if (typeof list[0] === 'string') return { strings: list.map(text => utf8(String(text))) }
  return { floats: list.map(Number) }
}

function floats(name: string, dims: number[], numbers: number[]) {
  return { name, dims: dims.map(BigInt), dataType: Type.FLOAT, floatData: numbers }
}

/** The same numbers as bytes, as most exporters write them. */
function doubles(name: string, dims: number[], numbers: number[]) {
  const rawData = new Uint8Array(Float64Array.from(numbers).buffer)
  return { name, dims: dims.map(BigInt), dataType: Type.DOUBLE, rawData }
}

function strings(name: string, texts: string[]) {
  return { name, dims: [BigInt(texts.length)], dataType: Type.STRING, stringData: texts.map(utf8) }
}

const classifier = (more: Record<string, unknown> = {}) =>
  node('LinearClassifier', ['X'], 'label', {
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
    const one = node('LinearClassifier', ['X'], 'label', { coefficients: [0.5, -1], intercepts: [2] })
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
        node('ArgMax', ['proba'], 'winner', { axis: 1 }),
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
        { name: 'classes', dims: [3n], dataType: Type.INT64, int64Data: [3n, 5n, 7n] },
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

describe('errors name the node', () => {
  const weights = floats('W', [2, 1], [1, 2])
  it.each<[string, Graph]>([
    [
      'node "LinearClassifier_1" (LinearClassifier) coefficients has 3 numbers for 2 scores',
      { node: [classifier({ coefficients: [1, 2, 3] })] },
    ],
    [
      'node "LinearClassifier_1" (LinearClassifier) coefficients[1] is NaN',
      { node: [classifier({ coefficients: [1, Number.NaN, 3, 4] })] },
    ],
    ['labels of the classes has 3 names', { node: [classifier({ classlabels_strings: ['a', 'b', 'c'] })] }],
    [
      'node "LinearClassifier_1" (LinearClassifier) input is not',
      { node: [node('Tanh', ['X'], 'T'), { ...classifier(), input: ['T'] }] },
    ],
    [
      'node "MatMul_1" (MatMul) reads node "Relu_1" (Relu), which is not linear',
      { initializer: [weights], node: [node('Relu', ['X'], 'R'), node('MatMul', ['R', 'W'], 'Y')] },
    ],
    ['node "MatMul_1" (MatMul) has no constant matrix', { node: [node('MatMul', ['X', 'X'], 'Y')] }],
    [
      'node "Sub_1" (Sub) has 1 factors and 3 shifts',
      {
        initializer: [weights, floats('c', [3], [1, 2, 3]), floats('d', [2], [1, 2])],
        node: [node('Add', ['X', 'd'], 'A'), node('Sub', ['A', 'c'], 'S')],
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
    [
      'tensor "W" is of the type FLOAT16',
      { initializer: [{ ...weights, dataType: Type.FLOAT16 }], node: [] },
    ],
    [
      'tensor "W"[1] is Infinity',
      { initializer: [floats('W', [2, 1], [1, Number.POSITIVE_INFINITY])], node: [] },
    ],
    [
      'graph has no linear model in it: TreeEnsembleClassifier',
      { node: [node('TreeEnsembleClassifier', ['X'], 'Y')] },
    ],
    ['graph.input is "a", "b"', { input: [{ name: 'a' }, { name: 'b' }] }],
    [
      'input "X" is text',
      { input: [{ name: 'X', type: { value: { case: 'tensorType', value: { elemType: 8 } } } }] },
    ],
  ])('%s', (problem, graph) => {
    const read = () => parseOnnx(onnx(graph))
    expect(read).toThrow(ModelFileError)
    expect(read).toThrow(problem)
  })

  it('and the field beside it', () => {
    const bytes = onnx({ node: [classifier()] })
    const inputs = [{ name: 'x', min: 0, max: 1 }]
    expect(() => parseOnnx(bytes, { inputs })).toThrow('inputs has 1 entries, but the model has 2 features')
    expect(() => parseOnnx(bytes, { samples: 'words' })).toThrow('samples is "words"')
    expect(() => parseOnnx(bytes, { classes: ['a'] })).toThrow('classes has 1 names')
  })
})
