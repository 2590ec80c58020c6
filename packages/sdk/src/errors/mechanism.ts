import { CotrainError } from './base.ts'

/** The model is under another incentive mechanism than the action is for. */
export class WrongMechanismError extends CotrainError {
  override name = 'WrongMechanismError'

  constructor({ needed, given }: { needed: string; given: string }) {
    super(`This is for models under ${needed}; the model is under ${given}.`, {
      metaMessages: ['Choose another model, or the action that its mechanism has for this.'],
    })
  }
}
