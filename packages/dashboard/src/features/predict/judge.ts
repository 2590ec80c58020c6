import type { Sample } from '@cotrain/sdk'
import type { ReadyModel } from '../model/readyModel.ts'
import type { WeighedFeature } from '../model/weighing.ts'
import { interceptOf, weighSample } from '../model/weighSample.ts'

export interface Judgement {
  /** In units of the model's integer weights; class 1 when above 0. */
  score: number
  /** The weights that make it up, without their signs. */
  total: number
  features: WeighedFeature[]
}

/** What the model says to a sample, and why. Computed from the twin: the chain is not asked. */
export function judge(model: ReadyModel, sample: Sample): Judgement {
  const features = weighSample(model, sample)
  const total = features.reduce((sum, { weight }) => sum + Math.abs(weight), Math.abs(interceptOf(model)))
  return { score: model.twin.score(model.reference.modelId, sample), total, features }
}
