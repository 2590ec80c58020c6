import type { NodeProto } from 'onnx-buf'
import { ModelFileError } from '../../errors.ts'
import { firstCurve } from './curves.ts'
import { combine, type Forms, gather, rescale, sameForm } from './forms.ts'
import { floatsAttribute, labelsAttribute, nodePath, textAttribute } from './nodes.ts'
import { curved, pairOf, ranked } from './operators/monotone.ts'
import { opposites } from './operators/ordered.ts'
import {
  type Affine,
  type Decision,
  misplaced,
  type Operator,
  refused,
  type Value,
  type Verdict,
} from './values.ts'

/**
 * ai.onnx.ml's LinearClassifier: the label of the highest score, and the scores, perhaps as probabilities. A score alone
 * is that of class 1, and class 0 wins unless it is above 0; the runtime writes 1 less it beside it.
 */
export const linearClassifier: Operator = (node, inputs) => {
  const [value] = inputs
  const texts = labelsAttribute(node, 'classlabels_strings', 'classlabels_ints')
  const { weights, intercepts } = coefficientsOf(node, texts?.length)
  const count = intercepts.length
  const features = weights[0]!.length
  if (value?.kind !== 'affine' || value.dims.length > 2 || value.batch === 1) throw misplaced(node, inputs)
  if (value.dims.at(-1) !== features) {
    const problem = `has coefficients for ${features} numbers, but gets ${value.dims.at(-1)}`
    throw refused(node, problem, 'Export the model again.')
  }
  const zero = intercepts.every(intercept => intercept === 0)
  if (value.relative && !zero) throw refused(node, 'adds to numbers that a norm divides')
  const members = Int32Array.from({ length: features }, (_, i) => i)
  const sums = combine(
    value.forms,
    weights.map(coefficients => ({ members, coefficients })),
  )
  const forms = rescale(
    sums,
    () => 1,
    i => intercepts[i]!,
  )
  const { batch } = value
  const labels = labelsFor(node, count, texts)
  const affine: Affine = { ...value, dims: [1, count], batch, by: node, forms, integers: false, labels }
  const transform = textAttribute(node, 'post_transform', 'NONE')
  const scores = transformed(node, affine, transform, texts !== undefined)
  const decision: Decision = {
    kind: 'decision',
    dims: [1],
    batch,
    by: node,
    verdict: verdict(forms, transform, value.relative),
    table: labels.map(label => (usesInts(node) ? Number(label) : label)),
    type: usesInts(node) ? 'int' : 'text',
  }
  return scores ? [decision, scores] : [decision]
}

function usesInts(node: NodeProto): boolean {
  return labelsAttribute(node, 'classlabels_strings', '') === undefined
}

function coefficientsOf(node: NodeProto, labels = 0) {
  const coefficients = floatsAttribute(node, 'coefficients')
  const given = floatsAttribute(node, 'intercepts')
  const count = given.length > 0 ? given.length : labels
  const features = coefficients.length / count
  if (!(Number.isInteger(features) && features > 0)) {
    throw new ModelFileError(
      `${nodePath(node)} coefficients`,
      `has ${coefficients.length} numbers for ${count} scores`,
      'Give each score as many coefficients.',
    )
  }
  const weights = Array.from({ length: count }, (_, k) =>
    coefficients.subarray(k * features, (k + 1) * features),
  )
  return { weights, intercepts: given.length > 0 ? given : new Float64Array(count) }
}

function labelsFor(node: NodeProto, scores: number, labels: string[] | undefined): string[] {
  const count = Math.max(scores, 2)
  if (!labels && scores === 1) return ['0', '1']
  if (labels?.length !== count) {
    throw refused(node, `has ${labels?.length ?? 0} labels for ${scores} scores`, 'Name each class once.')
  }
  const unsafe = usesInts(node) && labels.find(label => !Number.isSafeInteger(Number(label)))
  if (unsafe) throw refused(node, `has the label ${unsafe}`, 'Give the classes smaller numbers.')
  return labels
}

/** What becomes of the scores; nothing that is read, if the transform loses their order. */
function transformed(node: NodeProto, value: Affine, transform: string, named: boolean): Value | undefined {
  const count = value.forms.shifts.length
  if (count === 1) {
    if (!named) return transform === 'PROBIT' ? undefined : { ...value, labels: undefined }
    const two = { ...value, dims: [1, 2], forms: opposites(value.forms) }
    if (transform === 'LOGISTIC') return curved(node, two, two.forms, firstCurve('Sigmoid')!)
    if (transform === 'PROBIT' || value.relative) return undefined
    const complement = rescale(
      gather(two.forms, [0, 1]),
      () => 1,
      i => (i === 0 ? 1 : 0),
    )
    return { ...two, forms: complement }
  }
  if (transform === 'NONE') return value
  if (transform === 'LOGISTIC') return curved(node, value, value.forms, firstCurve('Sigmoid')!)
  if (transform !== 'SOFTMAX') return undefined
  return count === 2 ? pairOf(node, value) : ranked(node, value, true)
}

/** The label is that of the highest score, before the scores are transformed. */
function verdict(forms: Forms, transform: string, relative: boolean): Verdict {
  const count = forms.shifts.length
  if (count === 1)
    return { scores: opposites(forms), logistic: transform === 'LOGISTIC' && !relative, order: [0, 1] }
  const order = Array.from({ length: count }, (_, i) => i)
  if (count > 2 || relative || transform === 'NONE') return { scores: forms, logistic: false, order }
  if (transform === 'LOGISTIC') return { scores: forms, logistic: sameForm(forms, 0, forms, 1, -1), order }
  if (transform !== 'SOFTMAX') return { scores: forms, logistic: false, order }
  const difference = combine(forms, [{ members: [0, 1], coefficients: [-1, 1] }])
  return { scores: opposites(difference), logistic: true, order }
}
