import type { HeldOutSample } from '../accuracy/heldOut.ts'
import { parseLabelledFile } from '../accuracy/labelledFile.ts'
import { TableError } from '../accuracy/rows.ts'
import type { MarketModel } from '../model/readyModel.ts'

/**
 * Reads labelled samples: of a model for texts, texts or the indices of features; of one for numbers, numbers.
 *
 * @throws TableError, CotrainError that name the line
 */
export function parseSamplesFile(
  text: string,
  model: Pick<MarketModel, 'encoder' | 'classNames' | 'form'>,
): HeldOutSample[] {
  const file = parseLabelledFile(text, model)
  if ('samples' in file) return file.samples
  const { encoder } = model
  return file.texts.map(({ label, text, line, column }) => {
    if (!encoder) throw new TableError(line, column, 'this page cannot make samples of texts for this model')
    return { label, sample: encoder.encode(text) }
  })
}
