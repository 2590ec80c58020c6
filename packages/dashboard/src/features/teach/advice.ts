import type { AnySample } from '../model/classScores.ts'
import type { ReadyModel } from '../model/readyModel.ts'

export interface Advice {
  /** Nothing can be sent like this. */
  blocks: boolean
  title: string
  text: string
}

/** Whether the model learns from every sample; perceptrons do from those only that they get wrong. */
export const learnsAlways = ({ reference }: ReadyModel) => !reference.kind.includes('perceptron')

/** What somebody should know before they stake a deposit on this sample. */
export function adviceFor(
  model: ReadyModel,
  sample: AnySample | undefined,
  label: number | undefined,
): Advice | undefined {
  if (!sample) return undefined
  const { twin, reference, classNames, wording } = model
  if (sample.length === 0) {
    return {
      blocks: true,
      title: `The model knows none of these ${wording.parts}`,
      text: `It cannot learn from them. Add more of the ${wording.sample}.`,
    }
  }
  if (label === undefined) return undefined
  const name = classNames[label]
  if (twin.predict(reference.modelId, sample as never) === label) {
    return {
      blocks: false,
      title: `The model already says ${name}`,
      text: learnsAlways(model)
        ? `You can stake a deposit on it: the model learns from this ${wording.sample} too, though it gets it right.`
        : `You can stake a deposit on it, but the model will learn nothing new from this ${wording.sample}.`,
    }
  }
  return {
    blocks: false,
    title: 'The model disagrees with you so far',
    text: `One contribution moves it towards ${name}, often not far enough. You get your deposit back only if it says ${name} when your time has come: more ${wording.sample}s like this one, from you or others, get it there.`,
  }
}
