import { CotrainError } from '@cotrain/sdk'

/** What was given is no picture that this page can use, or too large. */
export class PictureFileError extends CotrainError {
  override name = 'PictureFileError'
}
