import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import { makeFolder } from '../../files/index.ts'
import { type DataSet, memory, type Samples } from '../DataSet.ts'

/** Bump when the way in which data are encoded changes. */
const version = 3

/** The folder of the XDG specification for what can be made again. */
const folder = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'cotrain', 'data')

/**
 * A data set that takes long to read or to encode, kept in the user's cache; `key` says all that it depends on.
 */
export async function cached(
  key: readonly (string | number)[],
  make: () => DataSet | Promise<DataSet>,
): Promise<DataSet> {
  const file = join(folder, `${[...key, version].join('-')}.bin`)
  const known = read(file)
  if (known !== undefined) return known
  const data = await make()
  keep(file, data)
  return data
}

/** What is kept in the file; undefined if there is none, or it cannot be read. */
function read(file: string): DataSet | undefined {
  try {
    const data: DataSet = deserialize(readFileSync(file))
    return { ...data, train: shared(data.train), test: shared(data.test) }
  } catch {
    return undefined
  }
}

/** Written aside and moved, so that nobody reads half of it. */
function keep(file: string, data: DataSet): void {
  try {
    makeFolder(folder)
    writeFileSync(`${file}.${process.pid}`, serialize(data))
    renameSync(`${file}.${process.pid}`, file)
  } catch {
    // where nothing can be kept, it is made again next time
  }
}

/** The same numbers in memory that threads share. */
function shared({ labels, values, offsets }: Samples): Samples {
  return { labels: copy(labels), values: copy(values), offsets: copy(offsets) }
}

function copy<list extends Uint8Array | Uint16Array | Int16Array | Uint32Array>(list: list): list {
  const bytes = new Uint8Array(memory(list.byteLength))
  bytes.set(new Uint8Array(list.buffer, list.byteOffset, list.byteLength))
  return new (list.constructor as new (buffer: ArrayBuffer) => list)(bytes.buffer)
}
