import { fileURLToPath } from 'node:url'
import { type Connect, preview } from 'vite'
import { inject } from 'vitest'

const configFile = fileURLToPath(new URL('../../vite.config.ts', import.meta.url))

/** What is served beside the built page, by its path. */
export type Files = Record<string, { type: string; body: string }>

/** Serves the page as it is shipped, or that of another folder, on a free port, with `files` beside it. */
export async function startSite(files: Files, folder = inject('builtPage')) {
  const server = await preview({
    configFile,
    logLevel: 'error',
    build: { outDir: folder },
    preview: { port: 0, host: '127.0.0.1' },
    appType: 'mpa',
    plugins: [
      { name: 'files', configurePreviewServer: ({ middlewares }) => void middlewares.use(serve(files)) },
    ],
  })
  return {
    url: server.resolvedUrls!.local[0]!.replace(/\/$/, ''),
    stop: () => server.close(),
  }
}

const serve =
  (files: Files): Connect.NextHandleFunction =>
  (request, response, next) => {
    const file = files[request.url?.split('?')[0] ?? '']
    if (!file) return next()
    response.setHeader('content-type', file.type)
    response.end(file.body)
  }
