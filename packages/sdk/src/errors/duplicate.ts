import { CotrainError } from './base.ts'

/** Under bonds, a sample that the model was given before would be dropped. */
export class DuplicateSampleError extends CotrainError {
  override name = 'DuplicateSampleError'
  /** The number of the contribution that has the same sample; undefined for an earlier one of the same batch. */
  readonly original: bigint | undefined

  constructor({ original }: { original: bigint | undefined }) {
    const where =
      original === undefined ? 'this batch has it twice' : `it is that of contribution ${original}`
    super(`The model was given this sample before: ${where}. Nothing was sent.`, {
      metaMessages: [
        'Anybody could have it dropped, and the deposit would be lost. Contribute another sample.',
        'If you know better, allow the duplicate: allowDuplicate, or --allow-duplicate.',
      ],
    })
    this.original = original
  }
}

/** No earlier contribution has the sample. */
export class NoDuplicateError extends CotrainError {
  override name = 'NoDuplicateError'
  readonly index: bigint

  constructor({ index }: { index: bigint }) {
    super(`No contribution before number ${index} has its sample.`, {
      metaMessages: [
        'List the duplicates: only an open contribution whose sample stood in the log before is one.',
      ],
    })
    this.index = index
  }
}
