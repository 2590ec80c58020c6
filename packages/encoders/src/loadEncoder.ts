import { EncoderUnknownError } from '@cotrain/sdk/encoders'
import { EncoderFileError } from './errors.ts'
import { encoders } from './rows.ts'
import { sha256 } from './sha256.ts'
import type { EncoderFile, EncoderSource, LoadedEncoder, LoadProgress } from './types.ts'

export type LoadEncoderOptions = {
  source: EncoderSource
  /** Told of what has come of all files together. */
  onProgress?: ((progress: LoadProgress) => void) | undefined
}

/**
 * Loads an encoder: reads its files, checks them, and makes it of them.
 *
 * @throws EncoderUnknownError if no encoder of this package has the name.
 * @throws EncoderUnavailableError if files or packages are missing.
 * @throws EncoderFileError if a file is not what the encoder's row says.
 *
 * @example
 * const encoder = await loadEncoder('static-words-100-v1', { source: httpSource('./encoders') })
 * if (encoder.input === 'text') encoder.encode('will it rain tomorrow')
 */
export async function loadEncoder(
  name: string,
  { source, onProgress }: LoadEncoderOptions,
): Promise<LoadedEncoder> {
  const encoder = encoders.find(({ row }) => row.name === name)
  if (encoder === undefined) throw new EncoderUnknownError(name)
  const { files } = encoder.row
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0)
  const loaded = new Map(files.map(({ path }) => [path, 0]))
  const note = (path: string, count: number) => {
    loaded.set(path, count)
    onProgress?.({ loaded: [...loaded.values()].reduce((sum, bytes) => sum + bytes, 0), total })
  }
  const read = async (file: EncoderFile) => {
    const bytes = await source.read(name, file, count => note(file.path, Math.min(count, file.bytes)))
    await check(name, file, bytes)
    note(file.path, file.bytes)
    return [file.path, bytes] as const
  }
  return encoder.load(new Map(await Promise.all(files.map(read))))
}

async function check(name: string, file: EncoderFile, bytes: Uint8Array): Promise<void> {
  if (bytes.length !== file.bytes) {
    throw new EncoderFileError(name, file.path, `It has ${bytes.length} bytes instead of ${file.bytes}.`)
  }
  const actual = await sha256(bytes)
  if (actual !== file.sha256) {
    throw new EncoderFileError(name, file.path, `Its SHA-256 is ${actual} instead of ${file.sha256}.`)
  }
}
