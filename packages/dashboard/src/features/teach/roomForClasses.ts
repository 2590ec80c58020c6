import type { ReadyModel } from '../model/readyModel.ts'

export interface Room {
  /** How many classes can still be added. */
  left: number
  /** Whether anybody may add them, not the owner only. */
  open: boolean
}

/** Whether a model can get more classes; undefined if its classifier keeps those it has, or it is full. */
export function roomForClasses({ twin, reference, classNames }: ReadyModel): Room | undefined {
  const options = twin.classifierOptions(reference.modelId)
  if (!('maxClasses' in options)) return undefined
  const { maxClasses, openClasses } = options
  const left = maxClasses - classNames.length
  return left > 0 ? { left, open: openClasses } : undefined
}
