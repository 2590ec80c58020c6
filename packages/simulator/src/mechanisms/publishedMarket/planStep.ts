import type { Claim } from '../../engine/Claim.ts'
import type { World } from '../../engine/World.ts'
import { predictionsWithin } from './gas.ts'
import type { PublishedMarket } from './PublishedMarket.ts'

/** Contributions that a step scores, in order; the last is tried with so many predictions, if there are any. */
export type Step = { count: number; known: number; predictions: number }

/** Gas that one transaction may need (EIP-7825), with some room. */
const stepGas = 15_000_000
/** Contributions in a step, at most: what a transaction may carry. */
const mostKnown = 64

/**
 * The next step of a settlement: contributions that teach the model nothing, which cost next to nothing, up to the next
 * one that must be tried; of that one as many predictions as a transaction has gas for.
 */
export function planStep(world: World, market: PublishedMarket, claims: readonly Claim[]): Step {
  const { scored: first, hiddenSamples } = market
  const step: Step = { count: 0, known: 0, predictions: 0 }
  const end = Math.min(claims.length, first + mostKnown)
  for (let position = first; position < end; position++) {
    const claim = claims[market.scoredAt(position)]!
    const tried = position === first ? market.tried : 0
    const known = tried === 0 && !world.learnsAlways && world.predicted(claim) === claim.label
    if (known) step.known++
    else {
      const left = hiddenSamples - tried
      const predictions = Math.min(left, predictionsWithin(stepGas, step.known))
      // Half a trial is worth it only when there is no gas for a whole one.
      if (predictions < left && step.known > 0) break
      step.predictions = predictions
    }
    step.count++
    if (!known) break
  }
  return step
}
