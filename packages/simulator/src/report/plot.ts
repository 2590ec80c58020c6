import { parse, View } from 'vega'
import { expressionInterpreter } from 'vega-interpreter'
import { compile, type TopLevelSpec } from 'vega-lite'
import { type Layout, wide } from './layout.ts'

/** A picture with the words for those who do not see it. */
export type Plot = {
  /** File name without its ending. */
  name: string
  title: string
  description: string
  svg: string
}

/** A Vega-Lite specification with its words. Data stand in the specification. */
export type PlotSpec = Omit<Plot, 'svg'> & { spec: object }

/** Colours that tell eight series apart on white and on black, colour-blind people included (after Okabe and Ito). */
const colours = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#56b4e9', '#e69f00', '#8b7355', '#7f7f7f']

const font = 'system-ui, sans-serif'

/** Text and lines have the colour of the page's text; see `style`. */
const ink = 'currentColor'

const config = {
  background: 'transparent',
  font,
  view: { stroke: null },
  axis: {
    labelColor: ink,
    titleColor: ink,
    domainColor: ink,
    tickColor: ink,
    gridColor: ink,
    gridOpacity: 0.15,
    labelFontSize: 11,
    titleFontSize: 12,
    titleFontWeight: 'normal',
    labelLimit: 160,
  },
  legend: {
    labelColor: ink,
    titleColor: ink,
    labelFontSize: 11,
    labelLimit: 220,
    titleFontWeight: 'normal',
    symbolOpacity: 1,
  },
  header: { labelColor: ink, titleColor: ink, labelFontSize: 12, labelLimit: 260 },
  text: { color: ink },
  range: { category: colours, heatmap: { scheme: 'viridis' }, ramp: { scheme: 'viridis' } },
}

const legends = {
  right: {},
  below: { orient: 'bottom', direction: 'horizontal', columns: 3 },
  list: { orient: 'bottom', symbolDirection: 'vertical', columns: 1, gradientDirection: 'horizontal' },
}

/** A picture that is opened by itself is light or dark as its viewer likes. */
const style = '<style>:root{color:#1a1a1a}@media(prefers-color-scheme:dark){:root{color:#e8e8e8}}</style>'

/**
 * Draws a plot. Its expressions are interpreted: nothing is compiled to code, which pages with a strict policy refuse,
 * and which names in somebody else's file should never come near.
 * @returns Also the plot, whose `svg` takes the colour of its surroundings.
 */
export async function draw({ spec, ...words }: PlotSpec, { legend }: Layout = wide): Promise<Plot> {
  const placed = { ...config, legend: { ...config.legend, ...legends[legend] } }
  const compiled = compile({ ...spec, description: words.description, config: placed } as TopLevelSpec).spec
  const runtime = parse(compiled, undefined, { ast: true })
  const view = new View(runtime, { renderer: 'none', expr: expressionInterpreter })
  try {
    return { ...words, svg: await view.toSVG() }
  } finally {
    view.finalize()
  }
}

/** The picture as a file of its own. */
export function standAlone({ svg, title }: Plot): string {
  return svg.replace(/(<svg[^>]*>)/, `$1<title>${escapeXml(title)}</title>${style}`)
}

/** Text for XML and HTML, inside of attributes too. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`)
}
