import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { ScenarioError } from '../../scenario/ScenarioError.ts'
import type { DataSettings } from '../../scenario/schema.ts'
import type { DataSet } from '../DataSet.ts'
import { cached } from './cache.ts'

type Settings<name extends string> = Extract<DataSettings, { set: name }>

/** Data that do not come with Cotrain: what they are, the variable that names their folder, and the files in it. */
const collections = {
  imdb: {
    title: 'IMDB reviews',
    variable: 'COTRAIN_IMDB',
    files: ['train.features1000.txt.gz', 'test.features1000.txt.gz'],
  },
  clickbait: {
    title: 'headlines',
    variable: 'COTRAIN_CLICKBAIT',
    files: ['non_clickbait_data.gz', 'clickbait_data.gz'],
  },
} as const

type Collection = keyof typeof collections

/** Where a collection is, for scenarios that do not say it. */
const pathOf = (name: Collection) => process.env[collections[name].variable]

/** Whether a collection is on this machine. */
export function hasCollection(name: Collection, path: string | undefined = pathOf(name)): path is string {
  return path !== undefined && collections[name].files.every(file => existsSync(join(path, file)))
}

/** The files of a collection, and what tells whether they are still the same. @throws ScenarioError */
function find(name: Collection, path: string | undefined = pathOf(name)) {
  const { title, variable, files } = collections[name]
  if (!hasCollection(name, path)) {
    const where = path === undefined ? 'no folder is named' : `they are not in ${path}`
    throw new ScenarioError([
      `data.path: the ${title} do not come with Cotrain, and ${where}; name the folder that has ` +
        `${files.join(' and ')} by --set data.path=FOLDER or ${variable}`,
    ])
  }
  const [first, second] = files.map(file => join(path, file)) as [string, string]
  const stamps = [first, second].flatMap(file => {
    const { size, mtimeMs } = statSync(file)
    return [size, Math.round(mtimeMs)]
  })
  return { files: [first, second] as const, stamps }
}

/** The reviews, or the first of them; what was read once is in the cache, as long as the files are the same. */
export function readImdb({ path, seed, trainSize, testSize }: Settings<'imdb'>): Promise<DataSet> {
  const { files, stamps } = find('imdb', path)
  return cached(['imdb', ...stamps, trainSize ?? 'all', testSize ?? 'all'], async () => {
    const { readFileData } = await import('./featureFile.ts')
    const [train, test] = files
    const data = readFileData('imdb', { train, test, testShare: 0, seed, trainSize, testSize })
    return { ...data, classes: ['negative', 'positive'] }
  })
}

/** The headlines, by their most frequent words. */
export function readClickbait({ path, seed, words }: Settings<'clickbait'>): Promise<DataSet> {
  const { files, stamps } = find('clickbait', path)
  return cached(['clickbait', ...stamps, seed, words], async () =>
    (await import('./headlines.ts')).headlines(files, seed, words),
  )
}
