import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type DataSet, type Example, examplesOf, packSamples } from '../DataSet.ts'

/** Bump when the way in which data are encoded changes. */
const version = 1

const folder = fileURLToPath(
  new URL('../../../../../node_modules/.cache/cotrain-simulator/', import.meta.url),
)

type Stored = Omit<DataSet, 'train' | 'test'> & { train: StoredExample[]; test: StoredExample[] }
type StoredExample = [label: number, ...sample: number[]]

/** A data set that takes long to encode, kept in the repo's cache folder; `key` says all that it depends on. */
export async function cached(
  key: readonly (string | number)[],
  make: () => Promise<DataSet>,
): Promise<DataSet> {
  const file = `${folder}${[...key, version].join('-')}.json`
  if (existsSync(file)) return unpack(JSON.parse(readFileSync(file, 'utf8')))
  const data = await make()
  mkdirSync(folder, { recursive: true })
  // Written aside and moved, so that nobody reads half of it.
  const unfinished = `${file}.${process.pid}`
  writeFileSync(unfinished, JSON.stringify(pack(data)))
  renameSync(unfinished, file)
  return data
}

function pack(data: DataSet): Stored {
  const list = (part: 'train' | 'test') =>
    examplesOf(data[part]).map(({ label, sample }): StoredExample => [label, ...sample])
  return { ...data, train: list('train'), test: list('test') }
}

function unpack(stored: Stored): DataSet {
  const from = (list: readonly StoredExample[]) =>
    packSamples(
      stored.form,
      list.map(
        ([label, ...sample]): Example => ({
          label,
          sample: stored.form === 'sparse' ? Uint16Array.from(sample) : Int16Array.from(sample),
        }),
      ),
    )
  return { ...stored, train: from(stored.train), test: from(stored.test) }
}
