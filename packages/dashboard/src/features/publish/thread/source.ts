import { decodeText, markOf } from '@cotrain/sdk/data'
import { CotrainError } from '@cotrain/sdk/errors'

/** A file cannot be opened: too large, cut off, or neither a model nor a table. */
export class SourceError extends CotrainError {
  override name = 'SourceError'
}

/** So many bytes of a file are read, packed or unpacked. The largest model that contracts hold has about half of that. */
export const mostBytes = 200 * 1024 * 1024

const megabytes = (bytes: number) => `${Math.round(bytes / 1024 / 1024)} MB`

/**
 * The content of a file that somebody chose, unpacked if it is gzip.
 *
 * @throws SourceError when it is empty, too large, packed in another way, or its packing is broken
 */
export async function readSource(file: Blob): Promise<Uint8Array> {
  checkSize(file.size)
  const bytes = new Uint8Array(await file.arrayBuffer())
  if (bytes.length === 0) throw new SourceError('The file is empty.', { metaMessages: ['Save it again.'] })
  return bytes[0] === 0x1f && bytes[1] === 0x8b ? unpack(bytes) : bytes
}

function checkSize(size: number): void {
  if (size <= mostBytes) return
  throw new SourceError(`The file has more than ${megabytes(mostBytes)}.`, {
    metaMessages: ['A contract could not hold a model of that size; of a table, take some of the rows.'],
  })
}

/** What is unpacked may be a thousand times as large: it is counted on the way. */
async function unpack(bytes: Uint8Array): Promise<Uint8Array> {
  const unpacked = new Blob([bytes as Uint8Array<ArrayBuffer>])
    .stream()
    .pipeThrough(new DecompressionStream('gzip'))
  const parts: Uint8Array[] = []
  let size = 0
  const reader = unpacked.getReader()
  for (;;) {
    const { done, value } = await reader.read().catch(cause => {
      throw new SourceError('The file cannot be unpacked: it is cut off or damaged.', {
        cause,
        metaMessages: ['Copy it again, or unpack it yourself.'],
      })
    })
    if (done) break
    size += value.length
    checkSize(size)
    parts.push(value)
  }
  const whole = new Uint8Array(size)
  let end = 0
  for (const part of parts) {
    whole.set(part, end)
    end += part.length
  }
  return whole
}

const tableNames = /\.(csv|tsv|tab|psv)(\.gz)?$/i
/** Bytes that are looked at. */
const start = 4_096

/** Whether a file is a table of samples, rather than a model: by its name, or because it is a text of separated cells. */
export function isTable(name: string, bytes: Uint8Array): boolean {
  if (markOf(bytes) !== undefined && !/^[{[]/.test(textOf(bytes).trimStart())) return true
  // what is packed in an archive is no table, whatever it is called
  if (bytes.subarray(0, start).includes(0) || startsWith(bytes, 'PK\x03\x04')) return false
  if (tableNames.test(name)) return true
  const [first = ''] = textOf(bytes).split(/\r\n?|\n/, 1)
  return !/^\s*[{[<]/.test(first) && !/^Version \d/.test(first) && /[,;\t|]/.test(first)
}

function startsWith(bytes: Uint8Array, letters: string): boolean {
  return [...letters].every((letter, i) => bytes[i] === letter.charCodeAt(0))
}

function textOf(bytes: Uint8Array): string {
  try {
    return decodeText(bytes.subarray(0, start), { encoding: 'latin1' })
  } catch {
    return ''
  }
}
