import { FeatureFileError } from '@cotrain/sdk/models'

/**
 * Reads labelled samples of numbers, one a line: `LABEL,x1,x2,…`. The label is the number of a class or its name, the
 * numbers are in the units that the model takes. Empty lines and those that begin with # are passed over.
 *
 * @throws FeatureFileError with the number of the line.
 */
export function parseNumbersFile(
  text: string,
  classes: readonly string[],
  featureCount: number,
): { label: number; sample: number[] }[] {
  const samples: { label: number; sample: number[] }[] = []
  for (const [i, line] of text.split('\n').entries()) {
    const trimmed = line.trim()
    if (trimmed === '' || trimmed.startsWith('#')) continue
    const [label = '', ...cells] = trimmed.split(',').map(cell => cell.trim())
    const sample = cells.map(cell => toNumber(cell, i + 1))
    if (sample.length !== featureCount) {
      throw new FeatureFileError(i + 1, `has ${sample.length} numbers after the label, not ${featureCount}`)
    }
    samples.push({ label: toLabel(label, classes, i + 1), sample })
  }
  return samples
}

function toNumber(cell: string, line: number): number {
  const number = cell === '' ? Number.NaN : Number(cell)
  if (Number.isFinite(number)) return number
  throw new FeatureFileError(line, `has "${cell}" in place of a number`)
}

function toLabel(cell: string, classes: readonly string[], line: number): number {
  const byName = classes.indexOf(cell)
  if (byName >= 0) return byName
  if (/^\d+$/.test(cell) && Number(cell) < classes.length) return Number(cell)
  const known = classes.map((name, label) => `${label} or ${name}`).join(', ')
  throw new FeatureFileError(line, `has the label "${cell}", not one of the model's classes: ${known}`)
}
