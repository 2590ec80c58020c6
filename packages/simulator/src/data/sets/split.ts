import { seededShuffle } from '../../random/seededShuffle.ts'

/** The models that come with Cotrain were trained on the split of this seed. */
export const shippedSeed = 1

/** Samples of a data set, shuffled and split; the same seed gives the same split on every machine. */
export type Split<sample> = {
  /** Names of the classes, in the order of their labels. */
  classes: string[]
  train: sample[]
  heldOut: sample[]
}

/** A sample and the class that it belongs to: 0, 1, … */
export type Labelled<input> = { label: number; input: input }

/** Holds a share of each class out. */
export function split<input>(
  classes: string[],
  samples: readonly Labelled<input>[],
  seed: number,
  heldOutShare = 0.2,
): Split<Labelled<input>> {
  const shuffle = seededShuffle(seed)
  const train: Labelled<input>[] = []
  const heldOut: Labelled<input>[] = []
  for (const label of classes.keys()) {
    const ofClass = shuffle(samples.filter(sample => sample.label === label))
    const cut = Math.round(ofClass.length * heldOutShare)
    heldOut.push(...ofClass.slice(0, cut))
    train.push(...ofClass.slice(cut))
  }
  return { classes, train: shuffle(train), heldOut: shuffle(heldOut) }
}
