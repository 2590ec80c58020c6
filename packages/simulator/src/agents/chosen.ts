import type { Example } from '../data/DataSet.ts'
import type { World } from '../engine/World.ts'

/** Of all samples that there are, those that an attacker wants; it may have also those that nobody contributed yet. */
export function chosenSamples({ stream }: World, wanted: (example: Example) => boolean): Example[] {
  return Array.from({ length: stream.total }, (_, i) => stream.any(i)).filter(wanted)
}
