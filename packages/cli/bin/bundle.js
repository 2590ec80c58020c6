import { randomUUID } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = fileURLToPath(new URL('../../../', import.meta.url))
/** In the repo, so that packages that are not bundled are found from there. */
const folderOfAll = join(root, 'node_modules/.cache/cotrain-cli')
const weekMs = 7 * 86_400_000

/**
 * The command line in plain JavaScript, which starts several times as fast as its TypeScript sources and all the files
 * of its packages would. It is made when it is used first, and again whenever a source has changed.
 *
 * @param {string} cache Where it is kept.
 * @returns {Promise<string>} The URL of its first module.
 */
export async function bundled(cache = folderOfAll) {
  return current(cache) ?? (await build(cache))
}

/**
 * What was made last, if it is still what the sources say.
 *
 * @param {string} cache
 */
function current(cache) {
  try {
    /** @type {{ root: string, folder: string, inputs: [path: string, stamp: string][] }} */
    const index = JSON.parse(readFileSync(indexOf(cache), 'utf8'))
    // a bundle has paths of its repo in it, which may have been copied
    const whole = index.root === root && existsSync(mainIn(index.folder))
    const same = whole && index.inputs.every(([path, stamp]) => stampOf(path) === stamp)
    return same ? urlIn(index.folder) : undefined
  } catch {
    // never made, or a source is gone
    return undefined
  }
}

/** @param {string} cache */
async function build(cache) {
  const esbuild = await import('esbuild')
  mkdirSync(cache, { recursive: true })
  removeOld(cache)
  const folder = join(cache, `made-${randomUUID()}`)
  const { metafile } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: { main: 'packages/cli/src/main.ts' },
    tsconfig: 'tsconfig.base.json',
    outdir: folder,
    outExtension: { '.js': '.mjs' },
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
    external: ['esbuild', 'piscina', 'tsx', 'vite', '@vitejs/*'],
    // for packages that are not modules yet
    banner: {
      js: "import { createRequire as _require } from 'node:module'; const require = _require(import.meta.url);",
    },
    plugins: [whereSourcesStand],
    logLevel: 'error',
  })
  const sources = Object.keys(metafile.inputs).filter(path => !path.startsWith('node_modules/'))
  const inputs = [...sources, 'tsconfig.base.json', 'package-lock.json', 'packages/cli/bin/bundle.js']
  const stamps = inputs.map(path => [path, stampOf(path)])
  writeWhole(indexOf(cache), JSON.stringify({ root, folder, inputs: stamps }))
  return urlIn(folder)
}

/** `import.meta.url` stays that of the source, so that files are found from there. */
const whereSourcesStand = {
  name: 'where sources stand',
  setup(/** @type {import('esbuild').PluginBuild} */ { onLoad }) {
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const source = readFileSync(path, 'utf8')
      if (path.slice(root.length).includes('node_modules') || !source.includes('import.meta.url'))
        return undefined
      const url = JSON.stringify(pathToFileURL(path).href)
      return { contents: source.replaceAll('import.meta.url', url), loader: 'ts' }
    })
  },
}

/** @param {string} cache */
function indexOf(cache) {
  return join(cache, 'index.json')
}

/** @param {string} folder */
function mainIn(folder) {
  return join(folder, 'main.mjs')
}

/** @param {string} folder */
function urlIn(folder) {
  return pathToFileURL(mainIn(folder)).href
}

/** @param {string} path Within the repo. */
function stampOf(path) {
  const { mtimeMs, size } = statSync(join(root, path))
  return `${mtimeMs} ${size}`
}

/**
 * Moved to its place, so that nobody reads half of it.
 *
 * @param {string} path
 * @param {string} text
 */
function writeWhole(path, text) {
  const unfinished = `${path}.${process.pid}`
  writeFileSync(unfinished, text)
  renameSync(unfinished, path)
}

/**
 * Removes those that no process should still be running.
 *
 * @param {string} cache
 */
function removeOld(cache) {
  for (const name of readdirSync(cache).filter(name => name.startsWith('made-'))) {
    const folder = join(cache, name)
    // somebody else may be removing it, too
    const { mtimeMs } = statSync(folder, { throwIfNoEntry: false }) ?? { mtimeMs: Number.POSITIVE_INFINITY }
    if (Date.now() - mtimeMs > weekMs) rmSync(folder, { recursive: true, force: true })
  }
}
