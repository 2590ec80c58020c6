import { basename } from 'node:path'
import { ScenarioError } from '../../scenario/ScenarioError.ts'
import type { DataSettings } from '../../scenario/schema.ts'
import type { DataSet } from '../DataSet.ts'
import { synthetic } from '../synthetic.ts'
import { readClickbait, readImdb } from './byPath.ts'
import { cached } from './cache.ts'

/**
 * The data set that a scenario names. The code that reads it is loaded with it.
 * @throws ScenarioError when it is not there; FeatureFileError; file errors.
 */
export async function loadData(settings: DataSettings): Promise<DataSet> {
  switch (settings.set) {
    case 'spam':
      return cached(['spam', settings.seed, settings.words], async () =>
        (await import('./builtIn.ts')).spam(settings.seed, settings.words),
      )
    case 'reviews':
      return (await import('./builtIn.ts')).reviews(settings.seed)
    case 'penguins':
      return (await import('./builtIn.ts')).penguins(settings.seed)
    case 'imdb':
      return readImdb(settings)
    case 'clickbait':
      return readClickbait(settings)
    case 'file':
      return readFile(settings)
    case 'synthetic':
      return synthetic(settings)
  }
}

/** The data of a scenario for the run of a seed: runs take turns among its splits. */
export function splitFor<settings extends DataSettings>(data: settings, seed: number): settings {
  return { ...data, seed: data.seed + (seed % data.splits) }
}

/** Feature files, or tables where a scenario names their columns. */
async function readFile(settings: Extract<DataSettings, { set: 'file' }>): Promise<DataSet> {
  const { label, text } = settings
  const name = basename(settings.train)
  if (label !== undefined) {
    return (await import('./tableData.ts')).readTableData(name, { ...settings, label })
  }
  if (text === undefined) return (await import('./featureFile.ts')).readFileData(name, settings)
  throw new ScenarioError([
    'data.label: is missing; name the column of the labels, as data.text does that of the texts',
  ])
}
