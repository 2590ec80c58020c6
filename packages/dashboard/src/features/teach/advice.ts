import type { Sample } from '@cotrain/sdk'
import type { ReadyModel } from '../model/readyModel.ts'

export interface Advice {
  /** Nothing can be sent like this. */
  blocks: boolean
  title: string
  text: string
}

/** What somebody should know before they stake a deposit on this sample. */
export function adviceFor(
  model: ReadyModel,
  sample: Sample | undefined,
  label: number | undefined,
): Advice | undefined {
  if (!sample) return undefined
  if (sample.length === 0) {
    return {
      blocks: true,
      title: 'The model knows none of these words',
      text: 'It cannot learn from them. Add more of the text.',
    }
  }
  if (label === undefined) return undefined
  const { twin, reference, metadata } = model
  const name = metadata.classes[label]
  if (twin.predict(reference.modelId, sample) === label) {
    return {
      blocks: false,
      title: `The model already says ${name}`,
      text: 'You can stake a deposit on it, but the model will learn nothing new from this text.',
    }
  }
  return {
    blocks: false,
    title: 'The model disagrees with you so far',
    text: `One contribution moves it towards ${name}, often not far enough. You get your deposit back only if it says ${name} when your time has come: more texts like this one, from you or others, get it there.`,
  }
}
