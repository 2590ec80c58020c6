import { type AnySample, bestTwo, classScores, emptySample } from './classScores.ts'
import type { ReadyModel } from './readyModel.ts'
import { type WeighedFeature, weighFeatures } from './weighing.ts'

/** Two classes, and what each feature of a sample does for one of them against the other. */
export interface Weighed {
  /** The labels: features that speak for `left` have a weight below 0, those for `right` one above. */
  left: number
  right: number
  /** Those that weigh most first. */
  features: WeighedFeature[]
  /** How far `right` is ahead without any feature. */
  intercept: number
}

/**
 * What each feature of a sample adds to the lead of the class that the model says over the next one; of two classes,
 * to the lead of class 1. All classifiers' leads are linear, so this adds up to the lead.
 */
export function weighSample(model: ReadyModel, sample: AnySample): Weighed {
  const { twin, reference, encoder } = model
  const scores = classScores(model, sample)
  const [best, second] = bestTwo(scores, twin.predict(reference.modelId, sample as never))
  const [left, right] = scores.length === 2 ? [0, 1] : [second, best]
  if (!Number.isFinite(scores[left]) || !Number.isFinite(scores[right])) {
    return { left, right, features: [], intercept: 0 }
  }
  const leadOf = (any: AnySample) => {
    const all = classScores(model, any)
    return all[right]! - all[left]!
  }
  const intercept = leadOf(emptySample(sample))
  const features = weighFeatures(indicesOf(sample), weightIn(sample, leadOf, intercept), index =>
    encoder?.describe(index),
  )
  return { left, right, features, intercept }
}

const indicesOf = (sample: AnySample) => (sample instanceof Int16Array ? sample.keys() : sample)

function weightIn(sample: AnySample, leadOf: (sample: AnySample) => number, intercept: number) {
  if (sample instanceof Uint16Array) return (index: number) => leadOf(Uint16Array.of(index)) - intercept
  const lead = leadOf(sample)
  return (index: number) => {
    const without = sample.slice()
    without[index] = 0
    return lead - leadOf(without)
  }
}
