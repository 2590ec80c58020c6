import { CotrainError } from '@cotrain/sdk/errors'

/** No model can be trained on these samples in this way. */
export class TrainingError extends CotrainError {
  override name = 'TrainingError'
}
