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
  const name = process.platform === 'win32' ? 'anvil.exe' : 'anvil'
  const chosen = process.env.COTRAIN_ANVIL
  if (chosen) return existsSync(chosen) ? chosen : missing(`at ${chosen} (COTRAIN_ANVIL)`)
  return packaged(name) ?? onPath(name) ?? missing(`for ${process.platform} ${process.arch}`)
}

function packaged(name: string): string | undefined {
  const arch = process.arch === 'x64' ? 'amd64' : process.arch
  try {
    const path = join(
      require.resolve(`@foundry-rs/anvil-${process.platform}-${arch}/package.json`),
      '..',
      'bin',
      name,
    )
    return existsSync(path) ? path : undefined
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
    'On Linux amd64, `npm ci` installs it, unless it is told to leave out optional dependencies.',
    'Elsewhere install Foundry, so that `anvil` is on your PATH, or name the binary in COTRAIN_ANVIL.',
    'Or use a node of your own: every command but `up` takes --rpc URL.',
  ])
}
