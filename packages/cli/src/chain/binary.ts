import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'
import { CliError } from '../errors.ts'

const require = createRequire(import.meta.url)

/**
 * The path of anvil's native binary: what COTRAIN_ANVIL says, else the npm package of this platform, else `anvil`
 * on the PATH.
 *
 * npm's launcher (`npx anvil`) is never used: killing it leaves anvil running.
 *
 * @throws CliError when there is none.
 */
export function findAnvil(): string {
  const chosen = process.env.COTRAIN_ANVIL
  if (chosen) return existsSync(chosen) ? chosen : missing(`at ${chosen} (COTRAIN_ANVIL)`)
  return packaged() ?? onPath(nameOn(process.platform)) ?? missing(`for ${process.platform} ${process.arch}`)
}

/** Where anvil stands in npm's package for a platform and a processor, as Node calls them. */
export function anvilPackage(platform: string, arch: string): { name: string; path: string } {
  const name = `@foundry-rs/anvil-${platform}-${arch === 'x64' ? 'amd64' : arch}`
  return { name, path: join('bin', nameOn(platform)) }
}

function nameOn(platform: string): string {
  return platform === 'win32' ? 'anvil.exe' : 'anvil'
}

function packaged(): string | undefined {
  const { name, path } = anvilPackage(process.platform, process.arch)
  try {
    const file = join(require.resolve(`${name}/package.json`), '..', path)
    return existsSync(file) ? file : undefined
  } catch {
    return undefined
  }
}

function onPath(name: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(folder => folder !== '')
  return folders.map(folder => join(folder, name)).find(existsSync)
}

function missing(where: string): never {
  throw new CliError(`There is no anvil ${where}: the local chain cannot start.`, [
    'npm installs it on Linux and macOS, and on Windows for x64, unless it is told to leave out optional dependencies.',
    'Elsewhere install Foundry, so that `anvil` is on your PATH, or name the binary in COTRAIN_ANVIL.',
    'Or use a node of your own: every command but `up` takes --rpc URL.',
  ])
}
