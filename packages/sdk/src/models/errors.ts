import { CotrainError } from '../errors/base.ts'

/** A model file is malformed; `path` names the field. */
export class ModelFileError extends CotrainError {
  override name = 'ModelFileError'
  constructor(
    readonly path: string,
    problem: string,
    fix: string,
    cause?: unknown,
  ) {
    super(path === '' ? `The model file ${problem}.` : `Model file: ${path} ${problem}.`, {
      metaMessages: [fix],
      cause,
    })
  }
}

/** The model file is sound, but no contract can hold this kind of model. */
export class UnsupportedModelError extends CotrainError {
  override name = 'UnsupportedModelError'
  constructor(
    readonly type: string,
    why: string,
  ) {
    super(`A model of type "${type}" cannot be deployed: ${why}.`, {
      metaMessages: ['Perceptrons over sets of features can: type "sparse perceptron".'],
    })
  }
}

/** The samples do not suit the model: too many classes or features, or none at all. */
export class EvaluationError extends CotrainError {
  override name = 'EvaluationError'
}

/** Numbers that cannot be packed, or words that do not hold as many weights as they should. */
export class WeightsError extends CotrainError {
  override name = 'WeightsError'
}
