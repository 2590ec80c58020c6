import type { DenseEncoder, LabelledDenseSample } from '@cotrain/sdk'

/**
 * Reads labelled measurements, one a line: the label, then the numbers that the model takes, commas between. Empty lines
 * and those that begin with # are passed over.
 */
export function parseNumbersFile(text: string, encoder: DenseEncoder): LabelledDenseSample[] {
  return text.split('\n').flatMap((line, i) => {
    const trimmed = line.trim()
    if (trimmed === '' || trimmed.startsWith('#')) return []
    const [label = '', ...numbers] = trimmed.split(',')
    if (!/^\d+$/.test(label)) throw new Error(`Line ${i + 1} of the held-out samples has no label.`)
    return [{ label: Number(label), sample: encoder.encode(numbers.map(Number)) }]
  })
}
