import type { AnySample } from '@cotrain/sdk'
import { classifiers, type MechanismName, packDenseSample, packSample } from '@cotrain/sdk'
import type { Wording } from '../model/form.ts'
import { isModelUnder, type ReadyModel } from '../model/readyModel.ts'

export interface Advice {
  /** Nothing can be sent like this. */
  blocks: boolean
  title: string
  text: string
}

/** Whether the model learns from every sample; perceptrons do from those only that they get wrong. */
export const learnsAlways = ({ reference }: ReadyModel) => classifiers[reference.classifier].learnsAlways

/** What somebody should know before they teach the model this sample. */
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
  const most = Number(twin.model(reference.modelId).maxFeatures)
  if (most > 0 && sample.length > most) {
    return {
      blocks: true,
      title: `This ${wording.sample} is too long`,
      text: `The model’s owner lets it learn from ${most} different ${wording.parts} at most, and this has ${sample.length}. Shorten it.`,
    }
  }
  if (label === undefined) return undefined
  const original = isModelUnder(model, 'bonded') ? originalOf(model, sample) : undefined
  if (original !== undefined) {
    return {
      blocks: true,
      title: `The model was given this ${wording.sample} before`,
      text: `Contribution ${original} has it. Anybody could have yours dropped, and your deposit would be lost.`,
    }
  }
  const name = classNames[label] ?? `class ${label}`
  const words = wordsUnder[reference.mechanism]
  return twin.predict(reference.modelId, sample as never) === label
    ? {
        blocks: false,
        title: `The model already says ${name}`,
        text: words.agrees(wording, learnsAlways(model)),
      }
    : {
        blocks: false,
        title: 'The model disagrees with you so far',
        text: words.disagrees(wording, name),
      }
}

/** The number of the contribution that has this sample already. */
function originalOf({ synced }: ReadyModel, sample: AnySample): bigint | undefined {
  const bytes = sample instanceof Uint16Array ? packSample(sample) : packDenseSample(sample)
  return synced.contributions.find(each => each.sample === bytes)?.index
}

interface Words {
  agrees: (wording: Wording, learns: boolean) => string
  disagrees: (wording: Wording, name: string) => string
}

const wordsUnder: Record<MechanismName, Words> = {
  deposits: {
    agrees: ({ sample }, learns) =>
      learns
        ? `You can stake a deposit on it: the model learns from this ${sample} too, though it gets it right.`
        : `You can stake a deposit on it, but the model will learn nothing new from this ${sample}.`,
    disagrees: ({ sample }, name) =>
      `One contribution moves it towards ${name}, often not far enough. You get your deposit back only if it says ${name} when your time has come: more ${sample}s like this one, from you or others, get it there.`,
  },
  points: {
    agrees: ({ sample }, learns) =>
      `${learns ? `It learns from this ${sample} too` : `It will learn nothing new from this ${sample}`}, but there are no points for what it knows.`,
    disagrees: ({ sample }, name) =>
      `That is what earns points. One contribution moves it towards ${name}, often not far enough: you can be verified once it says ${name}. More ${sample}s like this one, from you or others, get it there.`,
  },
  market: {
    agrees: ({ sample }, learns) =>
      learns
        ? `It learns from this ${sample} too, but it may get hardly better by it.`
        : `It will learn nothing new from this ${sample}, unless what is taught before changes its mind.`,
    disagrees: () =>
      'Whether it should learn this is decided in the settlement: what counts is how the model does on the hidden test set with the whole bundle.',
  },
  bonded: {
    agrees: ({ sample }, learns) =>
      learns
        ? `You can stake a deposit on it: once nobody contradicts you, the model learns from this ${sample} too.`
        : `You can stake a deposit on it, but the model will learn nothing new from this ${sample}.`,
    disagrees: ({ sample }, name) =>
      `Your deposit is higher, since this is new to it. If nobody contradicts you in time, the model learns that this ${sample} is ${name}, and your deposit comes back.`,
  },
}
