export { type Layout, narrow, wide } from './layout.ts'
export { draw, type Plot, type PlotSpec, standAlone } from './plot.ts'
export { makeReport, type Report } from './report.ts'
export { ether, formatInterval, type Table, toCsv } from './tables.ts'
