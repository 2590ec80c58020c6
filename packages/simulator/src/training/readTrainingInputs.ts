import { classNamesOf } from '../data/classNames.ts'
import { readNumbers, readTexts, type TableOptions } from '../data/table/index.ts'
import type { TextFeatures } from './prepareInputs.ts'
import type { TrainingInputs } from './trainModel.ts'

/** How a table of samples is read to train with. */
export type TrainingTableOptions = Omit<TableOptions, 'classes' | 'inputs' | 'featureCount' | 'check'> & {
  /** Of texts: how they become sets of features. @default the 4,000 words that say most about the class */
  textFeatures?: TextFeatures | undefined
}

/** So many words of texts, if nothing else is said. */
export const defaultWords = 4_000

/**
 * The samples of a table, as `trainModel` takes them: texts where a column of texts is named, else numbers. The classes are
 * the labels that are there.
 *
 * @throws TableError with all lines that are wrong; TextEncodingError.
 */
export function readTrainingInputs(
  bytes: Uint8Array,
  { textFeatures = { vocabulary: defaultWords }, ...options }: TrainingTableOptions,
): { inputs: TrainingInputs; notes: string[] } {
  const { text } = options
  if (text === undefined) {
    const { samples, columns, notes } = readNumbers(bytes, options)
    const names = columns.inputs.map(column => columns.names[column]!)
    return { inputs: { form: 'numbers', names, ...classified(samples) }, notes }
  }
  const { samples, notes } = readTexts(bytes, { ...options, text })
  return { inputs: { form: 'texts', features: textFeatures, ...classified(samples) }, notes }
}

/** Labels as positions among the classes, which are the labels that are there. */
export function classified<input>(samples: readonly { label: string; input: input }[]) {
  const classes = classNamesOf(samples.map(({ label }) => label.trim()))
  const positions = new Map(classes.map((name, position) => [name, position]))
  return {
    classes,
    samples: samples.map(({ label, input }) => ({ label: positions.get(label.trim())!, input })),
  }
}
