import type { MarketClassifier } from './deviations.ts'
import proposals from './proposals.json' with { type: 'json' }

/** What `cotrain market propose` would offer for labour of 0.2 thousandths of an ether a label; ether and millionths. */
export type Terms = { bounty: number; value: number; stake: number; tolerance: number; testSamples: number }

/** Of a data set and a classifier, as `propose.ts` has written them down. */
export function proposed(data: string, classifier: MarketClassifier): Terms {
  const all: Readonly<Record<string, Readonly<Partial<Record<string, Terms>>>>> = proposals
  const terms = all[data]?.[classifier]
  if (!terms) throw new Error(`No terms for ${data} and ${classifier}: npm run evidence:terms.`)
  return terms
}
