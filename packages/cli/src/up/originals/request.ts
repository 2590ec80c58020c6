import type { IncomingMessage } from 'node:http'
import { maxBody } from './limits.ts'
import { OriginalProblem } from './OriginalProblem.ts'

/**
 * Other sites may neither read nor change anything here through the browser of somebody who visits them.
 *
 * @throws OriginalProblem
 */
export function checkSameOrigin({ headers }: IncomingMessage): void {
  const site = headers['sec-fetch-site']
  const foreign = site !== undefined && site !== 'same-origin' && site !== 'none'
  if (foreign || (headers.origin !== undefined && hostOf(headers.origin) !== headers.host)) {
    throw new OriginalProblem(403, 'Originals are for the page of this server only.')
  }
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined
}

/**
 * The JSON that was sent.
 *
 * @param time Milliseconds in which it must have come.
 * @throws OriginalProblem when it is something else, too large or too slow.
 */
export async function readJson(request: IncomingMessage, time: number): Promise<unknown> {
  const [type] = (request.headers['content-type'] ?? '').split(';')
  if (type?.trim() !== 'application/json') {
    throw new OriginalProblem(415, 'The body must be application/json.')
  }
  const bytes = await readBody(request, time)
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new OriginalProblem(400, 'The body is no JSON.')
  }
}

async function readBody(request: IncomingMessage, time: number): Promise<Buffer> {
  const tooLarge = () => new OriginalProblem(413, `The body may have ${maxBody} bytes.`)
  if (Number(request.headers['content-length'] ?? 0) > maxBody) throw tooLarge()
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    const end = (problem?: OriginalProblem) => {
      clearTimeout(timer)
      request.off('data', take)
      if (problem) reject(problem)
      else resolve(Buffer.concat(chunks))
    }
    const take = (chunk: Buffer) => {
      size += chunk.length
      if (size > maxBody) end(tooLarge())
      else chunks.push(chunk)
    }
    const timer = setTimeout(() => end(new OriginalProblem(408, 'The body came too slowly.')), time)
    request.on('data', take)
    request.once('end', () => end())
    request.once('close', () => end(new OriginalProblem(400, 'The body broke off.')))
  })
}
