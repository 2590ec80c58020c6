/** The files of a data set. */
export const names = {
  card: 'dataset.json',
  readme: 'README.md',
  rows: 'samples.jsonl',
  table: 'samples.csv',
  features: 'features.txt',
} as const

/** What `--status` writes beside them: the rows of some statuses once more. */
export const selected = {
  about: 'selection.json',
  rows: 'selection.jsonl',
  table: 'selection.csv',
  features: 'selection.txt',
} as const

/** All files that may be in the folder. */
export const allNames: readonly string[] = [...Object.values(names), ...Object.values(selected)]
