import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** A worker in plain JavaScript, and how to get rid of it. */
export type WorkerFile = { path: string; remove(): void }

/**
 * Bundles `runTask` from the TypeScript sources as they stand into one file that threads can load. (Threads cannot
 * share the loader that runs the sources in the main thread.)
 */
export async function bundleWorker(): Promise<WorkerFile> {
  const folder = mkdtempSync(join(tmpdir(), 'cotrain-simulator-'))
  const path = join(folder, 'worker.mjs')
  await build({
    stdin: { contents: "export { runTask as default } from './runTask.ts'", resolveDir: here('.') },
    tsconfig: here('../../../../tsconfig.base.json'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    outfile: path,
    logLevel: 'error',
  })
  const remove = () => {
    rmSync(folder, { recursive: true, force: true })
    process.off('exit', remove)
  }
  process.once('exit', remove)
  return { path, remove }
}
