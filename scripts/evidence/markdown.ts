/** A table: the first column is text, the others are numbers. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const marks = head.map((_, i) => (i === 0 ? '---' : '---:'))
  return [line(head), line(marks), ...rows.map(line)].join('\n')
}

export const percent = (share: number) => `${Math.round(100 * share)} %`
/** Thousandths of an ether. */
export const milli = (value: number) => (1_000 * value).toFixed(2)
export const twoDigits = (value: number) => value.toFixed(2)
