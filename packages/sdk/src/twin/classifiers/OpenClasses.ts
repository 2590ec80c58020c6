import { revert } from '../errors.ts'
import { onlyOwner, usable } from '../Models.ts'
import type { AnyTrainer } from '../Trainer.ts'
import type { Context } from '../types/Call.ts'
import type { AnySample, Classifier } from './Classifier.ts'

export const minClasses = 2
export const maxClasses = 64

/** A classifier whose models can get more classes later. */
export interface OpenClasses<sample extends AnySample = AnySample> extends Classifier<sample> {
  readonly options: { readonly maxClasses: number; readonly openClasses: boolean }
  /** How many classes the model has now; labels are 0 to this less one. */
  classCount: number
}

/**
 * Adds an empty class. Owner only, unless the owner has opened the model's classes to all; not while a market runs.
 * @returns The new class.
 * @throws TwinError UnknownModel, ModelIncomplete, ClassesFixed, ClassesAreFixed, NotOwner, TooManyClasses
 */
export function addClass(trainer: AnyTrainer, context: Context, modelId: bigint, name: string): bigint {
  const { incentive } = usable(trainer, modelId)
  incentive.checkNewClass?.(context.time)
  return settleAddClass(trainer, context, modelId, name)
}

/**
 * Adds a class whose time has been checked.
 * @throws TwinError UnknownModel, ModelIncomplete, ClassesAreFixed, NotOwner, TooManyClasses
 */
export function settleAddClass(trainer: AnyTrainer, context: Context, modelId: bigint, name: string): bigint {
  const { classifier } = usable(trainer, modelId)
  if (!hasOpenClasses(classifier)) revert('ClassesAreFixed', modelId)
  const { options, classCount } = classifier
  if (!options.openClasses) onlyOwner(trainer, context, modelId)
  if (classCount >= options.maxClasses) revert('TooManyClasses', modelId, BigInt(options.maxClasses))
  trainer.journal.record(() => {
    classifier.classCount = classCount
  })
  classifier.classCount++
  const label = BigInt(classCount)
  trainer.emit('ClassAdded', { modelId, label, account: context.sender, name })
  return label
}

/** Whether models of this classifier can get more classes. */
function hasOpenClasses(classifier: Classifier): classifier is OpenClasses {
  return 'classCount' in classifier
}

/** Throws unless there are 2 to 64 classes at most, and no more than that at first. */
export function checkClasses(initial: number, most: number): void {
  if (most < minClasses || most > maxClasses) {
    revert('ClassCountOutOfRange', BigInt(most), BigInt(minClasses), BigInt(maxClasses))
  }
  if (initial > most) revert('ClassCountOutOfRange', BigInt(initial), 0n, BigInt(most))
}
