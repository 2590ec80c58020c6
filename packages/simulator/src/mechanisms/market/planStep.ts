import { predictionsWithin } from '@cotrain/sdk/kinds'
import type { Twin } from '@cotrain/sdk/twin'
import type { Claim } from '../../engine/Claim.ts'
import type { World } from '../../engine/World.ts'

/** Contributions that a step scores, in order; the last is tried with so many predictions, if there are any. */
export type Step = { claims: Claim[]; known: number; predictions: number }

/** Gas that one transaction may need (EIP-7825), with some room. */
const stepGas = 15_000_000
/** Contributions in a step, at most: what a transaction may carry. */
const mostKnown = 64

/**
 * The next step of a settlement: contributions that teach the model nothing, which cost next to nothing, up to the next
 * one that must be tried; of that one as many predictions as a transaction has gas for.
 */
export function planStep(world: World, twin: Twin<'market'>, claims: readonly Claim[]): Step {
  const { modelId, blockTime } = world
  const state = twin.incentive(modelId, blockTime)
  const [first, hiddenSamples] = [Number(state.scored), Number(state.hiddenSamples)]
  const step: Step = { claims: [], known: 0, predictions: 0 }
  const end = Math.min(claims.length, first + mostKnown)
  for (let position = first; position < end; position++) {
    const claim = claims[Number(twin.scoredAt(modelId, BigInt(position), blockTime))]!
    const tried = position === first ? Number(state.tried) : 0
    const known = tried === 0 && !world.learnsAlways && world.predicted(claim) === claim.label
    if (known) step.known++
    else {
      const left = hiddenSamples - tried
      const predictions = Math.min(left, predictionsWithin(stepGas, step.known))
      // Half a trial is worth it only when there is no gas for a whole one.
      if (predictions < left && step.known > 0) break
      step.predictions = predictions
    }
    step.claims.push(claim)
    if (!known) break
  }
  return step
}
