import { decodePicture, type EncoderSource, encoderRows, loadEncoder } from '../../src/index.ts'

/** What an encoder made of one input: the integers, or the name of the error. */
type Made = number[] | string

/**
 * What every encoder makes of texts and files of pictures. It runs in Node and, bundled, in the browser.
 *
 * @returns By the names of encoders, in the order of the inputs.
 */
export async function encodeAll(
  source: EncoderSource,
  texts: readonly string[],
  files: readonly Uint8Array[],
): Promise<Record<string, Made[]>> {
  const made: Record<string, Made[]> = {}
  for (const { name } of encoderRows) {
    const encoder = await loadEncoder(name, { source })
    made[name] =
      encoder.input === 'text'
        ? texts.map(text => attempt(() => encoder.encode(text)))
        : files.map(file => attempt(() => encoder.encode(decodePicture(file))))
  }
  return made
}

function attempt(encode: () => Int16Array): Made {
  try {
    return [...encode()]
  } catch (error) {
    if (error instanceof Error) return error.name
    throw error
  }
}
