// Native tools come as one npm package a platform. Their umbrella packages are not used: they list platforms that
// not every registry carries, which leaves the lockfile incomplete, and some launchers lose the exit code.
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'

export interface Binary {
  /** The name of the tool, which is also its command on PATH. */
  name: string
  /** Where the binary stands in the npm package of a platform. */
  path: string
  /** Where people get it for a platform that npm has no package for. */
  site: string
}

/** A processor that a binary is for, as Node calls it. */
export interface Machine {
  platform: string
  arch: string
}

/** A tool of Foundry's, by its name: its packages call processors by other names than Node. */
export function foundry(name: string, { platform, arch }: Machine = process): Binary {
  const path = `@foundry-rs/${name}-${platform}-${arch === 'x64' ? 'amd64' : arch}/bin/${name}`
  return { name, path: `${path}${extension(platform)}`, site: 'getfoundry.sh' }
}

/** Biome, the formatter and linter. */
export function biome({ platform, arch }: Machine = process): Binary {
  const path = `@biomejs/cli-${platform}-${arch}/biome${extension(platform)}`
  return { name: 'biome', path, site: 'biomejs.dev' }
}

function extension(platform: string): string {
  return platform === 'win32' ? '.exe' : ''
}

/** Runs `binary` with this process's arguments in `cwd`, and ends with its exit code. */
export function runBinary(binary: Binary, cwd?: URL): never {
  const result = spawnSync(resolveBinary(binary), process.argv.slice(2), { stdio: 'inherit', cwd })
  if (result.error) {
    const missing = (result.error as NodeJS.ErrnoException).code === 'ENOENT'
    console.error(
      missing
        ? `There is no ${binary.name} for ${process.platform}-${process.arch}: no npm package, and none on PATH. Install it (${binary.site}) and try again.`
        : `${binary.name} could not be run: ${result.error.message}`,
    )
    process.exit(127)
  }
  if (result.signal) console.error(`${binary.name} was ended by ${result.signal}`)
  process.exit(result.status ?? 1)
}

/** The binary of this platform's npm package, else the command on PATH. */
export function resolveBinary({ name, path }: Binary): string {
  try {
    return createRequire(import.meta.url).resolve(path)
  } catch {
    return name
  }
}
