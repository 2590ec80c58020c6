import { createReadStream } from 'node:fs'
import { decodeSnapshot, type Snapshot, shownUrl } from '@cotrain/sdk'
import { CliError } from '../errors.ts'

/** A snapshot's size at most, in bytes: of some 500,000 contributions. */
const maxBytes = 64 * 1024 * 1024
/** Milliseconds that a host has for all of it. */
const patience = 60_000

/**
 * Reads a snapshot from a file, or from a host by http or https.
 *
 * @throws CliError when it cannot be had or is too large, SnapshotMalformedError
 */
export async function readSnapshot(source: string): Promise<Snapshot> {
  const isUrl = /^https?:\/\//i.test(source)
  return decodeSnapshot(await collect(isUrl ? await download(source) : createReadStream(source), source))
}

async function download(url: string): Promise<AsyncIterable<Uint8Array>> {
  const shown = shownUrl(url)
  const response = await fetch(url, { signal: AbortSignal.timeout(patience) }).catch((cause: unknown) => {
    throw new CliError(
      `${shown} does not answer.`,
      ['Look at the address, or get the file by other means.'],
      {
        cause,
      },
    )
  })
  if (!response.ok || !response.body) {
    await response.body?.cancel()
    throw new CliError(`${shown} has no snapshot: it answers with status ${response.status}.`)
  }
  return response.body as unknown as AsyncIterable<Uint8Array>
}

async function collect(chunks: AsyncIterable<Uint8Array>, source: string): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let length = 0
  try {
    for await (const chunk of chunks) {
      length += chunk.length
      if (length > maxBytes) {
        throw new CliError(
          `${shownSource(source)} is larger than a snapshot may be: ${maxBytes / 1024 / 1024} MiB.`,
        )
      }
      parts.push(chunk)
    }
  } catch (cause) {
    // a host that ends in between, or is too slow; what is wrong with a file says which
    if (cause instanceof CliError || (cause as NodeJS.ErrnoException).path !== undefined) throw cause
    throw new CliError(`${shownSource(source)} could not be read to its end.`, ['Try again.'], { cause })
  }
  return Buffer.concat(parts)
}

function shownSource(source: string): string {
  return URL.canParse(source) ? shownUrl(source) : source
}
