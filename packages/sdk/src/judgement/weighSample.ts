import { denseUnit } from '../encoders/DenseSample.ts'
import type { SampleOf } from '../kinds/types.ts'
import { classScores, type Judge } from './classScores.ts'

/** What a feature of the sample adds to a class's lead over another: towards it when above 0, against it when below. */
export type WeighedFeature = {
  index: number
  /** The word, if it can be told. */
  word: string | undefined
  weight: number
}

/** Two classes, and what each feature of a sample does for one of them against the other. */
export type WeighedSample = {
  /** The labels: features that speak for `left` have a weight below 0, those for `right` one above. */
  left: number
  right: number
  /** Those that weigh most first; those that weigh nothing are left out. */
  features: WeighedFeature[]
  /** How far `right` is ahead without any feature. */
  intercept: number
}

/** Says what weighs in a sample. @param describe The word of a feature. */
export type Weigh = (sample: SampleOf, describe: (index: number) => string | undefined) => WeighedSample

/**
 * What each feature of a sample adds to the lead of the class that the model says over the next one; of two classes,
 * to the lead of class 1. All classifiers' leads are linear, so that the intercept and the weights add up to the lead,
 * in the units of `classScores`.
 *
 * @throws TwinError when the sample is not one of the model
 */
export function weighSample(judge: Judge, sample: SampleOf, describe: Parameters<Weigh>[1]): WeighedSample {
  return createWeigh(judge)(sample, describe)
}

/** The same for many samples, faster: what a feature does is kept. It is as the model is now, until it learns again. */
export function createWeigh(judge: Judge): Weigh {
  const effects = new Map<number, readonly number[]>()
  let without: readonly number[] | undefined
  const effectOf = (index: number, sample: SampleOf) => {
    let effect = effects.get(index)
    if (effect === undefined) {
      without ??= classScores(judge, emptySample(sample))
      effect = effectsOf(judge, index, sample, without)
      effects.set(index, effect)
    }
    return effect
  }
  return (sample, describe) => {
    const scores = classScores(judge, sample)
    const [left, right] = classesToCompare(judge, sample, scores)
    if (!Number.isFinite(scores[left]) || !Number.isFinite(scores[right])) {
      return { left, right, features: [], intercept: 0 }
    }
    without ??= classScores(judge, emptySample(sample))
    const weightOf = (index: number, times: number) => {
      const effect = effectOf(index, sample)
      return (effect[right]! - effect[left]!) * times
    }
    const weights =
      sample instanceof Int16Array
        ? Array.from(sample, (integer, index) => ({ index, weight: weightOf(index, integer) }))
        : Array.from(sample, index => ({ index, weight: weightOf(index, 1) }))
    const features = heaviestFirst(weights).map(({ index, weight }) => ({
      index,
      word: describe(index),
      weight,
    }))
    return { left, right, features, intercept: without[right]! - without[left]! }
  }
}

/** Less than this is what rounding leaves. */
const least = 1e-9

/** Those that weigh most first, on either side; those that weigh nothing are left out. */
function heaviestFirst<feature extends { index: number; weight: number }>(
  features: readonly feature[],
): feature[] {
  return features
    .filter(({ weight }) => Math.abs(weight) > least)
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight) || a.index - b.index)
}

/** The sample without any feature: for numbers, all in the middle of their ranges. */
function emptySample(sample: SampleOf): SampleOf {
  return sample instanceof Int16Array ? new Int16Array(sample.length) : new Uint16Array()
}

/** What a feature adds to the score of each class: when it is present, or of numbers for each unit of its integer. */
function effectsOf(judge: Judge, index: number, sample: SampleOf, without: readonly number[]): number[] {
  if (sample instanceof Uint16Array) {
    return classScores(judge, Uint16Array.of(index)).map((score, c) => score - without[c]!)
  }
  const one = new Int16Array(sample.length)
  one[index] = denseUnit - 1
  return classScores(judge, one).map((score, c) => (score - without[c]!) / (denseUnit - 1))
}

/** Of two classes, both; of more, the best but one and the best. */
function classesToCompare(
  { twin, model }: Judge,
  sample: SampleOf,
  scores: readonly number[],
): [left: number, right: number] {
  if (scores.length === 2) return [0, 1]
  const best = twin.predict(model.modelId, sample)
  const others = scores.map((_, label) => label).filter(label => label !== best)
  return [others.reduce((second, label) => (scores[label]! > scores[second]! ? label : second)), best]
}
