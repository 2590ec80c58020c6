import type { SweepResult } from '@cotrain/simulator'
import { markdownTable } from './markdown.ts'

/** A column: its title, and a cell in words. */
export type Column<cell> = readonly [title: string, text: (cell: cell) => string]

/** A page of one table, with a row for each point of a sweep: first what it finds, as a list, then the units. */
export function tablePage<cell>(
  sweep: SweepResult,
  command: string,
  cells: readonly cell[],
  about: { findings: readonly string[]; units: string; columns: readonly Column<cell>[] },
): string {
  return `# ${sweep.name}

${sweep.description} ${sweep.seeds.length} seeds; ± is half of the 95 % confidence interval (Student's t). The scenario is [${sweep.name}.json](${sweep.name}.json).

\`\`\`sh
${command}
\`\`\`

${about.findings.map(line => `- ${line}`).join('\n')}

${about.units}

${markdownTable(
  about.columns.map(([title]) => title),
  cells.map(cell => about.columns.map(([, text]) => text(cell))),
)}
`
}
