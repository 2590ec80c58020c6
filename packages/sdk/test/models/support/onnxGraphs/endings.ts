import { strings, Type } from '@cotrain/testing/onnx'
import type { Builder } from './Builder.ts'
import { linear, type Step } from './steps.ts'

/** The last steps, from scores [N, classes] to what the graph gives out. */
export function finish(b: Builder): void {
  if (b.columns === 1) binary(b)
  else if (b.chance(15)) scores(b)
  else if (b.chance(60)) decide(b)
  else {
    squash(b)
    if (b.chance(50)) scores(b)
    else decide(b)
  }
}

function scores(b: Builder): void {
  b.outputs.push(b.x)
  b.answer = { output: b.x, kind: 'scores' }
  b.margin = { tensor: b.x }
}

/** What keeps the order of scores, in the words of many exporters. */
const squashes: Step[] = [
  b => b.step('Softmax', [], { axis: b.one(1, -1) }),
  b => b.step('LogSoftmax', [], { axis: b.one(1, -1) }),
  b => b.step('Sigmoid'),
  b => {
    b.step('Mul', [b.scalar(0.125)])
    b.step(b.one('Tanh', 'Softplus'))
  },
  b => {
    b.step('Softmax')
    b.step('Normalizer', [], { norm: b.one('L1', 'L2', 'MAX') })
  },
  b => {
    const exp = b.add('Exp', [b.add('Sub', [b.x, b.add('ReduceMax', [b.x], { axes: [1n] })])])
    b.x = b.add('Div', [exp, b.add('ReduceSum', [exp, b.ints(1)])])
  },
  b => {
    const log = b.add('Sub', [b.x, b.add('ReduceLogSumExp', [b.x], { axes: [1n] })])
    b.x = b.chance(50) ? b.add('Exp', [log]) : log
  },
  b => {
    b.step('Sigmoid')
    b.step('Div', [b.add('ReduceSum', [b.x, b.ints(1)])])
  },
  b => {
    // 1 / (1 + e^-x), normalised where the sum is not 0
    const sum = b.add('Add', [b.add('Exp', [b.add('Neg', [b.x])]), b.scalar(1)])
    const p = b.add('Reciprocal', [sum])
    const total = b.add('ReduceSum', [p, b.ints(1)])
    const none = b.add('Cast', [b.add('Not', [b.add('Cast', [total], { to: Type.BOOL })])], {
      to: Type.FLOAT,
    })
    b.x = b.add('Div', [b.add('Add', [p, none]), b.add('Add', [total, none])])
  },
]

/** Steps behind those: the same for all classes. */
const lastSteps: Step[] = [
  b => b.step('Mul', [b.scalar(b.number(4))]),
  b => b.step('Add', [b.scalar(b.number())]),
  b => b.step('Neg'),
  b => b.step('Identity'),
  b => b.step('Cast', [], { to: Type.FLOAT }),
  b => b.step('Reshape', [b.ints(-1, b.columns)]),
]

function squash(b: Builder): void {
  b.one(...squashes)(b)
  while (b.chance(30)) b.one(...lastSteps)(b)
}

function decide(b: Builder, beside = b.chance(40)): void {
  b.margin = { tensor: b.x }
  const before = b.x
  const last = b.chance(15)
  const keepdims = b.int(0, 1)
  b.step(b.chance(80) ? 'ArgMax' : 'ArgMin', [], {
    axis: b.one(1, -1),
    keepdims,
    ...(last ? { select_last_index: 1 } : {}),
  })
  label(b)
  // the scores beside it, unless the label is that of the lowest
  const lowest = b.nodes.some(({ opType }) => opType === 'ArgMin')
  if (beside && !lowest) b.outputs.push(before)
}

/** From the number of a class to its label. */
function label(b: Builder): void {
  const classes = Math.max(2, b.columns)
  const names = Array.from({ length: classes }, (_, i) => `class ${(i * 7) % 10}`)
  switch (b.one('number', 'number', 'extractor', 'gather', 'encoder', 'cast', 'affine')) {
    case 'extractor': {
      const list = b.name()
      b.tensors.push(strings(list, names))
      b.x = b.add('ArrayFeatureExtractor', [list, b.x])
      b.step('Reshape', [b.ints(-1)])
      b.labels = names
      break
    }
    case 'gather': {
      const numbers = names.map((_, i) => (i * 3) % 11)
      b.x = b.add('Gather', [b.ints(...numbers), b.x])
      b.labels = numbers.map(String)
      break
    }
    case 'encoder':
      b.step('LabelEncoder', [], {
        keys_int64s: names.map((_, i) => BigInt(i)),
        values_strings: names,
        default_string: 'none',
      })
      b.labels = names
      break
    case 'cast':
      b.step('Cast', [], { to: b.one(Type.FLOAT, Type.INT32, Type.STRING) })
      break
    case 'affine': {
      const two = b.name()
      b.tensors.push({ name: two, dims: [], dataType: Type.INT64, int64Data: [2n] })
      b.step('Mul', [two])
      b.labels = names.map((_, i) => String(2 * i))
      break
    }
  }
  b.outputs.push(b.x)
  b.answer = { output: b.x, kind: 'label' }
}

