// Runs forge with the arguments given, and ends with forge's own exit code. The npm launcher of forge ends with
// 0 even when tests fail, so the binary is called directly: this platform's npm package, else `forge` on PATH.
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'

const root = new URL('../', import.meta.url)

function forgeBinary(): string {
  const file = process.platform === 'win32' ? 'forge.exe' : 'forge'
  const platform =
    process.arch === 'x64' ? `${process.platform}-amd64` : `${process.platform}-${process.arch}`
  try {
    return createRequire(import.meta.url).resolve(`@foundry-rs/forge-${platform}/bin/${file}`)
  } catch {
    return file
  }
}

const result = spawnSync(forgeBinary(), process.argv.slice(2), { stdio: 'inherit', cwd: root })
if (result.error) {
  const missing = (result.error as NodeJS.ErrnoException).code === 'ENOENT'
  console.error(
    missing
      ? `There is no forge for ${process.platform}-${process.arch}: no npm package, and none on PATH. Install Foundry (getfoundry.sh) and try again.`
      : `forge could not be run: ${result.error.message}`,
  )
  process.exit(127)
}
if (result.signal) console.error(`forge was ended by ${result.signal}`)
process.exit(result.status ?? 1)
