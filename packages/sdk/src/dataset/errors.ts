import { CotrainError } from '../errors/base.ts'

/** A line of a data set's samples that is not what Cotrain writes. */
export class DatasetRowError extends CotrainError {
  override name = 'DatasetRowError'
  /** What is wrong, in words that follow "row 17: ". */
  readonly problem: string

  constructor(problem: string, { cause }: { cause?: unknown } = {}) {
    super(`This is no row of a data set: ${problem}.`, {
      cause,
      metaMessages: ['Export the data set again; lines are read as they were written, to the letter.'],
    })
    this.problem = problem
  }
}

/** A card of a data set that cannot be read, or is not of the chain or model that was asked for. */
export class DatasetCardError extends CotrainError {
  override name = 'DatasetCardError'
  readonly problem: string

  constructor(problem: string, { cause }: { cause?: unknown } = {}) {
    super(`The card of the data set is not good: ${problem}.`, {
      cause,
      metaMessages: ['Export the data set again, or get all of its files from where it was published.'],
    })
    this.problem = problem
  }
}
