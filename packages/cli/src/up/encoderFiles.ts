import { createReadStream } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { encoderFolders } from '../places.ts'

/** Where the files of encoders are beside the dashboard: `/encoders/NAME/PATH`. */
const folder = '/encoders/'

/**
 * Answers a request for a file of an encoder, from the packages that are installed beside us or in the user's folder. What
 * the browser has it need not load again.
 *
 * @returns Whether it was one.
 */
export function serveEncoderFile(path: string, request: IncomingMessage, response: ServerResponse): boolean {
  if (!path.startsWith(folder)) return false
  void serve(path, request, response).catch(() => response.destroy())
  return true
}

/** Encoders are read when somebody asks for one, not before the first page. */
async function serve(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { encoderRows } = await import('@cotrain/encoders')
  const { findEncoderFile } = await import('@cotrain/encoders/node')
  const row = encoderRows.find(({ name }) => path.startsWith(`${folder}${name}/`))
  const file = row?.files.find(each => path === `${folder}${row.name}/${each.path}`)
  const found = file && findEncoderFile(file, encoderFolders)
  if (file === undefined || found === undefined) {
    const install = row && row.packages.length > 0 ? ` Install it: npm install ${row.packages.join(' ')}` : ''
    response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
    response.end(`There is no such file of an encoder here.${install}`)
    return
  }
  const etag = `"${file.sha256}"`
  const headers = { etag, 'cache-control': 'no-cache', 'content-type': 'application/octet-stream' }
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304, headers).end()
    return
  }
  const stream = createReadStream(found)
  stream.once('open', () => {
    response.writeHead(200, headers)
    stream.pipe(response)
  })
  stream.once('error', () => response.destroy())
  response.once('close', () => stream.destroy())
}
