import type { SweepResult } from '../results/types.ts'
import { escapeXml, type Plot } from './plot.ts'
import type { Table } from './tables.ts'

const css = `
:root { color-scheme: light dark; --ground: #fff; --ink: #1a1a1a; --line: #ccc; --soft: #f4f4f4 }
@media (prefers-color-scheme: dark) { :root { --ground: #16181c; --ink: #e8e8e8; --line: #444; --soft: #22252a } }
body { background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; margin: 0 auto;
  max-width: 60rem; padding: 1.5rem }
h1 { line-height: 1.2 }
figure { margin: 2.5rem 0 }
figure h2 { margin: 0 }
figcaption { font-size: .9rem }
.plot, .table { overflow-x: auto }
.plot svg { height: auto; max-width: 100% }
table { border-collapse: collapse; font-size: .85rem; font-variant-numeric: tabular-nums }
caption { font-weight: 600; padding: .5rem 0; text-align: left }
th, td { border-bottom: 1px solid var(--line); padding: .3rem .6rem; text-align: left; vertical-align: bottom }
td { white-space: nowrap }
pre { background: var(--soft); overflow-x: auto; padding: 1rem }
`

/** One page that loads nothing from elsewhere; light or dark as its reader likes. */
export function reportPage(sweep: SweepResult, plots: readonly Plot[], tables: readonly Table[]): string {
  const { name, description, seeds, scenario } = sweep
  const runs = sweep.runs.length
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeXml(name)}: Cotrain simulation</title>
<style>${css}</style>
</head>
<body>
<main>
<h1>${escapeXml(name)}</h1>
<p>${escapeXml(description)}</p>
<p>${count(runs, 'run')}, ${count(seeds.length, 'seed')}${seeds.length > 1 ? ` (${seeds[0]} to ${seeds.at(-1)})` : ''}.</p>
${tables.map(tableOf).join('\n')}
${plots.map(figureOf).join('\n')}
<details>
<summary>The scenario, with all defaults filled in</summary>
<pre>${escapeXml(JSON.stringify(scenario, null, 2))}</pre>
</details>
</main>
</body>
</html>
`
}

function figureOf({ title, description, svg, name }: Plot): string {
  const picture = svg.replace('<svg ', `<svg role="img" aria-labelledby="${name}" `)
  return `<figure>
<h2 id="${name}">${escapeXml(title)}</h2>
<div class="plot" tabindex="0" role="region" aria-labelledby="${name}">${picture}</div>
<figcaption>${escapeXml(description)}</figcaption>
</figure>`
}

function tableOf({ title, head, rows }: Table): string {
  const cells = (row: readonly string[]) => row.map(cell => `<td>${escapeXml(cell)}</td>`).join('')
  return `<div class="table" tabindex="0" role="region" aria-label="${escapeXml(title)}"><table>
<caption>${escapeXml(title)}</caption>
<thead><tr>${head.map(cell => `<th scope="col">${escapeXml(cell)}</th>`).join('')}</tr></thead>
<tbody>
${rows.map(row => `<tr>${cells(row)}</tr>`).join('\n')}
</tbody></table></div>`
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`
}
