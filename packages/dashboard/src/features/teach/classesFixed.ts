import { isIdle, phaseAt } from '../market/phases.ts'
import { isModelUnder, type ReadyModel } from '../model/readyModel.ts'

/** Whether no class can be added at `now` (seconds), for a market of the model runs. */
export function classesFixed(model: ReadyModel, now: number | undefined): boolean {
  if (now === undefined || !isModelUnder(model, 'market')) return false
  return !isIdle(phaseAt(model, now))
}
