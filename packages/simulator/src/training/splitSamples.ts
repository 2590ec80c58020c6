import type { Labelled } from '../data/sets/split.ts'
import type { Shuffle } from '../random/seededShuffle.ts'

/** Samples of which some were held out. */
export type HeldOutSplit<input> = {
  train: Labelled<input>[]
  heldOut: Labelled<input>[]
  /** Samples that say the same as one before them. */
  duplicates: number
  /** Among these, samples with another label than the first. */
  contradictions: number
}

/**
 * Holds a share of each class out. Samples that are the same stay together, so that none is in both parts; in training
 * each class keeps one at least.
 *
 * @param key Tells which samples are the same.
 */
export function holdOut<input>(
  samples: readonly Labelled<input>[],
  classCount: number,
  key: (input: input) => string,
  share: number,
  shuffle: Shuffle,
): HeldOutSplit<input> {
  const groups = new Map<string, Labelled<input>[]>()
  for (const sample of samples) {
    const own = key(sample.input)
    const group = groups.get(own)
    if (group) group.push(sample)
    else groups.set(own, [sample])
  }
  const byClass: Labelled<input>[][][] = Array.from({ length: classCount }, () => [])
  for (const group of groups.values()) byClass[group[0]!.label]!.push(group)

  const train: Labelled<input>[] = []
  const heldOut: Labelled<input>[] = []
  for (const ofClass of byClass) {
    const size = ofClass.reduce((sum, group) => sum + group.length, 0)
    let room = Math.round(size * share)
    let left = ofClass.length
    for (const group of shuffle(ofClass)) {
      const isOut = group.length <= room && left > 1
      if (isOut) {
        room -= group.length
        left--
      }
      for (const sample of group) (isOut ? heldOut : train).push(sample)
    }
  }
  const contradictions = [...groups.values()].reduce(
    (sum, group) => sum + group.filter(({ label }) => label !== group[0]!.label).length,
    0,
  )
  return {
    train: shuffle(train),
    heldOut: shuffle(heldOut),
    duplicates: samples.length - groups.size,
    contradictions,
  }
}
