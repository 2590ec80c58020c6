export type { DatasetProblem } from './check.ts'
export { type CheckDatasetParameters, type CheckDatasetReturnType, checkDataset } from './checkDataset.ts'
export { DatasetCardError, DatasetRowError } from './errors.ts'
export { readDatasetCard, readDatasetRow, writeDatasetCard, writeDatasetRow } from './json.ts'
export {
  type Dataset,
  type DatasetCard,
  type DatasetChange,
  type DatasetCounts,
  type DatasetRow,
  type DatasetStatus,
  datasetFormat,
  datasetStatuses,
} from './types.ts'
