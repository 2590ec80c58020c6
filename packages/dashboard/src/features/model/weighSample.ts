import type { Sample } from '@cotrain/sdk'
import type { ReadyModel } from './readyModel.ts'
import { type WeighedFeature, weighFeatures } from './weighing.ts'

const nothing = new Uint16Array()

/** What the model says to an empty sample: its intercept, in weight units. */
export const interceptOf = ({ twin, reference }: ReadyModel) => twin.score(reference.modelId, nothing)

/** What each feature of a sample adds to the model's score now; those that weigh most first. */
export function weighSample(model: ReadyModel, sample: Sample): WeighedFeature[] {
  const { twin, reference, encoder } = model
  const intercept = interceptOf(model)
  const weightOf = (index: number) => twin.score(reference.modelId, Uint16Array.of(index)) - intercept
  return weighFeatures(sample, weightOf, index => encoder?.describe(index))
}
