import { EncoderUnavailableError } from './errors.ts'
import { rowOf } from './rows.ts'
import type { EncoderFile, EncoderSource } from './types.ts'

/**
 * The files of encoders on a web server, at `baseUrl/NAME/PATH`.
 *
 * @param baseUrl Such as `./encoders`, which counts from the page.
 */
export function httpSource(baseUrl: string): EncoderSource {
  const base = baseUrl.replace(/\/+$/, '')
  return {
    async read(name, file, onProgress) {
      const url = `${base}/${name}/${file.path}`
      const response = await fetch(url).catch(cause => {
        throw new EncoderUnavailableError(name, `${url} does not answer.`, { cause })
      })
      // servers of pages give their first page for what they do not have
      const isPage = response.headers.get('content-type')?.includes('text/html')
      if (!response.ok || isPage) {
        throw new EncoderUnavailableError(name, `the server has no ${url} (${response.status}).`, {
          packages: rowOf(name)?.packages ?? [],
        })
      }
      return readBody(name, file, response, onProgress)
    },
  }
}

/** @throws EncoderUnavailableError if the rest does not come, or more than there should be. */
async function readBody(
  name: string,
  file: EncoderFile,
  { body }: Response,
  onProgress: ((loaded: number) => void) | undefined,
): Promise<Uint8Array> {
  const bytes = new Uint8Array(file.bytes)
  let length = 0
  const reader = body?.getReader()
  for (;;) {
    const { done, value } = (await reader?.read().catch(cause => {
      throw new EncoderUnavailableError(name, `${file.path} broke off after ${length} bytes.`, { cause })
    })) ?? { done: true, value: undefined }
    if (done || value === undefined) return bytes.subarray(0, length)
    if (length + value.length > file.bytes) {
      await reader?.cancel()
      throw new EncoderUnavailableError(
        name,
        `${file.path} is larger than the ${file.bytes} bytes that it has.`,
      )
    }
    bytes.set(value, length)
    length += value.length
    onProgress?.(length)
  }
}
