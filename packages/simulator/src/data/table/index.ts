export type { ColumnChoice, Columns } from './columns.ts'
export { readNumbers, readTexts, type Table, type TableOptions, type TableSample } from './readTable.ts'
export { type Problem, TableError } from './TableError.ts'
