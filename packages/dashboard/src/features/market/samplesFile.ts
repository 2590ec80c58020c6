import { createLabelReader, readLabel } from '@cotrain/sdk/data'
import { type HeldOutSample, parseSamples } from '../accuracy/heldOut.ts'
import type { MarketModel } from '../model/readyModel.ts'

/**
 * Reads labelled samples, one a line, as `parseSamples`; those of a model for texts may also be texts, with a tab
 * between label and text.
 *
 * @throws Error, CotrainError that name the line
 */
export function parseSamplesFile(
  text: string,
  model: Pick<MarketModel, 'encoder' | 'classNames' | 'form'>,
): HeldOutSample[] {
  const { encoder, classNames, form } = model
  if (form !== 'text' || !encoder || !text.includes('\t')) return parseSamples(text, model)
  const labels = createLabelReader(classNames)
  return text.split(/\r\n?|\n/).flatMap((line, i) => {
    if (line.trim() === '') return []
    const tab = line.indexOf('\t')
    if (tab < 0) throw new Error(`Line ${i + 1} has no tab between label and text.`)
    const label = readLabel(labels, line.slice(0, tab), i + 1)
    return { label, sample: encoder.encode(line.slice(tab + 1)) }
  })
}
