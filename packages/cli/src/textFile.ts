import { readFile } from 'node:fs/promises'
import { decodeText, type TextEncoding } from '@cotrain/sdk/data'

/**
 * A file's text, without its byte-order mark.
 *
 * @throws TextEncodingError with the line, when it is not in the encoding; file errors.
 */
export async function readTextFile(path: string, encoding?: TextEncoding): Promise<string> {
  return decodeText(await readFile(path), { name: path, encoding })
}
