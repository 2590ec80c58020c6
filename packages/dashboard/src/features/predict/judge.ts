import { type AnySample, classScores, squaredNorm, type WeighedSample, weighSample } from '@cotrain/sdk'
import { featureWords } from '../model/featureWords.ts'
import { type Measure, measureOf } from '../model/measure.ts'
import type { ReadyModel } from '../model/readyModel.ts'

/** What the model makes of one class. */
export interface ClassVerdict {
  label: number
  name: string
  /** Score, probability (0 to 1) or distance; undefined for a class without samples. */
  value: number | undefined
}

export interface Judgement extends WeighedSample {
  measure: Measure
  predicted: number
  /** Best first. */
  classes: ClassVerdict[]
  /** Of two classes: the lead of class 1, and the weights that make it up without their signs. */
  score: number
  total: number
}

/** What the model says to a sample, and why. Computed from the twin: the chain is not asked. */
export function judge(model: ReadyModel, sample: AnySample): Judgement {
  const measure = measureOf(model)
  const predicted = model.twin.predict(model.reference.modelId, sample as never)
  const scores = classScores(model.synced, sample)
  const values = valuesOf(model, sample, measure, scores)
  const classes = scores
    .map((score, label) => ({
      label,
      score,
      name: model.classNames[label] ?? `class ${label}`,
      value: values[label],
    }))
    .sort(
      (a, b) => Number(b.label === predicted) - Number(a.label === predicted) || compare(b.score, a.score),
    )
  const weighed = weighSample(model.synced, sample, featureWords(model))
  const total = weighed.features.reduce(
    (sum, { weight }) => sum + Math.abs(weight),
    Math.abs(weighed.intercept),
  )
  return { ...weighed, measure, predicted, classes, score: scores[1]! - scores[0]!, total }
}

function valuesOf(model: ReadyModel, sample: AnySample, measure: Measure, scores: number[]) {
  if (measure === 'probability') {
    const one = Number(model.twin.probability!(model.reference.modelId, sample)) / 1e18
    return [1 - one, one]
  }
  if (measure === 'joint probability') return sharesOf(scores)
  const norm = squaredNorm(sample)
  return scores.map(score => {
    if (!Number.isFinite(score)) return undefined
    return measure === 'distance' ? Math.sqrt(Math.max(0, norm - score)) : score
  })
}

/** The probabilities of classes whose joint probabilities have these binary logarithms. */
export function sharesOf(logarithms: readonly number[]): (number | undefined)[] {
  const highest = Math.max(...logarithms)
  const powers = logarithms.map(value => (Number.isFinite(value) ? 2 ** (value - highest) : 0))
  const sum = powers.reduce((total, power) => total + power, 0)
  return powers.map((power, label) => (Number.isFinite(logarithms[label]) ? power / sum : undefined))
}

/** The difference of two numbers that may both be -Infinity. */
const compare = (a: number, b: number) => (a === b ? 0 : a - b)
