import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { makeFolder } from '../../files/index.ts'
import { type DataSet, memory, type Samples } from '../DataSet.ts'

/** Bump when the way in which data are encoded changes. */
const version = 2

const folder = fileURLToPath(
  new URL('../../../../../node_modules/.cache/cotrain-simulator/', import.meta.url),
)

/** What stands in front of the numbers: everything else, and how many samples and values each part has. */
type Head = Omit<DataSet, 'train' | 'test'> & { train: Counts; test: Counts }
type Counts = { samples: number; values: number }

/** Bytes of the head's length, and what the numbers are aligned to. */
const align = 4

/**
 * A data set that takes long to read or to encode, kept in the repo's cache folder; `key` says all that it depends on.
 */
export async function cached(
  key: readonly (string | number)[],
  make: () => DataSet | Promise<DataSet>,
): Promise<DataSet> {
  const file = `${folder}${[...key, version].join('-')}.bin`
  if (existsSync(file)) return unpack(readFileSync(file))
  const data = await make()
  makeFolder(folder)
  // Written aside and moved, so that nobody reads half of it.
  const unfinished = `${file}.${process.pid}`
  writeFileSync(unfinished, pack(data))
  renameSync(unfinished, file)
  return data
}

/** | bytes of the head 32 | head as JSON, with spaces behind | train | test |, each | offsets | values | labels |. */
function pack(data: DataSet): Buffer {
  const { train, test, ...rest } = data
  const countsOf = ({ labels, values }: Samples) => ({ samples: labels.length, values: values.length })
  const json = JSON.stringify({ ...rest, train: countsOf(train), test: countsOf(test) } satisfies Head)
  const head = Buffer.from(padded(json))
  const length = Buffer.from(Uint32Array.of(head.length).buffer)
  return Buffer.concat([length, head, ...[train, test].flatMap(partsOf)])
}

function padded(json: string): string {
  return json + ' '.repeat((align - (Buffer.byteLength(json) % align)) % align)
}

/** The lists of a part, each filled up to whole words. */
function partsOf({ labels, values, offsets }: Samples): Buffer[] {
  return [offsets, values, labels].flatMap(list => {
    const bytes = Buffer.from(list.buffer, list.byteOffset, list.byteLength)
    return [bytes, Buffer.alloc((align - (bytes.length % align)) % align)]
  })
}

function unpack(bytes: Buffer): DataSet {
  const headLength = bytes.readUInt32LE(0)
  const { train, test, ...rest }: Head = JSON.parse(bytes.toString('utf8', align, align + headLength))
  let at = align + headLength
  const next = <list extends Uint8Array | Uint16Array | Int16Array | Uint32Array>(list: list): list => {
    new Uint8Array(list.buffer).set(bytes.subarray(at, at + list.byteLength))
    at += Math.ceil(list.byteLength / align) * align
    return list
  }
  const samplesOf = ({ samples, values }: Counts): Samples => {
    const offsets = next(new Uint32Array(memory(4 * (samples + 1))))
    const numbers = memory(2 * values)
    const list = next(rest.form === 'sparse' ? new Uint16Array(numbers) : new Int16Array(numbers))
    return { offsets, values: list, labels: next(new Uint8Array(memory(samples))) }
  }
  const sets = { train: samplesOf(train), test: samplesOf(test) }
  return { ...rest, ...sets }
}
