import type { NodeProto } from 'onnx-buf'
import { ModelFileError } from '../../errors.ts'
import { floatsAttribute, labelsAttribute, nodePath, textAttribute } from './nodes.ts'
import { type Linear, ofInput, type Value } from './values.ts'

/** What the graph does to the scores: a probability follows from them, or none does. */
export type Link = 'logistic' | 'softmax' | 'none'

export type Scores = Linear & { labels?: string[] | undefined; link: Link }

const links: Record<string, Link> = { LOGISTIC: 'logistic', SOFTMAX: 'softmax' }

/** ai.onnx.ml's LinearClassifier: coefficients and intercepts class by class. */
export function linearClassifier(node: NodeProto, value: Value | undefined): Scores {
  const labels = labelsAttribute(node, 'classlabels_strings', 'classlabels_ints')
  const coefficients = floatsAttribute(node, 'coefficients')
  const given = floatsAttribute(node, 'intercepts')
  const count = given.length > 0 ? given.length : (labels?.length ?? 0)
  const features = coefficients.length / count
  if (!(Number.isInteger(features) && features > 0)) {
    throw new ModelFileError(
      `${nodePath(node)} coefficients`,
      `has ${coefficients.length} numbers for ${count} scores`,
      'Give each score as many coefficients.',
    )
  }
  if (value?.kind !== 'scaled' || !fits(value.factors, features) || !fits(value.shifts, features)) {
    throw new ModelFileError(
      `${nodePath(node)} input`,
      `is not the model's input of ${features} numbers, nor linear in it`,
      'Export the classifier alone, or behind a scaler.',
    )
  }
  const weights = Array.from({ length: count }, (_, k) =>
    coefficients.slice(k * features, (k + 1) * features),
  )
  const intercepts = given.length > 0 ? given : new Float64Array(count)
  const transform = textAttribute(node, 'post_transform', 'NONE')
  return { ...ofInput(weights, intercepts, value), labels, link: links[transform] ?? 'none' }
}

function fits(list: Float64Array, features: number): boolean {
  return list.length === 1 || list.length === features
}
