import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The folder of the page as it is shipped, built from the sources as they are. */
    builtPage: string
  }
}

/** Builds the page once for all tests of a run. */
export default async function buildPage({ provide }: TestProject) {
  const configFile = fileURLToPath(new URL('../vite.config.ts', import.meta.url))
  const outDir = mkdtempSync(join(tmpdir(), 'cotrain-dashboard-'))
  // Vitest's own would bring the libraries' versions for developers
  const { NODE_ENV } = process.env
  process.env.NODE_ENV = 'production'
  await build({ configFile, logLevel: 'error', build: { outDir, emptyOutDir: true } })
  process.env.NODE_ENV = NODE_ENV
  provide('builtPage', outDir)
  return () => rmSync(outDir, { recursive: true, force: true })
}
