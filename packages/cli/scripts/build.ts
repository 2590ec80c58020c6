/**
 * Makes dist/: the command line in plain JavaScript, which starts several times as fast as its sources and all the
 * files of its packages would. `npm ci` runs it, and `npm run build` after a source has changed.
 */
import { readdirSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Metafile } from 'esbuild'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/**
 * Builds the command line. What stands there works until the end, so that a command beside us finds all of it.
 *
 * @param outdir Where; as deep in the package as src/
 * @returns What went into it
 */
export async function buildCli(outdir = here('../dist')): Promise<Metafile> {
  const { metafile } = await build({
    absWorkingDir: here('..'),
    // all in one folder
    entryPoints: { main: 'src/main.ts', worker: '../simulator/src/node/worker.ts' },
    tsconfig: '../../tsconfig.base.json',
    outdir,
    bundle: true,
    splitting: true,
    minifySyntax: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: true,
    sourcesContent: false,
    metafile: true,
    // these find files of their own by where they stand, or are the user's to install
    external: ['piscina', 'tsx', '@tensorflow/*', '@tensorflow-models/*'],
    // for packages that are not modules yet
    banner: {
      js: "import { createRequire as _require } from 'node:module'; const require = _require(import.meta.url);",
    },
    logLevel: 'error',
  })
  const made = new Set(Object.keys(metafile.outputs).map(path => basename(path)))
  const old = readdirSync(outdir).filter(name => !made.has(name))
  for (const name of old) rmSync(join(outdir, name), { force: true })
  return metafile
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildCli()
