import { phaseNames } from '@cotrain/sdk'
import { isModelUnder, type ReadyModel } from '../model/readyModel.ts'

/** The phases in which a market lets its model get classes: before the commitment, and when it is over. */
const free: readonly (typeof phaseNames)[number][] = ['created', 'settled', 'defaulted', 'cancelled']

/** Whether no class can be added at `now` (seconds), for the model's market runs. */
export function classesFixed(model: ReadyModel, now: number | undefined): boolean {
  if (now === undefined || !isModelUnder(model, 'prediction-market')) return false
  const phase = phaseNames[model.twin.phase(model.reference.modelId, BigInt(now))]!
  return !free.includes(phase)
}
