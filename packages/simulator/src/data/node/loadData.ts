import { existsSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { ScenarioError } from '../../scenario/ScenarioError.ts'
import type { DataSettings } from '../../scenario/schema.ts'
import type { DataSet } from '../DataSet.ts'
import { synthetic } from '../synthetic.ts'
import { cached } from './cache.ts'

/** Where the IMDB reviews are, for scenarios that do not say it. */
export const imdbVariable = 'COTRAIN_IMDB'

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
    case 'file':
      return readFile(settings)
    case 'synthetic':
      return synthetic(settings)
  }
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

/** Whether a scenario's data are on this machine. */
export function hasImdb(path: string | undefined = process.env[imdbVariable]): path is string {
  return path !== undefined && existsSync(imdbFile(path, 'train'))
}

/** The reviews, or the first of them; what was read once is in the cache, as long as the files are the same. */
function readImdb({
  path = process.env[imdbVariable],
  seed,
  trainSize,
  testSize,
}: Extract<DataSettings, { set: 'imdb' }>): Promise<DataSet> {
  if (!hasImdb(path)) {
    const where = path === undefined ? 'no folder is named' : `they are not in ${path}`
    throw new ScenarioError([
      `data.path: the IMDB reviews do not come with Cotrain, and ${where}; name the folder that has ` +
        `train.features1000.txt.gz and test.features1000.txt.gz by --set data.path=FOLDER or ${imdbVariable}`,
    ])
  }
  const files = { train: imdbFile(path, 'train'), test: imdbFile(path, 'test') }
  const stamps = Object.values(files).flatMap(file => {
    const { size, mtimeMs } = statSync(file)
    return [size, Math.round(mtimeMs)]
  })
  return cached(['imdb', ...stamps, trainSize ?? 'all', testSize ?? 'all'], async () => {
    const { readFileData } = await import('./featureFile.ts')
    const data = readFileData('imdb', { ...files, testShare: 0, seed, trainSize, testSize })
    return { ...data, classes: ['negative', 'positive'] }
  })
}

function imdbFile(folder: string, part: 'train' | 'test'): string {
  return join(folder, `${part}.features1000.txt.gz`)
}
