import type { Interval } from '@cotrain/simulator/analysis'
import { formatInterval } from '@cotrain/simulator/report'

/** A table: the first column is text, the others are numbers. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const marks = head.map((_, i) => (i === 0 ? '---' : '---:'))
  return [line(head), line(marks), ...rows.map(line)].join('\n')
}

export const listOf = (lines: readonly string[]) => lines.map(line => `- ${line}`).join('\n')
export const percent = (share: number) => `${Math.round(100 * share)} %`
/** Thousandths of an ether. */
export const milli = (value: number) => (1_000 * value).toFixed(2)
export const milliText = (ether: Interval) => formatInterval(ether, milli)
/** What a contribution stakes that the model agrees with, in ether. */
export const deposit = 0.002
const deposits = (ether: number) => (ether / deposit).toFixed(1)
/** Ether as so many deposits. */
export const depositsText = (ether: Interval) => formatInterval(ether, deposits)
export const twoDigits = (value: Interval) => formatInterval(value, number => number.toFixed(2))
