import { CotrainError } from '../errors/base.ts'

/** A line of a file of samples is malformed. */
export class FeatureFileError extends CotrainError {
  override name = 'FeatureFileError'
  constructor(
    /** Counted from 1. */
    readonly line: number,
    problem: string,
    cause?: unknown,
  ) {
    super(`Line ${line} of the feature file ${problem}.`, {
      metaMessages: [
        'Each line is a label and the indices of the features (1 4 17 203), of a dense model numbers (1,39.1,18.7).',
        'The label is the name of a class, in double quotes if it is not clear where it ends, or a position.',
      ],
      cause,
    })
  }
}

/** A label is no class, or could be several. */
export class LabelError extends CotrainError {
  override name = 'LabelError'
  constructor(
    readonly label: string,
    readonly classes: readonly string[],
    /** The positions of the classes that it could be; none if there is no such class. */
    readonly candidates: readonly number[] = [],
  ) {
    super(
      candidates.length === 0
        ? `The model has no class "${label}".`
        : `"${label}" could be any of the classes ${candidates.join(', ')}.`,
      {
        metaMessages: [
          `Its classes: ${describeClasses(classes)}.`,
          ...(candidates.length === 0 ? [] : ['Write the name exactly as the class has it.']),
        ],
      },
    )
  }
}

/** The classes of a model by their positions: `0 = not spam, 1 = spam`. */
export function describeClasses(classes: readonly string[]): string {
  return classes.map((name, label) => `${label} = ${name}`).join(', ')
}

/** Bytes that are no text, or not in the encoding that they should be in. */
export class TextEncodingError extends CotrainError {
  override name = 'TextEncodingError'
  constructor(
    /** Counted from 1; where the text as a whole is in another encoding, 1. */
    readonly line: number,
    problem: string,
    fix: string,
  ) {
    super(problem, { metaMessages: [fix] })
  }
}
