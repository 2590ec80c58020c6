import { judgeSample, type WeighedSample } from '@cotrain/sdk'
import { HttpProblem } from './HttpProblem.ts'
import type { BatchBody, SampleBody, SingleBody } from './readBody.ts'
import { inPlainWords } from './readSample.ts'
import type { BlockSaid, Warm, WarmModel } from './warmModel.ts'

/** What a model says of a sample; see the schema of the same name. */
export type JudgementSaid = {
  label: number
  class: string
  probabilities?: number[]
  score?: number
  scores?: (number | null)[]
  distances?: (number | null)[]
  known: number
  clipped?: number[]
  reasons?: ReasonsSaid
}

export type ReasonsSaid = {
  against: number
  lead: number
  intercept: number
  features: { feature: number; name?: string; weight: number }[]
  others: number
}

export type Answer =
  | ({ model: string } & JudgementSaid & { block: BlockSaid })
  | { model: string; predictions: JudgementSaid[]; block: BlockSaid }

/**
 * What a model says now, of one sample or of several. All of an answer is from the same block, for nothing else runs
 * meanwhile.
 *
 * @throws HttpProblem not_synced, model_incomplete, no_classes, and those of the body
 */
export function predict(model: WarmModel, body: SingleBody | BatchBody, maxBatch: number): Answer {
  const warm = usable(model)
  const { reasons = 0 } = body
  if (!('samples' in body)) {
    return { model: model.id, ...judge(model, warm, body, { reasons, path: '' }), block: warm.block }
  }
  const { samples } = body
  if (samples.length > maxBatch) {
    const said = `There are ${samples.length} samples; a request may have ${maxBatch}.`
    throw new HttpProblem('too_many_samples', said, 'samples')
  }
  const predictions = samples.map((each, i) => judge(model, warm, each, { reasons, path: `samples[${i}].` }))
  return { model: model.id, predictions, block: warm.block }
}

/** A model as of its newest block. @throws HttpProblem not_synced */
export function read(model: WarmModel): Warm {
  const warm = model.warm()
  if (warm === undefined) throw new HttpProblem('not_synced', 'The model is still being read from the chain.')
  return warm
}

function usable(model: WarmModel): Warm {
  const warm = read(model)
  if (!warm.complete) throw new HttpProblem('model_incomplete', 'The model is not fully uploaded yet.')
  if (warm.classes.length === 0) throw new HttpProblem('no_classes', 'The model has no classes yet.')
  return warm
}

function judge(
  model: WarmModel,
  { synced, classes, weigh }: Warm,
  body: SampleBody,
  { reasons, path }: { reasons: number; path: string },
): JudgementSaid {
  const { sample, clipped, nameOf, field } = model.reader().read(body, path)
  const judgement = inPlainWords(() => judgeSample(synced, sample), field)
  const { label, probabilities, score, scores, distances } = judgement
  const said: JudgementSaid = { label, class: classes[label] ?? `class ${label}`, known: sample.length }
  if (probabilities !== undefined) said.probabilities = probabilities
  if (score !== undefined) said.score = score
  if (scores !== undefined) said.scores = scores.map(finiteOrNull)
  if (distances !== undefined) said.distances = distances
  if (clipped.length > 0) said.clipped = clipped.map(({ index }) => index)
  if (reasons > 0 && classes.length > 1) said.reasons = reasonsOf(weigh(sample, nameOf), label, reasons)
  return said
}

/** JSON has no infinity: classes without samples. */
const finiteOrNull = (score: number) => (Number.isFinite(score) ? score : null)

/** The features that weigh most, so that above 0 is for the class of the answer. */
function reasonsOf(
  { left, right, features, intercept }: WeighedSample,
  label: number,
  most: number,
): ReasonsSaid {
  const sign = label === right ? 1 : -1
  const weights = features.map(({ weight }) => sign * weight)
  const named = features.slice(0, most).map(({ index, word }, i) => ({
    feature: index,
    ...(word !== undefined && { name: word }),
    weight: weights[i]!,
  }))
  const others = weights.slice(most).reduce((sum, weight) => sum + weight, 0)
  const all = weights.reduce((sum, weight) => sum + weight, sign * intercept)
  return {
    against: label === right ? left : right,
    lead: all,
    intercept: sign * intercept,
    features: named,
    others,
  }
}
