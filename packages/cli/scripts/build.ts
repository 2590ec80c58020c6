/**
 * Makes dist/: the command line in plain JavaScript, which starts several times as fast as its sources and all the
 * files of its packages would. `npm ci` runs it, and `npm run build` after a source has changed.
 */
import { readdirSync, rmSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Builds the command line. What stands there works until the end, so that a command beside us finds all of it. */
export async function buildCli(): Promise<void> {
  const { metafile } = await build({
    absWorkingDir: here('..'),
    // all in one folder, as deep in the package as src/
    entryPoints: { main: 'src/main.ts', worker: '../simulator/src/node/worker.ts' },
    tsconfig: '../../tsconfig.base.json',
    outdir: 'dist',
    bundle: true,
    splitting: true,
    minifySyntax: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: true,
    sourcesContent: false,
    metafile: true,
    // these find files of their own by where they stand
    external: ['piscina', 'tsx'],
    // for packages that are not modules yet
    banner: {
      js: "import { createRequire as _require } from 'node:module'; const require = _require(import.meta.url);",
    },
    logLevel: 'error',
  })
  const made = new Set(Object.keys(metafile.outputs).map(path => basename(path)))
  const old = readdirSync(here('../dist')).filter(name => !made.has(name))
  for (const name of old) rmSync(here(`../dist/${name}`), { force: true })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildCli()
