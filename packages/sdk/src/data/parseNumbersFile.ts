import { withoutMark } from './decodeText.ts'
import { FeatureFileError } from './errors.ts'
import { createLabelReader, type LabelReader } from './labels.ts'
import { linesOf, quotedLabel, readLabel } from './lines.ts'

/**
 * Reads labelled samples of numbers, one a line: `LABEL,x1,x2,…`. The label is the name of a class first, as findLabel
 * reads it; it may stand in double quotes. The numbers are in the units that the model takes. Empty lines and those
 * that begin with # are passed over.
 *
 * @throws FeatureFileError with the number of the line.
 */
export function parseNumbersFile(
  text: string,
  classes: readonly string[],
  featureCount: number,
): { label: number; sample: number[] }[] {
  const labels = createLabelReader(classes)
  return linesOf(withoutMark(text), classes).map(({ text: line, number }) => {
    const { label, cells } = splitCells(line, featureCount, labels)
    const sample = cells.map(cell => parseCell(cell, number))
    if (sample.length !== featureCount) {
      throw new FeatureFileError(number, `has ${sample.length} numbers after the label, not ${featureCount}`)
    }
    return { label: readLabel(labels, label, number), sample }
  })
}

/** A name may have commas in it: it ends before the numbers. */
function splitCells(line: string, featureCount: number, labels: LabelReader) {
  const trim = (cells: string[]) => cells.map(cell => cell.trim())
  const parts = line.split(',')
  const name = parts.slice(0, -featureCount).join(',')
  if (labels.named(name).positions.length > 0) return { label: name, cells: trim(parts.slice(-featureCount)) }
  const quoted = quotedLabel(line)
  if (quoted && /^\s*(,|$)/.test(quoted.rest)) {
    return { label: quoted.label, cells: trim(quoted.rest.split(',').slice(1)) }
  }
  const [label = '', ...cells] = parts
  return { label: label.trim(), cells: trim(cells) }
}

function parseCell(cell: string, line: number): number {
  const number = parseNumber(cell)
  if (number !== undefined) return number
  throw new FeatureFileError(line, `has "${cell}" in place of a number`)
}

/** A decimal number such as `-0.5` or `1e-3`; undefined for all else, also for what is not finite. */
export function parseNumber(text: string): number | undefined {
  const trimmed = text.trim()
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed)) return undefined
  const number = Number(trimmed)
  return Number.isFinite(number) ? number : undefined
}