/** One score, and what decides on it. */
function binary(b: Builder): void {
  const score = b.x
  switch (b.one('probability', 'threshold', 'threshold', 'complement', 'opposite')) {
    case 'probability':
      probability(b)
      b.outputs.push(b.x)
      b.answer = { output: b.x, kind: 'probability' }
      b.margin = { tensor: b.x, level: 0.5 }
      return
    case 'complement': {
      probability(b)
      const rest = b.add('Sub', [b.scalar(1), b.x])
      b.x = b.add('Concat', [rest, b.x], { axis: 1 })
      b.columns = 2
      if (b.chance(40)) scores(b)
      else decide(b)
      return
    }
    case 'opposite':
      b.x = b.add('Concat', [b.add('Neg', [score]), score], { axis: 1 })
      b.columns = 2
      if (b.chance(40)) squash(b)
      if (b.chance(40)) scores(b)
      else decide(b)
      return
    default: {
      const isProbability = b.chance(50)
      if (isProbability) probability(b)
      const level = isProbability ? b.one(0.5, 0.25, 0.875) : b.one(0, b.number())
      b.margin = { tensor: b.x, level }
      const opType = b.one('Greater', 'Less', 'GreaterOrEqual', 'LessOrEqual')
      b.x = b.chance(70) ? b.add(opType, [b.x, b.scalar(level)]) : b.add(opType, [b.scalar(level), b.x])
      truth(b)
    }
  }
}

function probability(b: Builder): void {
  if (b.chance(60)) {
    b.step('Sigmoid')
    return
  }
  const exp = b.add('Exp', [b.add('Mul', [b.x, b.scalar(-1)])])
  b.x = b.add('Reciprocal', [b.add('Add', [exp, b.scalar(1)])])
}

/** From true and false to a label. */
function truth(b: Builder): void {
  switch (b.one('cast', 'not', 'where', 'texts')) {
    case 'cast':
      b.step('Cast', [], { to: b.one(Type.INT64, Type.FLOAT) })
      break
    case 'not':
      b.step('Not')
      b.step('Cast', [], { to: Type.INT64 })
      b.labels = ['1', '0']
      break
    case 'where':
      b.x = b.add('Where', [b.x, b.ints(7), b.ints(3)])
      b.labels = ['3', '7']
      break
    case 'texts': {
      const [yes, no] = [b.name(), b.name()]
      b.tensors.push(strings(yes, ['yes']), strings(no, ['no']))
      b.x = b.add('Where', [b.x, yes, no])
      b.labels = ['no', 'yes']
    }
  }
  b.outputs.push(b.x)
  b.answer = { output: b.x, kind: 'label' }
}

/** ai.onnx.ml's LinearClassifier, its label, its scores, or both. */
export function classifier(b: Builder): void {
  const classes = b.one(1, 2, 3, 4)
  const names = Array.from({ length: Math.max(2, classes) }, (_, i) => `name ${(i * 3) % 7}`)
  const transform = b.one('NONE', 'LOGISTIC', 'SOFTMAX')
  const texts = b.chance(50)
  const opposite = classes === 2 && b.chance(60)
  const half = b.numbers(b.columns)
  const coefficients = opposite ? [...half.map(x => -x), ...half] : b.numbers(b.columns * classes)
  const bias = b.number()
  const output = b.add(
    'LinearClassifier',
    [b.x],
    {
      coefficients,
      intercepts: opposite ? [-bias, bias] : b.numbers(classes),
      post_transform: transform,
      multi_class: b.int(0, 1),
      ...(texts ? { classlabels_strings: names } : { classlabels_ints: names.map((_, i) => BigInt(i * 2)) }),
    },
    2,
  )
  b.labels = texts ? names : names.map((_, i) => String(i * 2))
  const all = b.nodes.at(-1)!.output![1]!
  b.columns = Math.max(2, classes)
  // one score alone: the runtime's second column, 1 less the score, decides at a half, the label at 0
  const alone = classes === 1 && transform !== 'LOGISTIC'
  b.margin = alone ? { tensor: all, level: 0 } : { tensor: all }
  b.x = output
  if (b.chance(60) || alone) {
    b.outputs.push(output)
    b.answer = { output, kind: 'label' }
    if (b.chance(50)) b.outputs.push(all)
    return
  }
  b.x = all
  if (b.chance(30)) b.step('Normalizer', [], { norm: transform === 'NONE' ? 'L2' : 'L1' })
  if (b.chance(50)) {
    scores(b)
    return
  }
  b.labels = undefined
  // the scores have names of their own
  decide(b, false)
}

/** A linear layer of scores, one for two classes or one for each. */
export function head(b: Builder): void {
  linear(b, b.chance(35) ? 1 : b.int(2, 5))
}
