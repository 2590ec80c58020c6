import { TextEncodingError } from './errors.ts'

/** How a text may be written: `latin1` is read as browsers do, as Windows-1252, which has the same letters. */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'latin1'

/** The encodings that a text may be in, as they are named. */
export const textEncodings: readonly TextEncoding[] = ['utf-8', 'utf-16le', 'utf-16be', 'latin1']

export type DecodeTextOptions = {
  /** What the text is called in errors, such as the name of its file. */
  name?: string | undefined
  /** What it is written in, unless a byte-order mark says it; UTF-8 by default. */
  encoding?: TextEncoding | undefined
}

/**
 * The text in bytes that somebody wrote: without its byte-order mark, which tells UTF-8 and UTF-16 apart. All files
 * that are read as text go through here.
 *
 * @throws TextEncodingError with the line, if the bytes are not what they should be.
 */
export function decodeText(
  bytes: Uint8Array,
  { name = 'The text', encoding = 'utf-8' }: DecodeTextOptions = {},
): string {
  const used = markOf(bytes) ?? encoding
  if (used === 'latin1') return new TextDecoder('windows-1252').decode(bytes)
  if (used === 'utf-8' && bytes.subarray(0, looksAt).includes(0)) {
    throw new TextEncodingError(
      1,
      `${name} has NUL characters: it is UTF-16 without a byte-order mark, or no text at all.`,
      saveAs,
    )
  }
  try {
    return new TextDecoder(used, { fatal: true }).decode(bytes)
  } catch {
    const line = used === 'utf-8' ? firstWrongLine(bytes) : 1
    throw new TextEncodingError(
      line,
      used === 'utf-8' ? `Line ${line} of ${name} is not UTF-8.` : `${name} is not ${used}.`,
      saveAs,
    )
  }
}

/** A text without its byte-order mark. */
export function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text
}

/** The encoding that a byte-order mark tells, if there is one. */
export function markOf(bytes: Uint8Array): TextEncoding | undefined {
  const [first, second, third] = bytes
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined
}

/** Bytes that are looked at to see whether something is text. */
const looksAt = 4_096
const newline = 10

const saveAs =
  'Save it as UTF-8; or, where a command takes it, name what it is written in, such as --encoding latin1.'

/** No sequence of UTF-8 goes over the end of a line, so lines can be looked at one by one. */
function firstWrongLine(bytes: Uint8Array): number {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  for (let line = 1, start = 0; ; line++) {
    const end = bytes.indexOf(newline, start)
    try {
      decoder.decode(bytes.subarray(start, end < 0 ? bytes.length : end))
    } catch {
      return line
    }
    if (end < 0) return line
    start = end + 1
  }
}
