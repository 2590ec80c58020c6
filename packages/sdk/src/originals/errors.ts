import { CotrainError } from '../errors/base.ts'

/** What was given as an original, or as the withdrawal of one, is none. */
export class OriginalError extends CotrainError {
  override name = 'OriginalError'
}
