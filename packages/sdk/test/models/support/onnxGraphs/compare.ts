import { type ModelFile, ModelFileError, parseOnnx, predictFloat } from '@cotrain/sdk/models'
import { type Rows, runOnnx } from '../onnxRuntime.ts'
import type { Answer, Builder } from './Builder.ts'

/**
 * How close two scores may be, in parts of 1 and of the largest, that which is higher is a matter of rounding: the runtime
 * calculates with 24 bits, and sigmoids come so close to 0 and 1.
 */
export const epsilon = 1e-4

export type Comparison = {
  /** Why the file was refused; else undefined. */
  refusal?: string
  /** Whether the runtime could not run the graph at all. */
  broken?: string
  rows: number
  /** Rows that were too close to call. */
  ties: number
  /** Rows where the imported model says something else, in words. */
  wrong: string[]
}

/** Imports a graph, runs it, and compares the classes of the samples. */
export async function compare(b: Builder, samples: number[][]): Promise<Comparison> {
  const none = { rows: 0, ties: 0, wrong: [] }
  let file: ModelFile
  try {
    file = parseOnnx(b.bytes())
  } catch (error) {
    if (error instanceof ModelFileError) return { ...none, refusal: error.message }
    throw error
  }
  const { output, kind } = b.answer!
  const margin = b.margin!
  let results: Record<string, Rows>
  try {
    const inside = b.outputs.includes(margin.tensor) ? [] : [margin.tensor]
    results = await runOnnx(b.bytes(inside), samples, [...new Set([output, margin.tensor])], b.inputs)
  } catch (error) {
    return { ...none, broken: String(error) }
  }
  const { classifications } = file
  const comparison: Comparison = { rows: samples.length, ties: 0, wrong: [] }
  for (const [i, sample] of samples.entries()) {
    if (isTie(results[margin.tensor]![i]!, margin.level)) {
      comparison.ties++
      continue
    }
    const expected = classOf(results[output]![i]!, kind, b.labels)
    const actual = classifications[predictFloat(file, sample)]
    if (actual !== expected) comparison.wrong.push(`[${sample}]: ${actual}, not ${expected}`)
  }
  return comparison
}

/** What the runtime's output says. */
function classOf(row: (number | string)[], kind: Answer['kind'], labels: string[] | undefined): string {
  if (kind === 'label') return String(row[0])
  const numbers = row.map(Number)
  const winner = kind === 'probability' ? Number(numbers[0]! > 0.5) : numbers.indexOf(Math.max(...numbers))
  return labels?.[winner] ?? String(winner)
}

function isTie(row: (number | string)[], level: number | undefined): boolean {
  const numbers = row.map(Number)
  if (numbers.some(number => !Number.isFinite(number))) return true
  const [first, second] = level === undefined ? numbers.toSorted((a, b) => b - a) : [numbers.at(-1)!, level]
  const lowest = numbers.toSorted((a, b) => a - b)
  const size = 1 + Math.max(...numbers.map(Math.abs))
  const close = (a: number, b: number) => Math.abs(a - b) <= epsilon * size
  // ArgMin asks for the lowest
  return close(first!, second!) || (level === undefined && close(lowest[0]!, lowest[1]!))
}
