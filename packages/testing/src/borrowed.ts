import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const cache = fileURLToPath(new URL('../../../node_modules/.cache/borrowed', import.meta.url))

/** A package of one version, and the integrity that npm states for it. */
export interface BorrowedPackage {
  name: string
  version: string
  /** As in a lock file: `sha512-…`. */
  integrity: string
}

/**
 * Installs a package that a few tests need and that is too big for everybody's `npm ci`, once a machine.
 *
 * It is installed into a fresh folder that gets its name only when it is complete, so that test files that start at the
 * same time, or a run that was broken off, do no harm.
 *
 * @returns The folder of the package; imports from there find its dependencies.
 * @throws Error when npm cannot install it, or when it is not what `integrity` says.
 */
export async function borrow({ name, version, integrity }: BorrowedPackage): Promise<string> {
  const folder = join(cache, `${name.replace('/', '+')}-${version}`)
  const inside = join(folder, 'node_modules', name)
  if (existsSync(folder)) return inside
  mkdirSync(cache, { recursive: true })
  const fresh = mkdtempSync(join(cache, 'installing-'))
  try {
    writeFileSync(join(fresh, 'package.json'), JSON.stringify({ dependencies: { [name]: version } }))
    const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel', 'error']
    await run('npm', ['install', ...quiet], { cwd: fresh })
    checkIntegrity(fresh, { name, version, integrity })
    renameSync(fresh, folder)
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true })
    if (!existsSync(folder)) throw error
  }
  return inside
}

function checkIntegrity(folder: string, { name, version, integrity }: BorrowedPackage): void {
  const lock = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8'))
  const found: unknown = lock.packages[`node_modules/${name}`]?.integrity
  if (found !== integrity) throw new Error(`${name}@${version} is ${found}, not ${integrity}.`)
}
