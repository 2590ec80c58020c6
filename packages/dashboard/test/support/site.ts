import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Connect, preview } from 'vite'

const configFile = fileURLToPath(new URL('../../vite.config.ts', import.meta.url))

/** What is served beside the built page, by its path. */
export type Files = Record<string, { type: string; body: string }>

/** Builds the page as it is shipped and serves it on a free port, with `files` beside it. */
export async function startSite(files: Files) {
  const outDir = mkdtempSync(join(tmpdir(), 'cotrain-dashboard-'))
  await build({ configFile, logLevel: 'error', build: { outDir, emptyOutDir: true } })
  const server = await preview({
    configFile,
    logLevel: 'error',
    build: { outDir },
    preview: { port: 0, host: '127.0.0.1' },
    appType: 'mpa',
    plugins: [
      { name: 'files', configurePreviewServer: ({ middlewares }) => void middlewares.use(serve(files)) },
    ],
  })
  return {
    url: server.resolvedUrls!.local[0]!.replace(/\/$/, ''),
    async stop() {
      await server.close()
      rmSync(outDir, { recursive: true, force: true })
    },
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
