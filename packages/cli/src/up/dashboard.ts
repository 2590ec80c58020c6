import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { CliError } from '../errors.ts'

const folder = fileURLToPath(new URL('../../../dashboard', import.meta.url))
/** What the built page is made from. */
const sources = [
  join(folder, 'src'),
  join(folder, 'public'),
  join(folder, 'index.html'),
  join(folder, 'package.json'),
  join(folder, 'vite.config.ts'),
  fileURLToPath(new URL('../../../sdk/src', import.meta.url)),
  fileURLToPath(new URL('../../../simulator/src', import.meta.url)),
]

/**
 * Builds the dashboard with Vite, unless what was built before is newer than all its sources.
 *
 * @param log Is told when a build begins.
 * @param signal Ends a build that is not wanted any more.
 * @returns The folder to serve.
 * @throws CliError when the build fails.
 */
export async function buildDashboard(log: (text: string) => void, signal: AbortSignal): Promise<string> {
  const dist = join(folder, 'dist')
  const built = await modified(join(dist, 'index.html'))
  const changed = Math.max(...(await Promise.all(sources.map(newest))))
  if (built > changed) return dist
  log('Building the dashboard…')
  // built aside and put in its place when whole, so that a server beside us never has half of it
  const next = join(folder, 'node_modules', `.dist-${process.pid}`)
  try {
    await mkdir(join(folder, 'node_modules'), { recursive: true })
    await build(next, signal)
    await rm(dist, { recursive: true, force: true })
    await rename(next, dist)
  } catch (cause) {
    throw new CliError('The dashboard could not be built.', ['Start without it: cotrain up --no-dashboard'], {
      cause,
    })
  } finally {
    await rm(next, { recursive: true, force: true })
  }
  return dist
}

/** Runs Vite's build in a process of its own: it writes to the terminal as it likes. */
async function build(outDir: string, signal: AbortSignal): Promise<void> {
  const vite = join(
    createRequire(join(folder, 'package.json')).resolve('vite/package.json'),
    '..',
    'bin',
    'vite.js',
  )
  const child = spawn(process.execPath, [vite, 'build', '--outDir', outDir, '--logLevel', 'error'], {
    cwd: folder,
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'pipe'],
    signal,
  })
  const [complaint, [code]] = await Promise.all([text(child.stderr), once(child, 'close')])
  if (code !== 0) throw new Error(`vite build ended with code ${code}\n${complaint}`)
}

/** When the newest file in or at `path` was changed, in milliseconds since 1970; 0 if there is none. */
async function newest(path: string): Promise<number> {
  const entries = await readdir(path, { withFileTypes: true, recursive: true }).catch(() => undefined)
  if (entries === undefined) return modified(path)
  const files = entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name))
  return Math.max(0, ...(await Promise.all(files.map(modified))))
}

async function modified(path: string): Promise<number> {
  return (await stat(path).catch(() => undefined))?.mtimeMs ?? 0
}
