import { phaseNames } from '@cotrain/sdk'
import { isModelUnder, type ReadyModel } from '../model/readyModel.ts'

/** Whether no class can be added at `now` (seconds), for the test set of the model's market is committed. */
export function classesFixed(model: ReadyModel, now: number | undefined): boolean {
  if (now === undefined || !isModelUnder(model, 'market')) return false
  const phase = phaseNames[model.twin.phase(model.reference.modelId, BigInt(now))]!
  return phase !== 'created'
}
