export { draw, type Plot, type PlotSpec, standAlone } from './plot.ts'
export { ether, formatInterval, type Table, toCsv } from './tables.ts'
export { plotsOf, writeReport } from './writeReport.ts'
